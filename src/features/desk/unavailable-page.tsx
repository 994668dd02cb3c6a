/** The record takes nothing now: why, that nothing was kept, and what to do. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskLayout, type Signed } from "../../ui/desk-layout.tsx"
import type { Site } from "../../ui/site.ts"

export function UnavailablePage({ site, visit, why }: { readonly site: Site; readonly visit: Signed; readonly why: "too-busy" | "read-only" }): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.unavailable-title")} path="/desk">
      <h1>{site.t("counsel.unavailable-title")}</h1>
      <p class="lead">{site.t(`counsel.unavailable-${why}`)}</p>
    </DeskLayout>
  )
}
