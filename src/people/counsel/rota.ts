/**
 * The rota: which of counsel is on call for a body, first and next; and handing a shift over.
 *
 *     place   shift                            hand-over
 *     1       Ana   Monday 08:00 – 20:00       to Ben, taken at 14:10: Ben from then on
 *     2       Cleo  Monday 08:00 – Tuesday     offered to Ben, not taken: still Cleo
 *
 * A shift is for one body or for the whole city; a body's own counsel come before the city's. A hand-over counts from the instant at
 * which it is taken, never from the offer: nobody leaves the call before somebody has it.
 */
import type { BodyId } from "../../law/types.ts"
import type { PersonId } from "../types.ts"

export interface HandOver {
  readonly to: PersonId
  readonly offeredAt: Date
  /** `null` while it is not taken. */
  readonly takenAt: Date | null
}

export interface Shift {
  readonly id: string
  readonly body: BodyId | "all"
  readonly person: PersonId
  /** 1 is called first. */
  readonly place: number
  readonly from: Date
  /** The first instant that is not in it. */
  readonly until: Date
  /** In the sequence in which they were offered. */
  readonly handOvers: readonly HandOver[]
}

/** Who has a shift at an instant: its own person, or the last who took it over by then. */
export function holderAt({ person, handOvers }: Shift, at: Date): PersonId {
  const taken = handOvers.filter(({ takenAt }) => takenAt !== null && takenAt <= at)
  return taken.reduce<{ readonly to: PersonId; readonly at: number }>((last, { to, takenAt }) => (takenAt !== null && takenAt.getTime() >= last.at ? { to, at: takenAt.getTime() } : last), { to: person, at: -Infinity }).to
}

export function covers({ from, until }: Pick<Shift, "from" | "until">, at: Date): boolean {
  return from <= at && at < until
}

/** Who is on call for a body, in the sequence in which they are called; nobody twice. */
export function onCall(shifts: readonly Shift[], body: BodyId, at: Date): readonly PersonId[] {
  const standing = shifts.filter((shift) => (shift.body === body || shift.body === "all") && covers(shift, at))
  const called = [...standing].sort((a, b) => Number(a.body === "all") - Number(b.body === "all") || a.place - b.place || a.from.getTime() - b.from.getTime() || (a.id < b.id ? -1 : 1))
  return [...new Set(called.map((shift) => holderAt(shift, at)))]
}

/** A stretch of time; `until` is the first instant that is not in it. */
export interface Span {
  readonly from: Date
  readonly until: Date
}

/** When nobody is on call for a body, from one instant to another. */
export function gaps(shifts: readonly Shift[], body: BodyId, { from, until }: Span): readonly Span[] {
  const standing = shifts.filter((shift) => (shift.body === body || shift.body === "all") && shift.until > from && shift.from < until)
  const found: Span[] = []
  let covered = from
  for (const shift of [...standing].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (shift.from > covered) found.push({ from: covered, until: shift.from })
    if (shift.until > covered) covered = shift.until
  }
  return covered < until ? [...found, { from: covered, until }] : found
}
