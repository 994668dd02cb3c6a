/** The layout: nothing lies on anything else, whatever the diagram; and the parts it is made of. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { forestOf } from "../../../tests/generators/forest.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { graphOf, type Graph } from "./graph.ts"
import { apart, layoutOf, pathOf, RADIUS, SHAPE, type Block, type Curve, type Layout } from "./layout.ts"
import { crossings, orderedRows } from "./order.ts"
import type { Sketch, SketchBranch } from "./sketch.ts"
import { linesOf, textWidth } from "./text-size.ts"

const RUNS = { numRuns: 150 }
const LABELS = ["Yes", "No", "A criminal case · They have not said", "Any other", "A court order, a subpoena, or a notice to inspect work papers", "Unquestionablyverylongword"]

const text = (words: string): { readonly text: string; readonly language: string } => ({ text: words, language: "en" })

/** A graph with labels of all lengths. */
function sketched(graph: Graph): Sketch {
  const levels = [...new Set(graph.nodes.map(({ level }) => level))]
  let count = 0
  const branch = (to: SketchBranch["to"]): SketchBranch => ({ key: count, label: text(LABELS[count++ % LABELS.length] ?? ""), to })
  return {
    rows: levels.map((level) => ({
      band: Math.floor(level / 2),
      heading: text(`What it is about, and who asks ${String(level)}`),
      nodes: graph.nodes.filter((one) => one.level === level).map(({ node, branches }) => ({
        key: node,
        branches: branches.map(({ to }) => branch(to.kind === "node" ? { kind: "node", key: to.node } : { kind: "end", word: to.outcome === "silent" ? "Call the lawyer" : to.outcome })),
      })),
    })),
  }
}

const sketches = questionSpecs({ situations: 2000, rules: 12 }).map((spec) => graphOf(forestOf(spec), 60)).filter((graph): graph is Graph => graph !== null && graph.nodes.length > 0).map(sketched)

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const boxOf = ({ x, top, width, height }: Block): Box => ({ left: x - width / 2, right: x + width / 2, top, bottom: top + height })
const square = (x: number, y: number, half: number): Box => ({ left: x - half, right: x + half, top: y - half, bottom: y + half })

/** Everything that is read. */
function boxesOf({ branches, nodes, headings }: Layout): readonly Box[] {
  return [
    ...branches.map(({ label }) => boxOf(label)),
    ...branches.flatMap(({ end }) => (end === null ? [] : [boxOf(end.word), square(end.x, end.shapeTop + SHAPE / 2, SHAPE / 2)])),
    ...nodes.map(({ x, y }) => square(x, y, RADIUS)),
    ...headings.map(({ x, top, lines }) => ({ left: x, right: x + Math.max(...lines.map((line) => textWidth(line, 13))), top, bottom: top + 16 * lines.length })),
  ]
}

function pointsOf({ x, y, toX, toY }: Curve): readonly (readonly [number, number])[] {
  return Array.from({ length: 33 }, (_, index) => {
    const t = index / 32
    const along = t * t * (3 - 2 * t)
    // Control points share the middle height: y is the cubic of y, middle, middle, toY.
    const middle = (y + toY) / 2
    return [x + (toX - x) * along, (1 - t) ** 3 * y + 3 * (1 - t) ** 2 * t * middle + 3 * (1 - t) * t ** 2 * middle + t ** 3 * toY] as const
  })
}

