/** Counsel's pages: what waits, what was answered, the rota, and what may be withdrawn. */
import type { Kysely } from "kysely"
import { z } from "zod"
import { decisionOf } from "../../../kernel/receipt/act.ts"
import type { BodyId, Pack } from "../../../law/types.ts"
import { answeredCalls, callsOf, readCall, waitingCalls, type Call } from "../../../people/counsel/calls.ts"
import { DIRECTIONS } from "../../../people/counsel/directions.ts"
import { addressOf } from "../../../people/counsel/mail.ts"
import { gaps, holderAt, type Span } from "../../../people/counsel/rota.ts"
import { readShifts } from "../../../people/counsel/shifts.ts"
import { everyCounsel, namesOf } from "../../../people/names.ts"
import { bodiesFor } from "../../../people/roles.ts"
import type { Visit } from "../../../people/types.ts"
import { readItems, type Item } from "../../../record/incident-items.ts"
import { readWithdrawals } from "../../../record/withdrawals.ts"
import type { Tables } from "../../../store/tables.ts"
import { isOutcome } from "./outcomes.ts"
import type { CallView, CounselView, DirectionGiven, RotaView, WithdrawableClause } from "./model.ts"

const ANSWERED_SHOWN = 10
export const ROTA_DAYS = 14
const DAY_MS = 86_400_000

export async function counselView(db: Kysely<Tables>, { person }: Visit, now: Date): Promise<CounselView> {
  const bodies = bodiesFor(person, "counsel/read")
  const [waiting, answered] = [await waitingCalls(db, bodies), await answeredCalls(db, bodies, ANSWERED_SHOWN)]
  const views = await callViews(db, [...waiting, ...answered])
  const shifts = await readShifts(db, { from: now, until: new Date(now.getTime() + 365 * DAY_MS) })
  const offers = shifts.filter(({ offer }) => offer?.to === person.id)
  const nameOf = await namesOf(db, [...idsIn(views), ...offers.map((shift) => holderAt(shift, now))])
  return { waiting: views.slice(0, waiting.length), answered: views.slice(waiting.length), offers, mail: await addressOf(db, person.id), nameOf }
}

/** `null` where there is no such call. */
export async function callView(db: Kysely<Tables>, id: string): Promise<{ readonly view: CallView; readonly nameOf: (id: string) => string } | null> {
  const call = await readCall(db, id)
  const [view] = call === null ? [] : await callViews(db, [call])
  return view === undefined ? null : { view, nameOf: await namesOf(db, idsIn([view])) }
}

/** The calls of an incident, as the page of the incident shows them. */
export async function callsIn(db: Kysely<Tables>, incident: string): Promise<{ readonly calls: readonly CallView[]; readonly nameOf: (id: string) => string }> {
  const calls = await callViews(db, await callsOf(db, incident))
  return { calls, nameOf: await namesOf(db, idsIn(calls)) }
}

function idsIn(views: readonly CallView[]): readonly string[] {
  return views.flatMap(({ call, directions }) => [...call.told.map(({ person }) => person as string), ...(call.answered === null ? [] : [call.answered.by]), ...directions.map(({ by }) => by)])
}

async function callViews(db: Kysely<Tables>, calls: readonly Call[]): Promise<readonly CallView[]> {
  if (calls.length === 0) return []
  const ids = calls.map(({ incident }) => incident)
  const incidents = await db.selectFrom("incident").select(["id", "question"]).where("id", "in", ids).execute()
  const items = await readItems(db, ids)
  return calls.map((call) => {
    const own = items.filter(({ incident }) => incident === call.incident)
    const given = own.flatMap(directionsIn)
    return { call, question: incidents.find(({ id }) => id === call.incident)?.question ?? null, outcome: newestOutcome(own), directions: given.filter(({ call: of }) => of === call.id) }
  })
}

export const directionData = z.object({ call: z.string(), direction: z.enum(DIRECTIONS), differs: z.boolean(), reference: z.string() })

/** What an item says of a direction; nothing where it is none. */
export function directionsIn({ kind, content, at, by }: Item): readonly (DirectionGiven & { readonly call: string })[] {
  if (kind !== "direction" || content.kind !== "data") return []
  const { call, direction, differs } = directionData.parse(content.data)
  return [{ call, direction, differs, at, by }]
}

/** Of the newest decision that was not erased. */
export function newestOutcome(items: readonly Item[]): CallView["outcome"] {
  const decisions = items.flatMap(({ kind, content }) => (kind === "answer" && content.kind === "act" ? [decisionOf(content.opening)] : []))
  const outcome = decisions.at(-1)?.cell.outcome
  return outcome !== undefined && isOutcome(outcome) ? outcome : null
}

export async function rotaView(db: Kysely<Tables>, pack: Pack, visit: Visit, now: Date): Promise<RotaView> {
  const span: Span = { from: now, until: new Date(now.getTime() + ROTA_DAYS * DAY_MS) }
  const shifts = await readShifts(db, span)
  const seen = bodiesFor(visit.person, "counsel/rota")
  const bodies = pack.bodies.map(({ id }) => id).filter((id) => seen === "all" || seen.has(id))
  const colleagues = (await everyCounsel(db)).map(({ id, name }) => ({ id, label: name }))
  const nameOf = await namesOf(db, shifts.flatMap((shift) => [shift.person, holderAt(shift, now), ...(shift.offer === null ? [] : [shift.offer.to])]))
  return {
    shifts: shifts.filter(({ body }) => body === "all" || bodies.includes(body)),
    holders: new Map(shifts.map((shift) => [shift.id, holderAt(shift, now)])),
    gaps: gapsByBody(bodies, (body) => gaps(shifts, body, span)),
    colleagues,
    nameOf,
  }
}

function gapsByBody(bodies: readonly BodyId[], gapsOf: (body: BodyId) => readonly Span[]): RotaView["gaps"] {
  return bodies.map((body) => ({ body, spans: gapsOf(body) })).filter(({ spans }) => spans.length > 0)
}

/** Clauses whose rules answer something, in the sequence of the pack; withdrawn by the pack's own files or in the record. */
export async function withdrawableClauses(db: Kysely<Tables>, pack: Pack): Promise<readonly WithdrawableClause[]> {
  const withdrawn = await readWithdrawals(db, pack.digest)
  return pack.instruments.flatMap((instrument) =>
    instrument.clauses.filter(({ rules }) => rules.length > 0).map((clause) => ({ instrument, clause, withdrawnFrom: clause.withdrawals[0]?.from ?? withdrawn.find((one) => one.clause === clause.id)?.from ?? null })),
  )
}

