/** What a batch shows, and what nobody can tell from it. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { CELL_FIELDS, type Cell } from "../kernel/receipt/act.ts"
import { planRelease, type ReleasableAct } from "./release-plan.ts"

const VALUES = {
  department: ["cpd", "cpl", "cfd"],
  question: ["joint-duty", "admit-to-staff-area"],
  outcome: ["prohibited", "silent"],
  law: ["a", "b"],
  month: ["2026-10", "2026-11"],
} satisfies Record<keyof Cell, readonly string[]>
const cell: fc.Arbitrary<Cell> = fc.record({
  department: fc.constantFrom(...VALUES.department),
  question: fc.constantFrom(...VALUES.question),
  outcome: fc.constantFrom(...VALUES.outcome),
  law: fc.constantFrom(...VALUES.law),
  month: fc.constantFrom(...VALUES.month),
})
const acts: fc.Arbitrary<readonly ReleasableAct[]> = fc.array(cell, { maxLength: 120 }).map((cells) => cells.map((one, at) => ({ reference: String(at), cell: one })))
const sameCell = (one: Cell, other: Cell): boolean => CELL_FIELDS.every((field) => one[field] === other[field])
const ALL: readonly Cell[] = CELL_FIELDS.reduce<readonly Partial<Cell>[]>((made, field) => made.flatMap((one) => VALUES[field].map((value) => ({ ...one, [field]: value }))), [{}]) as readonly Cell[]

test("each act is opened, counted or left waiting, once", () => {
  fc.assert(fc.property(acts, (all) => {
    const { opened, counted, waiting } = planRelease(all, 10, ALL)
    expect([...opened, ...counted, ...waiting].map(({ reference }) => Number(reference)).sort((a, b) => a - b)).toEqual(all.map((_, at) => at))
  }))
})

test("an act is opened exactly where its cell holds ten or more", () => {
  fc.assert(fc.property(acts, (all) => {
    const { opened } = planRelease(all, 10, ALL)
    for (const act of all) expect(opened.includes(act)).toBe(all.filter((other) => sameCell(other.cell, act.cell)).length >= 10)
  }))
})

test("no count is below ten, and their sum is what was counted", () => {
  fc.assert(fc.property(acts, (all) => {
    const { counted, merged } = planRelease(all, 10, ALL)
    expect(merged.every((one) => one.acts >= 10)).toBe(true)
    expect(merged.reduce((sum, one) => sum + one.acts, 0)).toBe(counted.length)
  }))
})

test("a merged cell says nothing that is untrue of the acts in it", () => {
  fc.assert(fc.property(acts, (all) => {
    const { counted, merged } = planRelease(all, 10, ALL)
    for (const { cell: said, acts: count } of merged) {
      const fit = counted.filter((act) => CELL_FIELDS.every((field) => said[field] === null || said[field] === act.cell[field]))
      expect(fit.length).toBeGreaterThanOrEqual(count)
      expect(said.department).toBeNull()
    }
  }))
})

test("the plan depends on the acts and not on their sequence", () => {
  fc.assert(fc.property(acts, (all) => {
    const names = (some: readonly ReleasableAct[]): readonly string[] => some.map(({ reference }) => reference).sort()
    const [one, other] = [planRelease(all, 10, ALL), planRelease([...all].reverse(), 10, [...ALL].reverse())]
    expect([names(one.opened), names(one.counted), one.merged]).toEqual([names(other.opened), names(other.counted), other.merged])
  }))
})

const at = (department: string, question = "q", outcome = "x", month = "2026-10"): Cell => ({ department, question, outcome, law: "a", month })
const many = (one: Cell, count: number): readonly ReleasableAct[] => Array.from({ length: count }, (_, made) => ({ reference: `${JSON.stringify(one)}${String(made)}`, cell: one }))

test.each([
  { why: "nine and nine of two departments: each would be told", counts: [9, 9], counted: 0 },
  { why: "ten of two: neither would be empty", counts: [5, 5], counted: 0 },
  { why: "nine and nine of three: one may be empty, and nobody knows which", counts: [9, 9, 0], counted: 18 },
  { why: "nineteen of three: none would be empty", counts: [9, 9, 1], counted: 0 },
  { why: "beside a cell that is opened, which is no part of the count", counts: [9, 9, 12], counted: 0 },
  { why: "nine of many: too few", counts: [9, 0, 0, 0], counted: 0 },
])("a count of what is below ten: $why", ({ counts, counted }) => {
  const cells = counts.map((_, index) => at(`body-${String(index)}`))
  expect(planRelease(cells.flatMap((one, index) => many(one, counts[index] ?? 0)), 10, cells).counted).toHaveLength(counted)
})

test("what could not be counted in its question is counted further up, where there are more parts", () => {
  const [one, other] = [at("a"), at("b")]
  const plan = planRelease([...many(one, 9), ...many(other, 9)], 10, [one, other, at("a", "r"), at("a", "s")])
  expect(plan.merged).toEqual([{ cell: { department: null, question: null, outcome: null, law: "a", month: "2026-10" }, acts: 18 }])
})

describe("nothing can be told of a cell that was not opened: whatever is shown, it may hold none, or any number below the smallest", () => {
  const SMALLEST = 3
  const worlds = [
    { named: "one question, three departments", possible: [at("a"), at("b"), at("c")] },
    { named: "a question that one department alone can ask", possible: [at("a"), at("a", "r"), at("b"), at("b", "r"), at("a", "s")] },
    { named: "outcomes and departments", possible: [at("a"), at("b"), at("a", "q", "y"), at("b", "q", "y"), at("c")] },
    { named: "two months", possible: [at("a"), at("b"), at("a", "q", "x", "2026-11"), at("b", "q", "x", "2026-11"), at("a", "r")] },
  ]

  test.each(worlds)("$named", ({ possible }) => {
    const { batches, told } = toldIn(possible, possible)
    expect(told).toEqual([])
    expect(batches).toBeGreaterThan(possible.length)
  })

  test("and this would find it: counted as if more departments could ask than can, the parts are told", () => {
    const possible = [at("a"), at("b"), at("c")]
    expect(toldIn(possible, [...possible, at("nobody"), at("nobody-else")]).told).not.toEqual([])
  })

  /** Every world of these cells with 0 to 4 acts each, grouped by what a batch shows of it: cells whose number of acts can be narrowed down. */
  function toldIn(cells: readonly Cell[], possible: readonly Cell[]): { readonly batches: number; readonly told: readonly string[] } {
    const countsSeen = new Map<string, readonly Set<number>[]>()
    for (let world = 0; world < 5 ** cells.length; world++) {
      const counts = cells.map((_, index) => Math.floor(world / 5 ** index) % 5)
      const { opened, merged } = planRelease(cells.flatMap((one, index) => many(one, counts[index] ?? 0)), SMALLEST, possible)
      const shown = JSON.stringify([opened.map(({ reference }) => reference), merged])
      const seen = countsSeen.get(shown) ?? cells.map(() => new Set<number>())
      countsSeen.set(shown, seen)
      counts.forEach((count, index) => seen[index]?.add(count))
    }
    const told = [...countsSeen].flatMap(([shown, seen]) => seen.flatMap((counts, index) => {
      const isOpened = [...counts].every((count) => count >= SMALLEST)
      const mayBeAny = [0, 1, 2].every((count) => counts.has(count))
      return isOpened || mayBeAny ? [] : [`${shown} ${cells[index]?.department ?? ""} ${[...counts].join()}`]
    }))
    return { batches: countsSeen.size, told }
  }
})
