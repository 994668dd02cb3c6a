/**
 * The order within rows. A branch that leads past rows has a place in each of them, so that lines only ever run from a row to the next.
 * Rows are sorted by the mean of their neighbours' places, from the top down and from the bottom up, as long as fewer lines cross.
 *
 * Source: Sugiyama, Tagawa, Toda 1981 (barycentres). Ties stay as they are, so the same sketch gives the same order.
 */
import { bug } from "../../kernel/text/bug.ts"
import type { Key, Sketch, SketchBranch, SketchNode } from "./sketch.ts"

/** Where a line leaves a row: a branch of a node, or a place that a line passes. */
export interface Slot {
  /** `null` where a line only passes. */
  readonly branch: SketchBranch | null
  /** In the next row; `null` where the branch ends here. */
  readonly next: Place | null
}

/** A node in its row, or a line that passes. */
export interface Place {
  readonly node: SketchNode | null
  slots: Slot[]
}

export type Rows = readonly (readonly Place[])[]

const SWEEPS = 12

/** The sketch's rows in the order in which they are drawn. */
export function orderedRows(sketch: Sketch): Rows {
  let rows = placesOf(sketch)
  let best = copyOf(rows)
  for (let sweep = 0; sweep < SWEEPS && crossings(best) > 0; sweep++) {
    rows = sweep % 2 === 0 ? downward(rows) : upward(rows)
    if (crossings(rows) < crossings(best)) best = copyOf(rows)
  }
  return best
}

function placesOf({ rows }: Sketch): Rows {
  const places = rows.map((row) => row.nodes.map((node): Place => ({ node, slots: [] })))
  const rowOf = new Map<Key, number>(rows.flatMap((row, index) => row.nodes.map(({ key }) => [key, index] as const)))
  const byKey = new Map(places.flatMap((row) => row.map((place) => [place.node?.key ?? -1, place] as const)))
  const passing = rows.map((): Place[] => [])
  rows.forEach((row, index) => {
    for (const { key, branches } of row.nodes) {
      const place = byKey.get(key) ?? bug("ui/diagram: a node without a place")
      place.slots = branches.map((branch) => ({ branch, next: branch.to.kind === "end" ? null : wayTo(branch.to.key, index) }))
    }
  })
  return places.map((row, index) => [...row, ...(passing[index] ?? [])])

  /** The first place on the way from a row to a node. */
  function wayTo(key: Key, from: number): Place {
    let next = byKey.get(key) ?? bug("ui/diagram: a branch to a node that is not there")
    for (let row = (rowOf.get(key) ?? 0) - 1; row > from; row--) {
      next = { node: null, slots: [{ branch: null, next }] }
      passing[row]?.push(next)
    }
    return next
  }
}

/** Places are kept as they are; only their sequence, and that of their slots, is copied. */
function copyOf(rows: Rows): Rows {
  const copies = new Map<Place, Place>(rows.flat().map((place) => [place, { node: place.node, slots: [] }]))
  const copied = (place: Place): Place => copies.get(place) ?? bug("ui/diagram: a place outside the rows")
  for (const [place, copy] of copies) copy.slots = place.slots.map(({ branch, next }) => ({ branch, next: next === null ? null : copied(next) }))
  return rows.map((row) => row.map(copied))
}

/** Each row by the mean of the slots above that lead to it. */
function downward(rows: Rows): Rows {
  const sorted: (readonly Place[])[] = []
  for (const row of rows) {
    const above = sorted.at(-1) ?? []
    const slots = above.flatMap(({ slots: own }) => own)
    sorted.push(sortedBy(row, (place) => mean(slots.flatMap(({ next }, index) => (next === place ? [(index + 0.5) / slots.length] : [])))))
  }
  return sorted
}

/** Each row by the mean of the places below that it leads to; and the branches that lead on, among themselves, by theirs. */
function upward(rows: Rows): Rows {
  const sorted: (readonly Place[])[] = []
  for (const row of rows.toReversed()) {
    const below = sorted[0] ?? []
    const placeOf = ({ next }: Slot): number => (next === null ? -1 : (below.indexOf(next) + 0.5) / below.length)
    for (const place of row) {
      const leadingOn = sortedBy(place.slots.filter(({ next }) => next !== null), placeOf)
      place.slots = place.slots.map((slot) => (slot.next === null ? slot : (leadingOn.shift() ?? slot)))
    }
    sorted.unshift(sortedBy(row, ({ slots }) => mean(slots.filter(({ next }) => next !== null).map(placeOf))))
  }
  return sorted
}

/** Sorted by a number; what has none keeps its share of the row. */
function sortedBy<T>(list: readonly T[], by: (one: T) => number | null): T[] {
  const keys = new Map(list.map((one, index) => [one, by(one) ?? (index + 0.5) / list.length]))
  return list.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** How many pairs of lines cross. */
export function crossings(rows: Rows): number {
  return rows.slice(0, -1).reduce((sum, row, index) => {
    const below = rows[index + 1] ?? []
    const ends = row.flatMap(({ slots }) => slots).flatMap(({ next }) => (next === null ? [] : [below.indexOf(next)]))
    return sum + ends.reduce((crossed, end, at) => crossed + ends.slice(at + 1).filter((other) => other < end).length, 0)
  }, 0)
}
