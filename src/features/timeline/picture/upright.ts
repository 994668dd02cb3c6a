/**
 * The picture for a narrow telephone: time from the top down, a column for each lane, a row for each status with its mark in the lane's
 * column and its day, word and event in words beside it.
 */
import { LANES, type Lane } from "../../../law/timeline/types.ts"
import { linesOf, textWidth } from "../../../ui/diagram/text-size.ts"
import { MARK } from "../../../ui/status-mark.tsx"
import { LINE_HEIGHT, TEXT_SIZE, type Mark, type Titled } from "./wide.ts"

export const UPRIGHT_WIDTH = 284
const COLUMN = MARK + 4
const BESIDE = 8
const BETWEEN_ROWS = 8
const HEAD_PADDING = 10

type StatusEntry = Titled["event"]["history"][number]

export interface UprightRow extends Titled {
  readonly mark: Mark
  readonly x: number
  readonly top: number
  /** Day and status. */
  readonly head: readonly string[]
  readonly lines: readonly string[]
}

export interface UprightLayout {
  readonly height: number
  /** Below the lanes' names. */
  readonly top: number
  readonly lanes: readonly { readonly lane: Lane; readonly x: number; readonly width: number }[]
  readonly rows: readonly UprightRow[]
}

/** How a row's first line and a lane read in the language of the page. */
export interface UprightWords {
  /** Day and status, in one line or, where they have no room in it, in two. */
  readonly head: (status: StatusEntry) => readonly [day: string, status: string]
  readonly lane: (lane: Lane) => string
}

export function uprightLayout(titled: readonly Titled[], words: UprightWords): UprightLayout {
  const lanes = LANES.filter((lane) => titled.some(({ event }) => event.lane === lane)).map((lane, index) => ({ lane, x: index * COLUMN, width: COLUMN }))
  const top = Math.max(...lanes.map(({ lane }) => textWidth(words.lane(lane), TEXT_SIZE))) + HEAD_PADDING
  const x = lanes.length * COLUMN + BESIDE
  const rows: UprightRow[] = []
  let y = top + BETWEEN_ROWS
  for (const { event, title, status } of inSequence(titled)) {
    const head = inOneLine(words.head(status), UPRIGHT_WIDTH - x)
    const { lines } = linesOf(title, TEXT_SIZE, UPRIGHT_WIDTH - x)
    const column = lanes.findIndex(({ lane }) => lane === event.lane)
    rows.push({ event, title, x, top: y, head, lines, mark: { x: column * COLUMN + COLUMN / 2, y: y + MARK / 2 + 1, status: status.status } })
    y += (head.length + lines.length) * LINE_HEIGHT + BETWEEN_ROWS
  }
  return { height: y, top, lanes, rows }
}

/** Every status of every event, the oldest first. */
function inSequence(titled: readonly Titled[]): readonly (Titled & { readonly status: StatusEntry })[] {
  const moments = titled.flatMap((one) => one.event.history.map((status) => ({ ...one, status })))
  return moments.toSorted((a, b) => (a.status.date < b.status.date ? -1 : a.status.date > b.status.date ? 1 : 0))
}

function inOneLine(parts: readonly [string, string], most: number): readonly string[] {
  const line = parts.join(" · ")
  return textWidth(line, TEXT_SIZE) <= most ? [line] : parts
}