test("no two texts meet, and no line crosses a text or a circle", () => {
  fc.assert(
    fc.property(sketches, (sketch) => {
      const layout = layoutOf(sketch)
      const boxes = boxesOf(layout)
      boxes.forEach((one, index) => {
        const meets = boxes.slice(index + 1).find((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        expect(meets && [one, meets]).toBeUndefined()
      })
      const points = layout.branches.flatMap(({ curves }) => curves.flatMap(pointsOf))
      for (const { left, right, top, bottom } of boxes) expect(points.find(([x, y]) => left + 0.5 < x && x < right - 0.5 && top + 0.5 < y && y < bottom - 0.5)).toBeUndefined()
    }),
    RUNS,
  )
})

test("all of it lies within the drawing, every node and branch once, numbered in reading order, the same each time", () => {
  fc.assert(
    fc.property(sketches, (sketch) => {
      const layout = layoutOf(sketch)
      for (const { left, right, top, bottom } of boxesOf(layout)) expect(left >= 0 && top >= 0 && right <= layout.width && bottom <= layout.height).toBe(true)
      expect(layout.nodes.map(({ key }) => key).sort()).toEqual(sketch.rows.flatMap(({ nodes }) => nodes.map(({ key }) => key)).sort())
      expect(layout.branches.map(({ branch }) => branch.key).sort()).toEqual(sketch.rows.flatMap(({ nodes }) => nodes.flatMap(({ branches }) => branches.map(({ key }) => key))).sort())
      expect(layout.nodes.map(({ number }) => number)).toEqual(layout.nodes.map((_, index) => index + 1))
      expect(layout.nodes.toSorted((a, b) => a.y - b.y || a.x - b.x).map(({ number }) => number)).toEqual(layout.nodes.map(({ number }) => number))
      expect(layoutOf(sketch)).toEqual(layout)
    }),
    RUNS,
  )
})

test("every line begins at its node and ends at the node that it leads to, in one piece", () => {
  fc.assert(
    fc.property(sketches, (sketch) => {
      const { nodes, branches } = layoutOf(sketch)
      const owner = new Map(sketch.rows.flatMap((row) => row.nodes.flatMap((node) => node.branches.map((branch) => [branch.key, node.key] as const))))
      for (const { branch, curves, label } of branches) {
        const from = nodes.find(({ key }) => key === owner.get(branch.key))
        expect(curves[0]).toMatchObject({ x: from?.x, y: (from?.y ?? 0) + RADIUS, toX: label.x })
        const [, ...onward] = curves
        onward.slice(1).forEach((curve, index) => { expect([curve.x, curve.y]).toEqual([onward[index]?.toX, onward[index]?.toY]) })
        const { to } = branch
        if (to.kind === "node") expect(curves.at(-1)).toMatchObject({ toX: nodes.find(({ key }) => key === to.key)?.x, toY: (nodes.find(({ key }) => key === to.key)?.y ?? 0) - RADIUS })
      }
    }),
    RUNS,
  )
})

describe("order", () => {
  const end = { kind: "end", word: "No" } as const
  const to = (key: number): SketchBranch["to"] => ({ kind: "node", key })
  const node = (key: number, ...targets: readonly SketchBranch["to"][]): Sketch["rows"][number]["nodes"][number] => ({ key, branches: targets.map((target, index) => ({ key: key * 10 + index, label: text("x"), to: target })) })
  const row = (...nodes: Sketch["rows"][number]["nodes"]): Sketch["rows"][number] => ({ band: nodes[0]?.key ?? 0, heading: text("h"), nodes })

  test("lines that need not cross do not", () => {
    const sketch = { rows: [row(node(1, to(2), to(3))), row(node(2, to(5), end), node(3, to(4), end)), row(node(4, end, end), node(5, end, end))] }
    expect(crossings(orderedRows(sketch))).toBe(0)
  })

  test("lines that must cross are counted", () => {
    const sketch = { rows: [row(node(1, to(2), to(3))), row(node(2, to(4), to(5)), node(3, to(4), to(5))), row(node(4, end, end), node(5, end, end))] }
    expect(crossings(orderedRows(sketch))).toBe(1)
  })

  test("a line past a row has a place in it", () => {
    const rows = orderedRows({ rows: [row(node(1, to(2), to(3))), row(node(2, to(3), end)), row(node(3, end, end))] })
    expect(rows.map((places) => places.map((place) => place.node?.key ?? "passing").sort())).toEqual([[1], [2, "passing"], [3]])
  })
})

test("centres keep their order and their room, and miss what is wanted as little as can be", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 10, max: 60 })), { minLength: 1, maxLength: 6 }), (places) => {
      const [wanted, widths] = [places.map(([want]) => want), places.map(([, width]) => width)]
      const most = Math.max(400, widths.reduce((sum, width) => sum + width + 12, 0))
      const centres = apart(wanted, widths, most)
      const missed = (list: readonly number[]): number => list.reduce((sum, centre, index) => sum + (centre - wanted[index]!) ** 2, 0)
      const fits = (list: readonly number[]): boolean => list.every((centre, index) => centre - widths[index]! / 2 >= -1e-6 && centre + widths[index]! / 2 <= most + 1e-6 && (index === 0 || centre - list[index - 1]! >= (widths[index]! + widths[index - 1]!) / 2 + 12 - 1e-6))
      expect(fits(centres)).toBe(true)
      // No neighbour of the solution is better: what is missed is a convex function on a convex set.
      for (let from = 0; from < centres.length; from++) {
        for (let to = from + 1; to <= centres.length; to++) {
          for (const step of [-0.5, 0.5]) {
            const moved = centres.map((centre, index) => (from <= index && index < to ? centre + step : centre))
            if (fits(moved)) expect(missed(moved)).toBeGreaterThanOrEqual(missed(centres) - 1e-6)
          }
        }
      }
    }),
    RUNS,
  )
})

describe("lines of a text", () => {
  test.each([
    ["one line where it fits", "Any other", 104, ["Any other"]],
    ["as even as can be", "A court order, a subpoena, or a notice", 104, ["A court order,", "a subpoena,", "or a notice"]],
    ["a word that is too long stands alone", "An Unquestionablyverylongword here", 80, ["An", "Unquestionablyverylongword", "here"]],
    ["nothing", "", 80, []],
  ])("%s", (_name, words, most, lines) => {
    expect(linesOf(words, 13, most).lines).toEqual(lines)
  })
})

test("a path is upright where it leaves and where it arrives", () => {
  expect(pathOf({ x: 1, y: 2, toX: 5, toY: 8 })).toBe("M1 2C1 5 5 5 5 8")
  expect(pathOf({ x: 1, y: 2, toX: 1, toY: 8 })).toBe("M1 2V8")
})
