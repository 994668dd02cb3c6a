import fc from "fast-check"
import { expect, test } from "vitest"
import { CELL_FIELDS, type Cell } from "../kernel/receipt/act.ts"
import { planRelease, type ReleasableAct } from "./release-plan.ts"

const cell: fc.Arbitrary<Cell> = fc.record({
  department: fc.constantFrom("cpd", "cpl", "cfd"),
  question: fc.constantFrom("joint-duty", "admit-to-staff-area"),
  outcome: fc.constantFrom("prohibited", "silent"),
  law: fc.constantFrom("a", "b"),
  month: fc.constantFrom("2026-10", "2026-11"),
})
const acts: fc.Arbitrary<readonly ReleasableAct[]> = fc.array(cell, { maxLength: 120 }).map((cells) => cells.map((one, at) => ({ reference: String(at), cell: one })))
const sameCell = (one: Cell, other: Cell): boolean => CELL_FIELDS.every((field) => one[field] === other[field])

test("each act is opened, counted or left waiting, once", () => {
  fc.assert(fc.property(acts, (all) => {
    const { opened, counted, waiting } = planRelease(all, 10)
    expect([...opened, ...counted, ...waiting].map(({ reference }) => Number(reference)).sort((a, b) => a - b)).toEqual(all.map((_, at) => at))
  }))
})

test("an act is opened exactly where its cell holds ten or more", () => {
  fc.assert(fc.property(acts, (all) => {
    const { opened } = planRelease(all, 10)
    for (const act of all) expect(opened.includes(act)).toBe(all.filter((other) => sameCell(other.cell, act.cell)).length >= 10)
  }))
})

test("no count is below ten, their sum is what was counted, and fewer than ten wait", () => {
  fc.assert(fc.property(acts, (all) => {
    const { counted, merged, waiting } = planRelease(all, 10)
    expect(merged.every((one) => one.acts >= 10)).toBe(true)
    expect(merged.reduce((sum, one) => sum + one.acts, 0)).toBe(counted.length)
    expect(waiting.length).toBeLessThan(10)
  }))
})

test("a merged cell says nothing that is untrue of the acts in it", () => {
  fc.assert(fc.property(acts, (all) => {
    const { counted, merged } = planRelease(all, 10)
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
    const [one, other] = [planRelease(all, 10), planRelease([...all].reverse(), 10)]
    expect([names(one.opened), names(one.counted), one.merged]).toEqual([names(other.opened), names(other.counted), other.merged])
  }))
})
