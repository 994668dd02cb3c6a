/**
 * Which leaves of an hour are acts' and which may be in the clear, so that the place of a clear entry tells nothing of the acts.
 *
 *     hour 0   key pack act act … act ▪       an hour's leaves; ▪ is its last
 *     hour 1   act act blank …  blank ▪       a clear entry that waits, or else a blank; never an act
 *
 * What anybody may read (a law, a release) would by its place tell how many acts came before it. So it takes the last leaf of an hour,
 * one an hour. Acts that exceed an hour go on into the next, past the last leaf of this one, which is then a blank unless a clear entry
 * waits already: only then, and for no other reason, does a clear entry come later than at the end of its hour. What begins a log stands
 * first in it, before any act. Hours are counted from the public size, so that another number of leaves holds from the next one on.
 */
import { bug } from "../kernel/text/bug.ts"

/** What the next leaf is for; `last` for a clear entry where one waits, for a blank where none does. */
export type Leaf = "act" | "blank" | "last"

export interface Hours {
  /** Leaves that are there. */
  readonly size: number
  /** The public size: where the hours that are not public begin. */
  readonly published: number
  /** In an hour; 2 or more, or acts had no room. */
  readonly leaves: number
}

/** The leaves to come for so many acts, and for as many blanks as it takes to `least` leaves in all. */
export function leavesToCome(hours: Hours, acts: number, least: number): readonly Leaf[] {
  const { size, published, leaves } = hours
  if (leaves < 2) bug("record/windows: an hour without room for acts")
  const coming: Leaf[] = []
  const isLast = (): boolean => (size + coming.length - published) % leaves === leaves - 1
  for (let placed = 0; placed < acts; placed++) {
    if (isLast()) coming.push("last")
    coming.push("act")
  }
  while (size + coming.length < least) coming.push(isLast() ? "last" : "blank")
  return coming
}
