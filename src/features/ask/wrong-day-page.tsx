/** The address asks for the law of a day that does not exist. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import { Layout } from "../../ui/layout.tsx"
import type { Site } from "../../ui/site.ts"

export function WrongDayPage({ site, path }: { readonly site: Site; readonly path: string }): JSX.Element {
  return (
    <Layout site={site} title={site.t("error.day-title")} path={path} failed={true} width="narrow">
      <ErrorSummary site={site} problems={[{ field: null, text: site.t("error.day") }]} />
      <h1>{site.t("error.day-title")}</h1>
      <p class="actions">
        <a class="button" href={site.href(path)}>
          {site.t("error.day-today")}
        </a>
      </p>
    </Layout>
  )
}
