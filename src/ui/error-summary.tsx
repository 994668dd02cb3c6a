/** What is wrong with what was sent, at the head of the page; each problem leads to its field. The field repeats the same words. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Site } from "./site.ts"

export interface Problem {
  /** The field's id, or `null` where there is none to go to. */
  readonly field: string | null
  readonly text: string
}

export function ErrorSummary({ site, problems }: { readonly site: Site; readonly problems: readonly Problem[] }): JSX.Element {
  return (
    // Without a script nothing can take the focus; `autofocus` does where the browser allows it.
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      <h2>{site.t("error.heading")}</h2>
      <ul>
        {problems.map((problem) => (
          <li>{problem.field === null ? problem.text : <a href={`#${problem.field}`}>{problem.text}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
