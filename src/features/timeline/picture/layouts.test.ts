/** The pictures' layouts, on drawn time lines: every status has its mark, no title lies on another, time runs one way, nothing leaves the picture. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays } from "../../../law/days.ts"
import { EVENT_STATUSES, LANES, type EventId, type TimelineEvent } from "../../../law/timeline/types.ts"
import type { Day, Source } from "../../../law/types.ts"
import { textWidth } from "../../../ui/diagram/text-size.ts"
import { columnsOf, xOf } from "./months.ts"
import { uprightLayout, UPRIGHT_WIDTH } from "./upright.ts"
import { LINE_HEIGHT, TEXT_SIZE, WIDTH, wideLayout, type Titled } from "./wide.ts"

const FIRST = "2024-11-20" as Day
const source: Source = { by: "Clerk", url: null, dated: null, readOn: FIRST, confirmedThrough: FIRST, confidence: "N" }
const span = { path: "timeline.yaml", start: 0, end: 0 }

const history = fc
  .array(fc.tuple(fc.constantFrom(...EVENT_STATUSES), fc.integer({ min: 0, max: 700 })), { minLength: 1, maxLength: 5 })
  .map((entries) => entries.toSorted((a, b) => a[1] - b[1]).map(([status, days]) => ({ status, date: addDays(FIRST, days), dateIs: "known" as const, says: null, source })))
const title = fc.array(fc.constantFrom("Guard", "the", "Illinois", "on", "injunction", "deployment", "2026-01", "a"), { minLength: 1, maxLength: 8 }).map((words) => words.join(" "))
const titled: fc.Arbitrary<readonly Titled[]> = fc.array(fc.tuple(fc.constantFrom(...LANES), title, history), { minLength: 1, maxLength: 25 }).map((drawn) =>
  drawn.flatMap(([lane, text, [first, ...rest]], index) => {
    if (first === undefined) return []
    const event: TimelineEvent = { id: `e${String(index)}` as EventId, kind: "order", lane, title: text, what: text, history: [first, ...rest], figures: [], clauses: [], corrections: [], span }
    return [{ event, title: text }]
  }),
)
const newest = fc.integer({ min: 0, max: 800 }).map((days) => addDays(FIRST, days))

interface Box {
  readonly x: number
  readonly width: number
  readonly top: number
  readonly bottom: number
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.top < b.bottom && b.top < a.bottom
}

function meetings(boxes: readonly Box[]): number {
  return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => meet(one, other))).length
}

test("across: each status has a mark in its lane, no title or mark lies on another's, nothing leaves the picture", () => {
  fc.assert(
    fc.property(titled, newest, (events, day) => {
      const { lanes, events: laid, height } = wideLayout(events, (lane) => lane, day)
      expect(laid).toHaveLength(events.length)
      for (const { event, marks } of laid) {
        const band = lanes.find(({ lane }) => lane === event.lane)
        expect(marks.map(({ status }) => status)).toEqual(event.history.map(({ status }) => status))
        for (const { x, y } of marks) expect(x > 0 && x <= WIDTH - 8 && band !== undefined && y > band.y && y < band.y + band.height).toBe(true)
      }
      const labels = laid.map(({ label }) => ({ x: label.x, width: label.width, top: label.top, bottom: label.top + label.lines.length * LINE_HEIGHT }))
      const marks = laid.map((one) => ({ x: (one.marks[0]?.x ?? 0) - 8, width: (one.marks.at(-1)?.x ?? 0) - (one.marks[0]?.x ?? 0) + 16, top: (one.marks[0]?.y ?? 0) - 8, bottom: (one.marks[0]?.y ?? 0) + 8 }))
      expect(meetings([...labels, ...marks])).toBe(0)
      expect(labels.every(({ x, width, bottom }) => x >= 0 && x + width <= WIDTH && bottom < height)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test("upright: a row for each status, the oldest above, its mark in its lane, and no row on another", () => {
  fc.assert(
    fc.property(titled, (events) => {
      const { rows, lanes, height, top } = uprightLayout(events, { head: ({ date, status }) => [date, status], lane: (lane) => lane })
      expect(rows).toHaveLength(events.reduce((sum, { event }) => sum + event.history.length, 0))
      const days = rows.map(({ head }) => head[0]?.slice(0, 10) ?? "")
      expect(days).toEqual(days.toSorted())
      for (const [index, { x, top: own, mark, event, head, lines }] of rows.entries()) {
        const lane = lanes.find((one) => one.lane === event.lane)
        expect(lane !== undefined && mark.x > lane.x && mark.x < lane.x + lane.width && x > lane.x + lane.width).toBe(true)
        const bottom = own + (head.length + lines.length) * LINE_HEIGHT
        expect([own >= top, bottom <= (rows[index + 1]?.top ?? height), mark.y > own && mark.y < bottom]).toEqual([true, true, true])
        expect([...head, ...lines].every((line) => x + textWidth(line, TEXT_SIZE) <= UPRIGHT_WIDTH)).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})

test("months are as wide as one another and in sequence; a long stretch without anything is one gap", () => {
  const columns = columnsOf(["2021-01-27", "2025-08-22", "2025-09-08", "2025-12-31"] as Day[], 0, 600)
  expect(columns.map((column) => (column.kind === "gap" ? "gap" : column.month))).toEqual(["2021-01-01", "gap", "2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01"])
  expect(columns.map(({ width }) => Math.round(width))).toEqual([92, 46, 92, 92, 92, 92, 92])
  const days = ["2021-01-01", "2021-01-31", "2025-08-01", "2025-10-15", "2025-12-31"] as Day[]
  const xs = days.map((day) => xOf(columns, day))
  expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  expect(xs.at(-1)).toBeLessThan(600)
})
