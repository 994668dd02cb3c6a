/**
 * The picture's months from left to right, all of one width; a stretch in which nothing happened for longer than two months is cut out
 * and marked as a gap, so that a law of some years ago does not press the rest together.
 */
import { addDays, firstOfMonth } from "../../../law/days.ts"
import type { Day } from "../../../law/types.ts"

/** A month is named by its first day. */
export type Column = { readonly kind: "month"; readonly month: Day; readonly x: number; readonly width: number } | { readonly kind: "gap"; readonly x: number; readonly width: number }

/** Empty months in a row that are still drawn. */
const MOST_EMPTY = 2
/** A gap's width in months. */
const GAP = 0.5

/** `days`: at least one. */
export function columnsOf(days: readonly Day[], from: number, to: number): readonly Column[] {
  const cells = withGaps(new Set(days.map(firstOfMonth)))
  const total = cells.reduce((sum, month) => sum + (month === null ? GAP : 1), 0)
  let x = from
  return cells.map((month): Column => {
    const width = ((to - from) * (month === null ? GAP : 1)) / total
    const column: Column = month === null ? { kind: "gap", x, width } : { kind: "month", month, x, width }
    x += width
    return column
  })
}

/** Months in sequence, `null` for a gap. */
function withGaps(busy: ReadonlySet<Day>): readonly (Day | null)[] {
  const months = [...busy].sort()
  return months.flatMap((month, index) => {
    const before = months[index - 1]
    const between = before === undefined ? [] : monthsBetween(before, month)
    return [...(between.length > MOST_EMPTY ? [null] : between), month]
  })
}

function monthsBetween(from: Day, to: Day): readonly Day[] {
  const between: Day[] = []
  for (let month = next(from); month < to; month = next(month)) between.push(month)
  return between
}

/** 31 days after a month's first is in the next month, however long it is. */
function next(month: Day): Day {
  return firstOfMonth(addDays(month, 31))
}

/** Where a day of one of the months lies. */
export function xOf(columns: readonly Column[], day: Day): number {
  const column = columns.find((one) => one.kind === "month" && one.month === firstOfMonth(day)) ?? columns[0]
  return column === undefined ? 0 : column.x + (column.width * (Number(day.slice(8)) - 1)) / 31
}
