/**
 * The log of what federal agencies asked of a body: detainers and administrative warrants received, and requests for help; each with its
 * day, what became of it, and to whom it was passed on. No name, number or status of anybody; there is no field for free words.
 *
 * A line is never changed. A line that mends another takes its place, and the one before stays in the table.
 */
import { sql, type Kysely, type Selectable } from "kysely"
import { csvLine } from "./csv.ts"
import type { Day } from "../../../law/types.ts"
import { newReference } from "../../../record/from-decision.ts"
import type { AgencyRequestTable } from "../../../store/tables/counsel.ts"
import type { Tables } from "../../../store/tables.ts"

export const KINDS = ["detainer", "administrative-warrant", "help"] as const
export type RequestKind = (typeof KINDS)[number]

/** What may become of each kind. */
export const OUTCOMES = {
  detainer: ["released", "not-held", "transferred"],
  "administrative-warrant": ["released", "not-held", "transferred"],
  help: ["declined", "passed-on", "aid-in-danger", "help-given"],
} as const satisfies Readonly<Record<RequestKind, readonly string[]>>
export type RequestOutcome = (typeof OUTCOMES)[RequestKind][number]

export interface AgencyRequest {
  readonly id: string
  readonly body: string
  readonly kind: RequestKind
  readonly receivedOn: string
  readonly outcome: RequestOutcome
  readonly outcomeOn: string | null
  /** A body of the pack that was told of it; `null` for none. */
  readonly passedTo: string | null
}

export interface NewRequest extends Omit<AgencyRequest, "id"> {
  /** The line that this one mends. */
  readonly replaces: string | null
  readonly form: string
  readonly at: Date
  readonly by: string
}

export async function addRequest(db: Kysely<Tables>, { body, kind, receivedOn, outcome, outcomeOn, passedTo, replaces, form, at, by }: NewRequest): Promise<void> {
  const row = { id: newReference(), body, kind, received_on: receivedOn, outcome, passed_to: passedTo, agency: null, outcome_on: outcomeOn, incident: null, form: `${by} ${form}`, replaces, at, person: by }
  await db.insertInto("agency_request").values(row).onConflict((conflict) => conflict.doNothing()).execute()
}

/** The lines that stand, of days from the first to the last, the earliest first. */
export async function listRequests(db: Kysely<Tables>, bodies: "all" | readonly string[], { from, to }: Quarter): Promise<readonly AgencyRequest[]> {
  const { rows } = await sql<Selectable<AgencyRequestTable>>`
    select r.*, r.received_on::text as received_on, r.outcome_on::text as outcome_on from agency_request r
    where r.received_on between ${from} and ${to} and (${bodies === "all"} or r.body = any(${bodies === "all" ? [] : bodies}::text[]))
      and not exists (select from agency_request n where n.replaces = r.id)
    order by r.received_on, r.at, r.id`.execute(db)
  return rows.flatMap((row) => {
    const outcome = OUTCOMES[row.kind].find((one) => one === row.outcome)
    return outcome === undefined ? [] : [{ id: row.id, body: row.body, kind: row.kind, receivedOn: row.received_on, outcome, outcomeOn: row.outcome_on, passedTo: row.passed_to }]
  })
}

export interface Quarter {
  /** `2026-4` */
  readonly id: string
  readonly from: Day
  readonly to: Day
}

/** The quarter that a day is in. */
export function quarterOf(day: Day): Quarter {
  const year = day.slice(0, 4)
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3)
  return quarterNamed(`${year}-${String(quarter)}`) ?? { id: "", from: day, to: day }
}

/** `null` for what names no quarter. */
export function quarterNamed(id: string): Quarter | null {
  const [, year = "", number = ""] = /^(\d{4})-([1-4])$/.exec(id) ?? []
  if (year === "") return null
  const [from, to] = ([["01-01", "03-31"], ["04-01", "06-30"], ["07-01", "09-30"], ["10-01", "12-31"]] as const)[Number(number) - 1] ?? ["01-01", "03-31"]
  return { id, from: `${year}-${from}` as Day, to: `${year}-${to}` as Day }
}

/** The same day's quarter so many earlier. */
export function earlierQuarter({ id }: Quarter, by: number): Quarter | null {
  const quarters = Number(id.slice(0, 4)) * 4 + Number(id.slice(5)) - 1 - by
  return quarterNamed(`${String(Math.floor(quarters / 4)).padStart(4, "0")}-${String((quarters % 4) + 1)}`)
}

const COLUMNS = ["body", "kind", "received-on", "outcome", "outcome-on", "passed-to"] as const

/** As a spreadsheet reads it (RFC 4180): ids, for those who count. */
export function csvOf(requests: readonly AgencyRequest[]): string {
  return [COLUMNS, ...requests.map((one) => [one.body, one.kind, one.receivedOn, one.outcome, one.outcomeOn ?? "", one.passedTo ?? ""])].map(csvLine).join("")
}
