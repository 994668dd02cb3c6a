/** Reading incidents for pages: what stands in one, who wrote it, and which of them a person sees. */
import { bodiesFor } from "../../../people/roles.ts"
import type { Person } from "../../../people/types.ts"
import type { Body, Pack } from "../../../law/types.ts"
import { readItems } from "../../../record/incident-items.ts"
import { listIncidents, readIncident, type Incident, type Phase } from "../../../record/incidents.ts"
import { namedRoles } from "../../../record/sealed-names.ts"
import { contentOf } from "./content.ts"
import type { Content, IncidentView, Line, Office } from "./model.ts"

const MOST_LISTED = 100

export function bodyOf(pack: Pack, { body }: Incident): Body | undefined {
  return pack.bodies.find(({ id }) => id === body)
}

/** `null` where there is none, or its body is not the pack's any more. */
export async function viewOf({ db, book }: Office, id: string): Promise<IncidentView | null> {
  const incident = await readIncident(db, id)
  const body = incident === null ? undefined : bodyOf(book.pack, incident)
  if (incident === null || body === undefined) return null
  const [items, named] = [await readItems(db, [id]), await namedRoles(db, id)]
  const names = await namesOf({ db }, [incident.startedBy, ...items.map(({ by }) => by)])
  const lines = items.map((item): Line => ({ id: item.id, at: item.at, deviceAt: item.deviceAt, by: names(item.by), content: contentOf(item) }))
  return { incident, body, startedBy: names(incident.startedBy), lines, named }
}

/** Names of people by id, also of those who have gone; a program stands by its id. */
async function namesOf({ db }: Pick<Office, "db">, ids: readonly string[]): Promise<(id: string) => string> {
  const people = await db.selectFrom("person").select(["id", "name"]).where("id", "in", [...new Set(ids)]).execute()
  return (id) => people.find((person) => person.id === id)?.name ?? id
}

/** The incidents that a person may read, the newest first. */
export async function incidentsFor({ db }: Pick<Office, "db">, person: Person, phases: readonly Phase[]): Promise<readonly Incident[]> {
  const bodies = bodiesFor(person, "incident/read")
  return listIncidents(db, { bodies: bodies === "all" ? "all" : [...bodies], phases, most: MOST_LISTED })
}

export type LineOf<Kind extends Content["kind"]> = Line & { readonly content: Extract<Content, { readonly kind: Kind }> }

export function linesOf<Kind extends Content["kind"]>({ lines }: IncidentView, kind: Kind): readonly LineOf<Kind>[] {
  return lines.filter((line): line is LineOf<Kind> => line.content.kind === kind)
}

/** The newest answer to each question, in the sequence in which the questions were first asked. */
export function answersOf(view: IncidentView): readonly LineOf<"answer">[] {
  const newest = new Map<string, LineOf<"answer">>()
  for (const line of linesOf(view, "answer")) newest.set(line.content.decision.cell.question, line)
  return [...newest.values()]
}

/** What was done, as it was said last; `null` where nobody has. */
export function dispositionOf(view: IncidentView): LineOf<"done"> | null {
  return linesOf(view, "done").at(-1) ?? null
}
