/** The exact words to say, set apart so that they can be read out. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Text } from "../law/wording.ts"
import type { Site } from "./site.ts"
import { Worded } from "./worded.tsx"

export function Say({ site, words }: { readonly site: Site; readonly words: readonly Text[] }): JSX.Element {
  if (words.length === 0) return <></>
  return (
    <section class="say">
      <h2>{site.t("answer.say")}</h2>
      {words.map((text) => (
        <p>
          <q>
            <Worded site={site} of={text} />
          </q>
        </p>
      ))}
    </section>
  )
}
