/**
 * The layout of a picture: rows from the top down, a row for each variable, its heading at the start; in a row the nodes as circles, under
 * each its branches side by side, each with its label, and under the label the outcome where the branch ends.
 *
 *     Who asks |         (1)
 *              |      /       \
 *              |  Police     Any other
 *              |     |           !
 *              |     |     Call the lawyer
 *
 * Every label has a column of its own in its row, and lines run in these columns or between the rows: so no line crosses a label, and no
 * two labels meet. Lengths are in the units of the drawing, 16 to the page's letter size.
 */
import { bug } from "../../kernel/text/bug.ts"
import { orderedRows, type Place, type Slot } from "./order.ts"
import type { Key, Sketch, SketchBranch } from "./sketch.ts"
import { linesOf, type Lines } from "./text-size.ts"

export const TEXT_SIZE = 13
export const LINE_HEIGHT = 16
export const RADIUS = 11
export const SHAPE = 20

/** Width of the headings' column, and of a heading in it. */
const GUTTER = 92
const HEADING = 80
/** A label is no wider, unless one of its words is. */
const LABEL = 104
const WORD = 72
const BETWEEN_LABELS = 12
const PASSING = 14
const BETWEEN_PLACES = 12
const EDGE = 12
/** From a row's top to its circles, from a circle to its labels, from a label to what follows. */
const ABOVE_NODE = 10
const FAN = 26
const BELOW_LABEL = 12
const BELOW_ROW = 10

/** Centred at `x`, from `top` down. */
export interface Block {
  readonly x: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
}

/** A line that leaves and arrives upright: `M 1 2 C 1 5 4 5 4 8`. */
export interface Curve {
  readonly x: number
  readonly y: number
  readonly toX: number
  readonly toY: number
}

export interface LaidNode {
  readonly key: Key
  /** From 1, in reading order. */
  readonly number: number
  readonly x: number
  readonly y: number
}

export interface LaidBranch {
  readonly branch: SketchBranch
  readonly label: Block
  readonly curves: readonly Curve[]
  /** Where the branch ends: the outcome's shape, and its word below. */
  readonly end: { readonly x: number; readonly shapeTop: number; readonly word: Block } | null
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly bands: readonly { readonly y: number; readonly height: number }[]
  readonly headings: readonly { readonly x: number; readonly top: number; readonly language: string; readonly lines: readonly string[] }[]
  readonly nodes: readonly LaidNode[]
  readonly branches: readonly LaidBranch[]
}

/** A slot with the room it needs. */
interface Measured {
  readonly slot: Slot
  readonly label: Lines
  readonly word: Lines | null
  readonly width: number
}

interface MeasuredPlace {
  readonly place: Place
  readonly slots: readonly Measured[]
  readonly width: number
}

export function layoutOf(sketch: Sketch): Layout {
  const rows = orderedRows(sketch).map((row) => row.map(measured))
  const width = Math.max(...rows.map(packedWidth))
  return new Drawing(sketch, rows, width).layout()
}

function measured(place: Place): MeasuredPlace {
  if (place.node === null) return { place, slots: place.slots.map((slot) => ({ slot, label: NOTHING, word: null, width: PASSING })), width: PASSING }
  const slots = place.slots.map((slot): Measured => {
    const branch = slot.branch ?? bug("ui/diagram: a node's slot without a branch")
    const label = linesOf(branch.label.text, TEXT_SIZE, LABEL)
    const word = branch.to.kind === "end" ? linesOf(branch.to.word, TEXT_SIZE, WORD) : null
    return { slot, label, word, width: Math.max(label.width, word?.width ?? 0, SHAPE) + BETWEEN_LABELS }
  })
  return { place, slots, width: Math.max(2 * RADIUS, slots.reduce((sum, one) => sum + one.width, 0)) }
}

const NOTHING: Lines = { lines: [], width: 0 }

function packedWidth(row: readonly MeasuredPlace[]): number {
  return row.reduce((sum, { width }) => sum + width, 0) + BETWEEN_PLACES * Math.max(0, row.length - 1)
}

