/** The after-action review: everything of an incident in one line of time, its open points, and what is closed to whom. */
import type { Kysely } from "kysely"
import type { Call } from "../../../people/counsel/calls.ts"
import { namesOf } from "../../../people/names.ts"
import { may } from "../../../people/roles.ts"
import type { Person } from "../../../people/types.ts"
import type { BodyId } from "../../../law/types.ts"
import { readItems } from "../../../record/incident-items.ts"
import { openNames, type OpenedName } from "../../../record/sealed-names.ts"
import type { Tables } from "../../../store/tables.ts"
import type { Choice } from "../../../ui/fields.tsx"
import { callsIn, directionsIn } from "../counsel/queries.ts"
import type { DirectionGiven, NameOf } from "../counsel/model.ts"
import type { IncidentView, Line, Office } from "../incident/model.ts"
import { pointsIn, type Point } from "./points.ts"

/** One thing that happened, and by whom. */
export type Happened =
  | { readonly kind: "line"; readonly at: Date; readonly line: Line }
  | { readonly kind: "called"; readonly at: Date; readonly call: Call }
  | { readonly kind: "told"; readonly at: Date; readonly person: string }
  | { readonly kind: "reached"; readonly at: Date; readonly person: string }
  | { readonly kind: "nobody-left"; readonly at: Date }
  | { readonly kind: "direction"; readonly at: Date; readonly given: DirectionGiven }
  | { readonly kind: "signed"; readonly at: Date; readonly person: string }

export interface ReviewView {
  readonly view: IncidentView
  readonly happened: readonly Happened[]
  readonly points: readonly Point[]
  /** What was done is not what the answers say. */
  readonly differs: boolean
  readonly signed: { readonly at: Date; readonly by: string } | null
  /** Who may own a point. */
  readonly owners: readonly Choice[]
  readonly nameOf: NameOf
}

export async function reviewView(db: Kysely<Tables>, view: IncidentView): Promise<ReviewView> {
  const { id } = view.incident
  const items = await readItems(db, [id])
  const { calls } = await callsIn(db, id)
  const points = pointsIn(items)
  const signature = items.find(({ kind }) => kind === "signed")
  const signed = signature === undefined ? null : { at: signature.at, by: signature.by }
  const owners = await ownersFor(db, view.body.id)
  const nameOf = await namesOf(db, [...items.map(({ by }) => by), ...points.map(({ owner }) => owner), ...calls.flatMap(({ call }) => [...call.told.map(({ person }) => person as string), ...(call.answered === null ? [] : [call.answered.by])])])
  const happened: readonly Happened[] = [
    ...view.lines.flatMap((line): Happened[] => (SHOWN_OTHERWISE.has(line.content.kind) ? [] : [{ kind: "line", at: line.at, line }])),
    ...calls.flatMap(({ call }) => callHappened(call)),
    ...items.flatMap((item) => directionsIn(item).map((given): Happened => ({ kind: "direction", at: given.at, given }))),
    ...(signed === null ? [] : [{ kind: "signed" as const, at: signed.at, person: signed.by }]),
  ]
  const differs = view.lines.some(({ content }) => content.kind === "done" && content.disposition.did === "otherwise")
  return { view, happened: [...happened].sort((a, b) => a.at.getTime() - b.at.getTime()), points, differs, signed, owners, nameOf }
}

const SHOWN_OTHERWISE: ReadonlySet<string> = new Set(["direction", "point", "signed", "call"])

function callHappened(call: Call): readonly Happened[] {
  return [
    { kind: "called", at: call.startedAt, call },
    ...call.told.map(({ person, at }): Happened => ({ kind: "told", at, person })),
    ...(call.answered === null ? [] : [{ kind: "reached" as const, at: call.answered.at, person: call.answered.by }]),
    ...(call.nobodyLeftAt === null ? [] : [{ kind: "nobody-left" as const, at: call.nobodyLeftAt }]),
  ]
}

/** People who work for a body. */
async function ownersFor(db: Kysely<Tables>, body: BodyId): Promise<readonly Choice[]> {
  const rows = await db.selectFrom("person_grant").innerJoin("person", "person.id", "person_grant.person").select(["person.id", "person.name"]).where("person.ended_at", "is", null).where("person_grant.body", "in", [body, "*"]).where("person_grant.role", "in", ["worker", "supervisor", "duty-officer"]).orderBy("person.name").execute()
  return [...new Map(rows.map(({ id, name }) => [id, { id, label: name }])).values()]
}

/** Whether the personal parts of a body's incidents are closed to somebody: who oversees and does not work on them. */
export function isClosedTo(person: Person, body: BodyId): boolean {
  return may(person, "incident/write", body) === "no" && may(person, "review/write", body) === "no"
}

/** Of those to whom they are closed, until when they are open; `null` where they are not. */
export async function openUntil(db: Kysely<Tables>, incident: string, person: string, now: Date): Promise<Date | null> {
  const row = await db.selectFrom("part_opening").select("until_at").where("incident", "=", incident).where("person", "=", person).where("until_at", ">", now).orderBy("until_at", "desc").limit(1).executeTakeFirst()
  return row?.until_at ?? null
}

/** The same without what people wrote freely, and without their names: `somebody` stands for each. */
export function withClosedParts(view: IncidentView, somebody: string): IncidentView {
  return { ...view, startedBy: somebody, lines: view.lines.map((line) => ({ ...closed(line), by: somebody })) }
}

const CLOSED = { text: "", marks: [] }

function closed(line: Line): Line {
  const { content } = line
  switch (content.kind) {
    case "note":
      return { ...line, content: { ...content, written: CLOSED } }
    case "paper":
      return { ...line, content: { ...content, court: CLOSED } }
    case "came":
    case "left":
      return { ...line, content: { ...content, said: CLOSED } }
    case "footage":
      return { ...line, content: { ...content, where: CLOSED } }
    case "done":
      return { ...line, content: { ...content, disposition: { ...content.disposition, ...CLOSED } } }
    case "answer":
    case "step":
    case "call":
    case "direction":
    case "point":
    case "signed":
    case "erased":
      return line
  }
}

/** As somebody may see an incident now: whole, or with its personal parts closed. */
export async function seenBy(office: Pick<Office, "db" | "sealingKey">, view: IncidentView, person: Person, now: Date, somebody: string): Promise<{ readonly view: IncidentView; readonly closed: boolean; readonly until: Date | null; readonly names: readonly OpenedName[] }> {
  if (!isClosedTo(person, view.body.id)) return { view, closed: false, until: null, names: [] }
  const until = await openUntil(office.db, view.incident.id, person.id, now)
  return until === null ? { view: withClosedParts(view, somebody), closed: true, until, names: [] } : { view, closed: false, until, names: await openNames(office.db, office.sealingKey, view.incident.id) }
}
