/** The Chicago pack against cedar-wasm: every question under every law it had, every situation of every body up to 20,000, drawn ones beyond. */
import { join } from "node:path"
import { expect, test } from "vitest"
import { printDiagnostics } from "../../src/kernel/text/print-diagnostics.ts"
import { dayOf, stretchesOf } from "../../src/law/calendar.ts"
import { readPack } from "../../src/law/from-pack.ts"
import type { Day, Pack, Question } from "../../src/law/types.ts"
import { rulesOn } from "../../src/law/to-diagram.ts"
import { Draw } from "../generators/draw.ts"
import { valuesOf, type Situation } from "../oracle/situations.ts"
import { classesApart, disagreement, prepare, situationsFrom, vocabularyOf, type Comparison } from "./compare.ts"

const MOST = 20_000
/** Of each question's situations under each law, some thirty spread over all, for which cedar-wasm is asked class by class, as the rules are written. */
const CLASS_BY_CLASS = 30

test("cedar-wasm 4.13 and the diagrams agree on every question of the Chicago pack, on each stretch of constant law", { timeout: 900_000 }, () => {
  const pack = mustRead()
  const vocabulary = vocabularyOf(pack)
  const count = { laws: 0, situations: 0, drawn: 0 }
  const found: string[] = []
  const started = performance.now()
  for (const question of pack.questions) {
    for (const day of daysOfEachLaw(pack, question)) {
      const comparison = prepare(pack, vocabulary, question, day)
      const apart = classesApart(pack, vocabulary, comparison)
      const situations = [...situationsOf(comparison)]
      const spread = Math.max(1, Math.floor(situations.length / CLASS_BY_CLASS))
      count.laws += 1
      count.situations += situations.length
      count.drawn += situations.length === MOST ? 1 : 0
      found.push(...situations.flatMap((situation, at) => disagreement(comparison, situation) ?? (at % spread === 0 ? disagreement(apart, situation) : null) ?? []).map((text) => `on ${day}, ${text}`))
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`Chicago: ${pack.questions.length} questions under ${count.laws} laws (${count.drawn} by drawing), ${count.situations} situations, disagreements: ${found.length} (${seconds} s)`)
  expect(found.slice(0, 3)).toEqual([])
  expect(pack.questions.length).toBeGreaterThanOrEqual(24)
})

function mustRead(): Pack {
  const { value, diagnostics, texts } = readPack(join(import.meta.dirname, "../../packs/chicago"))
  if (value === null) throw new Error(`the Chicago pack cannot be read:\n${printDiagnostics(diagnostics, texts)}`)
  return value
}

/** A day for each set of rules that the question has had. */
function daysOfEachLaw(pack: Pack, question: Question): readonly Day[] {
  const days = stretchesOf(pack).map(dayOf)
  const rules = (day: Day): string => JSON.stringify(rulesOn(pack, question.id, day).map(({ rule, withdrawn }) => [rule.id, withdrawn]))
  return [...new Map(days.map((day) => [rules(day), day])).values()]
}

/** Every value of every choice, bodies that no rule tells apart included; of other facts a value for each cell. */
function situationsOf({ spec }: Comparison): Generator<Situation> {
  const choices = spec.facts.map((fact) => {
    const { shape } = fact
    const values = shape.kind === "choice" ? [...shape.values.map((value) => ({ kind: "value", value }) as const), ...(fact.optional ? [{ kind: "absent" } as const] : [])] : valuesOf(spec, fact)
    return [fact.id, values] as const
  })
  return situationsFrom(choices, MOST, new Draw(1))
}
