/** The desk's first page: start an incident, go on with one, practise; and the ways to whatever else a person may do. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { may, type Deed } from "../../../people/roles.ts"
import type { Incident } from "../../../record/incidents.ts"
import type { BodyId } from "../../../law/types.ts"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import type { PlainKey } from "../../../ui/texts.ts"
import { Worded } from "../../../ui/worded.tsx"
import { incidentPath, When, type DeskPage } from "./parts.tsx"

export interface Way {
  readonly deed: Deed
  readonly to: string
  readonly text: PlainKey
}

interface Props extends DeskPage {
  readonly incidents: readonly Incident[]
  /** Other parts of the desk; each is shown to whom its deed is allowed. */
  readonly ways: readonly Way[]
}

export function DeskPageHome({ site, visit, incidents, ways }: Props): JSX.Element {
  const mayDo = (deed: Deed): boolean => may(visit.person, deed, "some") !== "no"
  const open = incidents.filter(({ phase }) => phase === "open")
  const closed = incidents.filter(({ phase }) => phase !== "open")
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.desk")} path="/desk">
      <h1>{site.t("people.desk")}</h1>
      {mayDo("incident/start") && (
        <p class="actions">
          <a class="button" href={site.href("/desk/start")}>
            {site.t("incident.start")}
          </a>
          <a class="button second" href={site.href("/desk/practice")}>
            {site.t("incident.practise")}
          </a>
        </p>
      )}
      {mayDo("incident/read") && (
        <>
          <List site={site} heading={site.t("incident.open-ones")} incidents={open} empty={site.t("incident.none-open")} />
          {closed.length > 0 && <List site={site} heading={site.t("incident.closed-ones")} incidents={closed} empty="" />}
        </>
      )}
      <Ways site={site} ways={ways.filter(({ deed }) => mayDo(deed))} />
    </DeskLayout>
  )
}

function List({ site, heading, incidents, empty }: Pick<Props, "site" | "incidents"> & { readonly heading: string; readonly empty: string }): JSX.Element {
  return (
    <section class="flow">
      <h2>{heading}</h2>
      {incidents.length === 0 ? (
        <p class="muted">{empty}</p>
      ) : (
        <ul class="tasks">
          {incidents.map((incident) => (
            <li>
              <a href={site.href(incidentPath(incident.id))}>
                <IncidentName site={site} incident={incident} />
              </a>
              <span class="muted">
                <When site={site} at={incident.startedAt} /> · <Worded site={site} of={site.wording.body(bodyIn(site, incident))} />
              </span>
              <Phase site={site} incident={incident} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Phase({ site, incident: { phase } }: { readonly site: Props["site"]; readonly incident: Incident }): JSX.Element {
  return phase === "open" ? <></> : <span class="tag">{site.t(`incident.phase-${phase}`)}</span>
}

/** What it began with, or that nobody has said yet. */
export function IncidentName({ site, incident }: { readonly site: Props["site"]; readonly incident: Incident }): JSX.Element {
  const question = incident.question === null ? undefined : site.book.question(incident.question)
  return question === undefined ? <>{site.t("incident.not-said")}</> : <Worded site={site} of={site.wording.questionShort(question.id)} />
}

/** An id that the pack does not have any more is shown as it is. */
function bodyIn(site: Props["site"], { body }: Incident): BodyId {
  return site.pack.bodies.find(({ id }) => id === body)?.id ?? (body as BodyId)
}

function Ways({ site, ways }: Pick<Props, "site" | "ways">): JSX.Element {
  if (ways.length === 0) return <></>
  return (
    <nav aria-label={site.t("incident.other-parts")}>
      <ul class="plain">
        {ways.map(({ to, text }) => (
          <li>
            <a href={site.href(to)}>{site.t(text)}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
