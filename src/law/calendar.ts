/**
 * The law of a day: which clauses stand, and the stretches of days in which nothing changes.
 *
 * A clause is in force from its first day to its last, both included. While a court has suspended it, its rules do not
 * speak. When counsel has withdrawn it, they still stand in the way: where
 * one would decide, the outcome is silent. What is both suspended and withdrawn would not decide, and so silences nothing.
 */
import { addDays, LAST_DAY } from "./days.ts"
import type { Clause, Day, Law } from "./types.ts"

export type Standing = "not-yet" | "in-force" | "suspended" | "withdrawn" | "ended"

/** Days from `from` to `to`, both included; `null` is the beginning, or the end, of time. */
export interface Stretch {
  readonly from: Day | null
  readonly to: Day | null
}

/** How a clause stands on a day. */
export function standingOf(clause: Clause, day: Day): Standing {
  if (clause.inForce !== null && day < clause.inForce) return "not-yet"
  if (clause.ends !== null && day > clause.ends) return "ended"
  if (clause.suspensions.some((suspension) => day >= suspension.from && (suspension.to === null || day <= suspension.to))) return "suspended"
  return clause.withdrawals.some((withdrawal) => day >= withdrawal.fromDay) ? "withdrawn" : "in-force"
}

/** All of time, cut where any clause with rules or cases begins, ends, is suspended, restored or withdrawn. */
export function stretchesOf(law: Law): readonly Stretch[] {
  const firstDays = new Set<Day>()
  for (const clause of law.instruments.flatMap((instrument) => instrument.clauses)) {
    if (clause.rules.length + clause.cases.length + clause.acceptedGaps.length > 0) turningDays(clause).forEach((day) => firstDays.add(day))
  }
  const starts = [null, ...[...firstDays].sort()]
  return starts.map((from, index) => {
    const next = starts[index + 1]
    return { from, to: next === undefined || next === null ? null : addDays(next, -1) }
  })
}

/** The days on which a clause begins to stand otherwise than the day before. */
function turningDays(clause: Clause): readonly Day[] {
  // The last day of the calendar is how people write that something does not end: nothing turns after it.
  const after = (day: Day | null): readonly Day[] => (day === null || day >= LAST_DAY ? [] : [addDays(day, 1)])
  return [
    ...(clause.inForce === null ? [] : [clause.inForce]),
    ...after(clause.ends),
    ...clause.suspensions.flatMap((suspension) => [suspension.from, ...after(suspension.to)]),
    ...clause.withdrawals.map((withdrawal) => withdrawal.fromDay),
  ]
}

/** A day in a stretch, for looking up its law. */
export function dayOf(stretch: Stretch): Day {
  return stretch.from ?? stretch.to ?? ("2000-01-01" as Day)
}

/** Whether two stretches share a day. */
export function overlap(a: Stretch, b: Stretch): boolean {
  const startsInTime = a.from === null || b.to === null || a.from <= b.to
  const endsInTime = a.to === null || b.from === null || a.to >= b.from
  return startsInTime && endsInTime
}

/** A stretch in words, for messages: `from 2025-08-30 to 2025-10-05`. */
export function wordsFor({ from, to }: Stretch): string {
  if (from === null && to === null) return "of every day"
  if (from === null) return `up to ${String(to)}`
  return to === null ? `from ${from} on` : `from ${from} to ${to}`
}