class Drawing {
  readonly #sketch: Sketch
  readonly #rows: readonly (readonly MeasuredPlace[])[]
  readonly #width: number
  /** Centres. */
  readonly #xOfPlace = new Map<Place, number>()
  readonly #xOfSlot = new Map<Slot, number>()
  readonly #tops: number[] = []
  readonly #bottoms: number[] = []

  constructor(sketch: Sketch, rows: readonly (readonly MeasuredPlace[])[], width: number) {
    this.#sketch = sketch
    this.#rows = rows
    this.#width = width
  }

  layout(): Layout {
    this.#rows.forEach((row) => { this.#placeAlong(row) })
    this.#rows.forEach((_, index) => { this.#placeDown(index) })
    const places = this.#rows.flatMap((row, index) => row.map((one) => ({ ...one, row: index })))
    const nodes = places.filter(({ place }) => place.node !== null)
    return {
      width: GUTTER + this.#width + 2 * EDGE,
      height: at(this.#bottoms, this.#rows.length - 1) + 1,
      bands: this.#bands(),
      headings: this.#sketch.rows.map(({ heading }, row) => ({ x: EDGE, top: at(this.#tops, row) + ABOVE_NODE, language: heading.language, lines: linesOf(heading.text, TEXT_SIZE, HEADING).lines })),
      nodes: nodes.map(({ place, row }, index) => ({ key: place.node?.key ?? -1, number: index + 1, x: this.#x(place), y: this.#nodeY(row) })),
      branches: nodes.flatMap(({ place, slots, row }) => slots.map((slot) => this.#branch(place, slot, row))),
    }
  }

  /** Each place as near as can be to where its lines come from, in the row's order and within the drawing. */
  #placeAlong(row: readonly MeasuredPlace[]): void {
    const wanted = row.map(({ place }) => {
      const from = [...this.#xOfSlot].filter(([slot]) => slot.next === place).map(([, x]) => x)
      return from.length === 0 ? this.#width / 2 : from.reduce((sum, x) => sum + x, 0) / from.length
    })
    const centres = apart(wanted, row.map(({ width }) => width), this.#width)
    row.forEach(({ place, slots, width }, index) => {
      const centre = at(centres, index)
      this.#xOfPlace.set(place, centre)
      let x = centre - width / 2
      for (const { slot, width: own } of slots) {
        this.#xOfSlot.set(slot, slots.length === 1 ? centre : x + own / 2)
        x += own
      }
    })
  }

  #placeDown(index: number): void {
    const row = this.#rows[index] ?? []
    const above = index === 0 ? null : at(this.#bottoms, index - 1)
    const sameBand = this.#sketch.rows[index]?.band === this.#sketch.rows[index - 1]?.band
    const farthest = Math.max(0, ...(this.#rows[index - 1] ?? []).flatMap(({ slots }) => slots.map(({ slot }) => (slot.next === null ? 0 : Math.abs(this.#slotX(slot) - this.#x(slot.next))))))
    const gap = Math.min(64, (sameBand ? 16 : 26) + farthest / 10)
    const top = above === null ? 1 : Math.round(above + gap)
    this.#tops.push(top)
    const labels = this.#labelTop(index) + LINE_HEIGHT * Math.max(...row.flatMap(({ slots }) => slots.map(({ label }) => label.lines.length)))
    const words = Math.max(...row.flatMap(({ slots }) => slots.map(({ word }) => (word === null ? 0 : BELOW_LABEL + SHAPE + 4 + LINE_HEIGHT * word.lines.length))))
    const heading = top + ABOVE_NODE + LINE_HEIGHT * linesOf(this.#sketch.rows[index]?.heading.text ?? "", TEXT_SIZE, HEADING).lines.length
    this.#bottoms.push(Math.max(labels + words, heading) + BELOW_ROW)
  }

  #bands(): Layout["bands"] {
    return this.#sketch.rows.flatMap(({ band }, index) => {
      if (this.#sketch.rows[index - 1]?.band === band) return []
      const last = this.#sketch.rows.findLastIndex((row) => row.band === band)
      return [{ y: at(this.#tops, index), height: at(this.#bottoms, last) - at(this.#tops, index) }]
    })
  }

  #branch(place: Place, { slot, label, word }: Measured, row: number): LaidBranch {
    const x = this.#slotX(slot)
    const top = this.#labelTop(row)
    const block = { x, top, width: label.width, height: LINE_HEIGHT * label.lines.length, lines: label.lines }
    const fan: Curve = { x: this.#x(place), y: this.#nodeY(row) + RADIUS, toX: x, toY: top - 2 }
    const below = top + block.height + 3
    const branch = slot.branch ?? bug("ui/diagram: a node's slot without a branch")
    if (word === null) return { branch, label: block, curves: [fan, upright(x, below, at(this.#bottoms, row)), ...this.#onward(slot, row)], end: null }
    const shapeTop = top + LINE_HEIGHT * this.#labelLines(row) + BELOW_LABEL
    const end = { x, shapeTop, word: { x, top: shapeTop + SHAPE + 4, width: word.width, height: LINE_HEIGHT * word.lines.length, lines: word.lines } }
    return { branch, label: block, curves: [fan, upright(x, below, shapeTop - 3)], end }
  }

  /** From the bottom of a row to the node that a slot leads to. */
  #onward(slot: Slot, row: number): readonly Curve[] {
    if (slot.next === null) return []
    const top = at(this.#tops, row + 1)
    const toX = this.#x(slot.next)
    const between: Curve = { x: this.#slotX(slot), y: at(this.#bottoms, row), toX, toY: top }
    if (slot.next.node !== null) return [between, upright(toX, top, this.#nodeY(row + 1) - RADIUS)]
    return [between, upright(toX, top, at(this.#bottoms, row + 1)), ...slot.next.slots.flatMap((next) => this.#onward(next, row + 1))]
  }

  #labelLines(row: number): number {
    return Math.max(...(this.#rows[row] ?? []).flatMap(({ slots }) => slots.map(({ label }) => label.lines.length)))
  }

  #nodeY(row: number): number {
    return at(this.#tops, row) + ABOVE_NODE + RADIUS
  }

  #labelTop(row: number): number {
    return this.#nodeY(row) + RADIUS + FAN
  }

  #x(place: Place): number {
    return GUTTER + EDGE + Math.round(this.#xOfPlace.get(place) ?? bug("ui/diagram: a place that is not placed"))
  }

  #slotX(slot: Slot): number {
    return GUTTER + EDGE + Math.round(this.#xOfSlot.get(slot) ?? bug("ui/diagram: a slot that is not placed"))
  }
}

function upright(x: number, y: number, toY: number): Curve {
  return { x, y, toX: x, toY }
}

function at(list: readonly number[], index: number): number {
  return list[index] ?? 0
}

/**
 * Centres in a row, as near to what is wanted as the widths allow, the squares of what is missed counted together; all between 0 and
 * `most`, which is as wide as the row at least.
 *
 * Source: isotonic regression by pooling neighbours that are out of order, after each centre's room to its left is taken off.
 */
export function apart(wanted: readonly number[], widths: readonly number[], most: number): readonly number[] {
  const offsets: number[] = []
  widths.forEach((width, index) => { offsets.push(index === 0 ? width / 2 : at(offsets, index - 1) + (at(widths, index - 1) + width) / 2 + BETWEEN_PLACES) })
  const pools: { sum: number; count: number }[] = []
  wanted.forEach((want, index) => {
    pools.push({ sum: want - at(offsets, index), count: 1 })
    for (let last = pools.at(-1), before = pools.at(-2); last !== undefined && before !== undefined && before.sum / before.count > last.sum / last.count; last = pools.at(-1), before = pools.at(-2)) {
      pools.pop()
      before.sum += last.sum
      before.count += last.count
    }
  })
  const room = most - at(offsets, offsets.length - 1) - at(widths, widths.length - 1) / 2
  const shifts = pools.flatMap(({ sum, count }) => new Array<number>(count).fill(Math.min(Math.max(0, sum / count), Math.max(0, room))))
  return shifts.map((shift, index) => shift + at(offsets, index))
}

export function pathOf({ x, y, toX, toY }: Curve): string {
  if (x === toX) return `M${String(x)} ${String(y)}V${String(toY)}`
  const middle = (y + toY) / 2
  return `M${String(x)} ${String(y)}C${String(x)} ${String(middle)} ${String(toX)} ${String(middle)} ${String(toX)} ${String(toY)}`
}
