/**
 * Drawn packs: the diagrams against cedar-wasm, on satisfied rules class by class, and so on outcomes and deciding rules.
 *
 * `npm test` compares the same packs each time; `npm run test:long` goes on from a seed of its own, which it prints.
 */
import { expect, test } from "vitest"
import { OUTCOMES } from "../../src/kernel/diagram/types.ts"
import { printDiagnostics } from "../../src/kernel/text/print-diagnostics.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import type { Pack } from "../../src/law/types.ts"
import { not } from "../generators/by-hand.ts"
import { Draw } from "../generators/draw.ts"
import { forestOf } from "../generators/forest.ts"
import { packFrom, valuesFor } from "../generators/pack.ts"
import type { Situation } from "../oracle/situations.ts"
import { classesApart, disagreement, kernelSays, mustDay, prepare, situationsFrom, vocabularyOf, type Comparison } from "./compare.ts"

const LONG = process.env["WRIT_LONG"] === "1"
/** `npm test` draws so many packs; the long run goes on until it has compared enough. */
const PACKS = 500
const ENOUGH = LONG ? 10_000_000 : 200_000
const SITUATIONS = LONG ? 2000 : 300
/** Of each question's situations, those for which cedar-wasm is asked class by class. */
const CLASS_BY_CLASS = 10
const FIRST_SEED = LONG ? Math.floor(Date.now() / 1000) : 1
/** Clauses that are withdrawn are, from the year's beginning on. */
const DAY = mustDay("2026-06-01")

test("cedar-wasm 4.13 and the diagrams agree on every drawn pack", { timeout: LONG ? 12 * 60 * 60_000 : 900_000 }, () => {
  const started = performance.now()
  let situations = 0
  const found: string[] = []
  let packs = 0
  for (; LONG ? situations < ENOUGH : packs < PACKS; packs++) {
    const seed = FIRST_SEED + packs
    const pack = mustRead(seed)
    for (const comparison of comparisonsOf(pack)) {
      const apart = classesApart(pack, vocabularyOf(pack), comparison)
      let left = CLASS_BY_CLASS
      for (const situation of situationsOf(comparison, seed)) {
        situations += 1
        const differs = disagreement(comparison, situation) ?? (left-- > 0 ? disagreement(apart, situation) : null)
        if (differs !== null) found.push(`seed ${seed}, ${differs}`)
      }
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`drawn packs: ${packs} packs from seed ${FIRST_SEED}, ${situations} situations, disagreements: ${found.length} (${seconds} s)`)
  expect(found.slice(0, 3)).toEqual([])
  expect(situations).toBeGreaterThanOrEqual(ENOUGH)
})

test("a rule whose diagram says the opposite is found", () => {
  const broken = firstComparisons(5).flatMap((comparison) => comparison.forest.rules.map((_, index) => withOpposite(comparison, index)))
  expect(broken.length).toBeGreaterThan(10)
  for (const comparison of broken) {
    expect([...situationsOf(comparison, FIRST_SEED)].some((situation) => disagreement(comparison, situation) !== null)).toBe(true)
  }
})

test("among drawn packs every outcome is frequent, and some rules are withdrawn", () => {
  const comparisons = firstComparisons(50)
  expect(comparisons.filter(({ spec }) => spec.rules.some(({ withdrawn }) => withdrawn)).length).toBeGreaterThan(5)
  const outcomes = comparisons.flatMap((comparison) => [...situationsOf(comparison, FIRST_SEED)].map((situation) => kernelSays(comparison, situation).outcome))
  for (const outcome of [...OUTCOMES, "impossible"]) expect(outcomes.filter((one) => one === outcome).length, outcome).toBeGreaterThan(100)
})

function firstComparisons(packs: number): readonly Comparison[] {
  return Array.from({ length: packs }, (_, index) => mustRead(FIRST_SEED + index)).flatMap(comparisonsOf)
}

function comparisonsOf(pack: Pack): readonly Comparison[] {
  const vocabulary = vocabularyOf(pack)
  return pack.questions.map((question) => prepare(pack, vocabulary, question, DAY))
}

function situationsOf({ spec }: Comparison, seed: number): Generator<Situation> {
  return situationsFrom(spec.facts.map((fact) => [fact.id, valuesFor(fact)] as const), SITUATIONS, new Draw(seed))
}

/** The comparison with one rule's diagram true where it was false. */
function withOpposite(comparison: Comparison, index: number): Comparison {
  const rules = comparison.spec.rules.map((rule, other) => (other === index ? { ...rule, condition: not(rule.condition) } : rule))
  return { ...comparison, forest: forestOf({ ...comparison.spec, rules }) }
}

function mustRead(seed: number): Pack {
  const { value, diagnostics, texts } = packFromFiles(packFrom(seed))
  if (value === null) throw new Error(`the pack of seed ${seed} cannot be read:\n${printDiagnostics(diagnostics, texts)}`)
  return value
}
