/**
 * A ruling that puts a clause on hold is told twice: on the time line, and in the clause's `suspended` block, by which its
 * rules fall silent. It is one fact, so the two must give the same days.
 *
 *     history: [{ status: suspended, date: 2025-11-19, … }, { status: ended, date: 2026-03-05, … }]
 *     suspended: from 2025-11-19 to 2026-03-04, the day before something else holds
 *
 * Only orders, rulings and laws suspend a clause that they name; a deployment may stop for other reasons.
 */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { quote } from "../../kernel/text/did-you-mean.ts"
import { addDays } from "../days.ts"
import { errorAt, warningAt } from "../problem.ts"
import type { Day } from "../source.ts"
import type { Clause, Pack } from "../types.ts"
import type { TimelineEvent } from "./types.ts"

/** On hold from a day to another, both included; `to: null`: until something else is known. */
interface OnHold {
  readonly from: Day
  readonly to: Day | null
}

export function checkSuspensions({ instruments, timeline }: Pick<Pack, "instruments" | "timeline">): readonly Diagnostic[] {
  const clauses = new Map(instruments.flatMap((instrument) => instrument.clauses).map((clause) => [clause.id, clause]))
  const told = timeline.events.flatMap((event) => holdsIn(event).flatMap((hold) => event.clauses.map((id) => ({ event, hold, id }))))
  const differing = told.flatMap(({ event, hold, id }) => differenceOf(event, hold, clauses.get(id)))
  if (timeline.events.length === 0) return differing
  const untold = [...clauses.values()].flatMap((clause) => clause.suspensions.filter(({ from }) => !told.some(({ hold, id }) => id === clause.id && hold.from === from)).map(({ from }) => untoldIn(clause, from)))
  return [...differing, ...untold]
}

function holdsIn({ kind, history }: TimelineEvent): readonly OnHold[] {
  if (kind !== "order" && kind !== "ruling" && kind !== "law") return []
  return history.flatMap(({ status, date }, index) => {
    if (status !== "suspended") return []
    const after = history.slice(index + 1).find((entry) => entry.status !== "suspended" && entry.status !== "unknown-since")
    return [{ from: date, to: after === undefined ? null : addDays(after.date, -1) }]
  })
}

function differenceOf(event: TimelineEvent, hold: OnHold, clause: Clause | undefined): readonly Diagnostic[] {
  if (clause === undefined) return []
  const written = clause.suspensions.find(({ from }) => from === hold.from)
  if (written?.to === hold.to) return []
  const found = written === undefined ? holdsOf(clause) : `${daysOf(written)} by its own block`
  const message = `${quote(clause.id)} is suspended ${daysOf(hold)} by the event ${quote(event.id)}, and ${found}`
  return [errorAt(event.span, "law/suspension-differs", message, { hint: "it is one fact: give both the same days, or take the clause out of the event", related: [{ span: clause.span, note: "the clause stands here" }] })]
}

function holdsOf({ suspensions }: Clause): string {
  return suspensions.length === 0 ? "its own text has no `suspended` block" : `${suspensions.map(daysOf).join(", ")} by its own blocks`
}

function daysOf({ from, to }: OnHold): string {
  return to === null ? `from ${from} on` : `from ${from} to ${to}`
}

function untoldIn({ id, span }: Clause, from: Day): Diagnostic {
  return warningAt(span, "law/suspension-untold", `no event tells that ${quote(id)} is suspended from ${from}`, { hint: `give a ruling on the time line the status \`suspended\` on ${from}, with this clause among its \`clauses\`` })
}
