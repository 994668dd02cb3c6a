/** What oversight sees: every incident, with where what was done is not what the answers say; each leads to its review. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Incident } from "../../../record/incidents.ts"
import { DataTable } from "../../../ui/data-table.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { Worded } from "../../../ui/worded.tsx"
import { IncidentName } from "../incident/desk-page.tsx"
import { incidentPath, When, type DeskPage } from "../incident/parts.tsx"

export function OversightPage({ site, visit, incidents, differing }: DeskPage & { readonly incidents: readonly Incident[]; readonly differing: ReadonlySet<string> }): JSX.Element {
  const rows = incidents.map((incident) => {
    const body = site.pack.bodies.find(({ id }) => id === incident.body)
    return [
      <a href={site.href(incidentPath(incident.id, "review"))}>
        <IncidentName site={site} incident={incident} />
      </a>,
      body === undefined ? incident.body : <Worded site={site} of={site.wording.body(body.id)} />,
      <When site={site} at={incident.startedAt} />,
      site.t(`review.phase-${incident.phase}`),
      incident.phase === "open" ? "–" : differing.has(incident.id) ? site.t("review.otherwise") : site.t("review.as-answered"),
    ]
  })
  return (
    <DeskLayout site={site} visit={visit} title={site.t("review.oversight")} path="/desk/oversight" width="wide">
      <h1>{site.t("review.oversight")}</h1>
      <p class="lead">{site.t("review.oversight-lead")}</p>
      {rows.length === 0 ? <p>{site.t("review.no-incidents")}</p> : <DataTable caption={site.t("review.oversight")} captionHidden={true} columns={[site.t("incident.title"), site.t("review.body"), site.t("incident.began"), site.t("review.phase"), site.t("incident.done")]} rows={rows} />}
    </DeskLayout>
  )
}
