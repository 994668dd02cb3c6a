/**
 * The picture for a narrow telephone: time from the top down, a column for each lane, a row for each status with its mark in the lane's
 * column and its day, word and event in words beside it. An event's marks are joined by a line; events of one lane at one time stand in
 * tracks side by side.
 */
import { LANES, type EventStatus, type Lane } from "../../../law/timeline/types.ts"
import { linesOf, textWidth } from "../../../ui/diagram/text-size.ts"
import { MARK } from "../../../ui/status-mark.tsx"
import { LINE_HEIGHT, TEXT_SIZE, type Mark, type Titled } from "./wide.ts"

export const UPRIGHT_WIDTH = 284
const TRACK = MARK + 2
const LANE_PADDING = 2
const BESIDE = 8
const BETWEEN_ROWS = 10
const HEAD_PADDING = 10

export interface UprightRow extends Titled {
  readonly status: EventStatus
  readonly mark: Mark
  readonly x: number
  readonly top: number
  /** Day and status. */
  readonly head: readonly string[]
  readonly lines: readonly string[]
}

export interface UprightLayout {
  readonly height: number
  readonly top: number
  readonly lanes: readonly { readonly lane: Lane; readonly x: number; readonly width: number }[]
  readonly lines: readonly { readonly x: number; readonly from: number; readonly to: number }[]
  readonly rows: readonly UprightRow[]
}

/** How a row's first line and a lane read in the language of the page. */
export interface UprightWords {
  /** Day and status, in one line or, where they have no room in it, in two. */
  readonly head: (status: Titled["event"]["history"][number]) => readonly [day: string, status: string]
  readonly lane: (lane: Lane) => string
}

interface Moment extends Titled {
  readonly status: Titled["event"]["history"][number]
}

export function uprightLayout(titled: readonly Titled[], words: UprightWords): UprightLayout {
  const moments = titled.flatMap((one) => one.event.history.map((status): Moment => ({ ...one, status }))).toSorted((a, b) => (a.status.date < b.status.date ? -1 : a.status.date > b.status.date ? 1 : 0))
  const { lanes, xOfEvent, end } = layLanes(moments)
  const top = Math.max(...lanes.map(({ lane }) => textWidth(words.lane(lane), TEXT_SIZE))) + HEAD_PADDING
  const x = end + BESIDE
  const rows: UprightRow[] = []
  let y = top + BETWEEN_ROWS
  for (const { event, title, status } of moments) {
    const head = inOneLine(words.head(status), UPRIGHT_WIDTH - x)
    const { lines } = linesOf(title, TEXT_SIZE, UPRIGHT_WIDTH - x)
    rows.push({ event, title, status: status.status, x, top: y, head, lines, mark: { x: xOfEvent.get(event.id) ?? 0, y: y + MARK / 2 + 1, status: status.status } })
    y += (head.length + lines.length) * LINE_HEIGHT + BETWEEN_ROWS
  }
  return { height: y, top, lanes, lines: linesIn(rows), rows }
}

function inOneLine(parts: readonly [string, string], most: number): readonly string[] {
  const line = parts.join(" · ")
  return textWidth(line, TEXT_SIZE) <= most ? [line] : parts
}

/** Columns of the lanes that have events, and in them a track for each event that no other takes at its time. */
function layLanes(moments: readonly Moment[]): { readonly lanes: UprightLayout["lanes"]; readonly xOfEvent: ReadonlyMap<string, number>; readonly end: number } {
  const lanes: { lane: Lane; x: number; width: number }[] = []
  const xOfEvent = new Map<string, number>()
  let x = 0
  for (const lane of LANES) {
    const tracks = tracksOf(moments, lane)
    if (tracks.length === 0) continue
    tracks.forEach((events, index) => events.forEach((id) => xOfEvent.set(id, x + LANE_PADDING + index * TRACK + TRACK / 2)))
    const width = tracks.length * TRACK + 2 * LANE_PADDING
    lanes.push({ lane, x, width })
    x += width
  }
  return { lanes, xOfEvent, end: x }
}

function tracksOf(moments: readonly Moment[], lane: Lane): readonly (readonly string[])[] {
  const tracks: { readonly events: string[]; last: number }[] = []
  moments.forEach(({ event, status }, row) => {
    if (event.lane !== lane || status !== event.history[0]) return
    const last = moments.findLastIndex((one) => one.event === event)
    const free = tracks.find((track) => track.last < row)
    if (free === undefined) tracks.push({ events: [event.id], last })
    else {
      free.events.push(event.id)
      free.last = last
    }
  })
  return tracks.map(({ events }) => events)
}

function linesIn(rows: readonly UprightRow[]): UprightLayout["lines"] {
  return rows.flatMap(({ event, mark }, index) => {
    const last = rows.findLast((row) => row.event === event)
    const isFirst = rows.findIndex((row) => row.event === event) === index
    return isFirst && last !== undefined && last.mark.y > mark.y ? [{ x: mark.x, from: mark.y, to: last.mark.y }] : []
  })
}
