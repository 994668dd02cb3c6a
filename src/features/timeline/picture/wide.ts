/**
 * The picture for a wide page: time from start to end, a band for each lane, in it a line for each event from its first status to its
 * newest, a mark for each status, and the event's title above its first mark.
 *
 * Events of one lane that would meet, with their titles, stand in rows below one another: so no two titles touch.
 */
import { LANES, type EventStatus, type Lane, type TimelineEvent } from "../../../law/timeline/types.ts"
import type { Day } from "../../../law/types.ts"
import { linesOf } from "../../../ui/diagram/text-size.ts"
import { MARK } from "../../../ui/status-mark.tsx"
import { columnsOf, xOf, type Column } from "./months.ts"

export const WIDTH = 960
export const TEXT_SIZE = 13
export const LINE_HEIGHT = 16
/** The lanes' names. */
const GUTTER = 96
const NAME = 80
const EDGE = 10
const AXIS = 40
const LANE_PADDING = 8
const LABEL = 230
/** Between neighbours in a row, and between marks of one event. */
const APART = 16
const MARKS_APART = MARK + 3
const BELOW_MARK = 8

/** An event and its title in the language of the page. */
export interface Titled {
  readonly event: TimelineEvent
  readonly title: string
}

export interface Mark {
  readonly x: number
  readonly y: number
  readonly status: EventStatus
}

export interface LaidEvent extends Titled {
  readonly label: { readonly x: number; readonly top: number; readonly lines: readonly string[]; readonly width: number }
  readonly marks: readonly Mark[]
}

export interface WideLayout {
  readonly height: number
  readonly columns: readonly Column[]
  readonly lanes: readonly { readonly lane: Lane; readonly y: number; readonly height: number; readonly name: readonly string[] }[]
  readonly events: readonly LaidEvent[]
  /** Behind the marks of the newest day: after it nothing was read. */
  readonly newestX: number
}

/** One event, measured along the time axis. */
interface Measured extends Titled {
  readonly lines: readonly string[]
  readonly width: number
  readonly labelX: number
  readonly xs: readonly number[]
  readonly from: number
  readonly to: number
}

/** `name`: of a lane, in the language of the page; `newest`: the day after which nothing was read. */
export function wideLayout(titled: readonly Titled[], name: (lane: Lane) => string, newest: Day): WideLayout {
  const days = [...titled.flatMap(({ event }) => event.history.map(({ date }) => date)), newest]
  const columns = columnsOf(days, GUTTER + EDGE, WIDTH - EDGE)
  const measured = titled.map((one) => measure(one, columns))
  const lanes: WideLayout["lanes"][number][] = []
  const events: LaidEvent[] = []
  let y = AXIS
  for (const lane of LANES) {
    const own = measured.filter(({ event }) => event.lane === lane)
    if (own.length === 0) continue
    const laid = layLane(own, y + LANE_PADDING)
    events.push(...laid.events)
    lanes.push({ lane, y, height: laid.bottom + LANE_PADDING - y, name: linesOf(name(lane), TEXT_SIZE, NAME).lines })
    y = laid.bottom + LANE_PADDING + 4
  }
  return { height: y + LINE_HEIGHT + 4, columns, lanes, events, newestX: Math.min(xOf(columns, newest) + MARK + 2, WIDTH - 2) }
}

function measure({ event, title }: Titled, columns: readonly Column[]): Measured {
  const end = WIDTH - EDGE - MARK / 2
  const { lines, width } = linesOf(title, TEXT_SIZE, LABEL)
  const xs = spread(event.history.map(({ date }) => xOf(columns, date) + MARK / 2), end)
  const first = xs[0] ?? end
  const labelX = Math.max(GUTTER + EDGE, Math.min(first - MARK / 2, WIDTH - EDGE - width))
  return { event, title, lines, width, labelX, xs, from: Math.min(labelX, first - MARK / 2), to: Math.max(labelX + width, (xs.at(-1) ?? end) + MARK / 2) }
}

/** Moves marks that would lie on one another to the right, and from the end back to the left. */
function spread(xs: readonly number[], end: number): readonly number[] {
  const right: number[] = []
  for (const x of xs) right.push(Math.max(x, (right.at(-1) ?? -Infinity) + MARKS_APART))
  const left: number[] = []
  for (const x of right.toReversed()) left.unshift(Math.min(x, (left[0] ?? Infinity) - MARKS_APART, end))
  return left
}

/** Each event in the first row where it meets nobody. */
function layLane(events: readonly Measured[], top: number): { readonly events: readonly LaidEvent[]; readonly bottom: number } {
  const rows: Measured[][] = []
  for (const event of events.toSorted((a, b) => a.from - b.from)) {
    const row = rows.find((one) => (one.at(-1)?.to ?? -Infinity) + APART <= event.from)
    if (row === undefined) rows.push([event])
    else row.push(event)
  }
  const laid: LaidEvent[] = []
  let y = top
  for (const row of rows) {
    const text = Math.max(...row.map(({ lines }) => lines.length)) * LINE_HEIGHT
    for (const { event, title, lines, width, labelX, xs } of row) {
      const marks = event.history.map(({ status }, index) => ({ x: xs[index] ?? 0, y: y + text + 4 + MARK / 2, status }))
      laid.push({ event, title, marks, label: { x: labelX, top: y + text - lines.length * LINE_HEIGHT, lines, width } })
    }
    y += text + 4 + MARK + BELOW_MARK
  }
  return { events: laid, bottom: y - BELOW_MARK }
}
