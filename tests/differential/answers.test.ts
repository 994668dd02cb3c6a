/** Answers of drawn packs with facts missing, against the oracle: what an answer says is what all completions share. */
import { expect, test } from "vitest"
import type { QuestionSpec, RuleId } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"
import type { Answer } from "../../src/law/answer-form.ts"
import { openBook, type LawBook } from "../../src/law/book.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { questionSpec, rulesOn, type StandingRule } from "../../src/law/to-diagram.ts"
import type { FactId, Question, StepId } from "../../src/law/types.ts"
import { Draw } from "../generators/draw.ts"
import { packFrom, valuesFor } from "../generators/pack.ts"
import { completionsOf, possibleOutcomes, rulesDeciding, type Known } from "../oracle/answer.ts"
import { verdictIn } from "../oracle/outcome.ts"
import { factsThatMatter } from "../oracle/questions.ts"
import { valuesOf } from "../oracle/situations.ts"
import { mustDay } from "./compare.ts"

const PACKS = 60
const REQUESTS = 12
const DAY = mustDay("2026-06-01")

interface Asked {
  readonly book: LawBook
  readonly question: Question
  readonly spec: QuestionSpec
  readonly rules: readonly StandingRule[]
  readonly known: Known
  readonly answer: Answer
}

const answers: readonly Asked[] = Array.from({ length: PACKS }, (_, seed) => answersOf(5000 + seed)).flat()

test("the answer is the one outcome that all completions share; open where there are several, impossible where there are none", () => {
  for (const { spec, known, answer } of answers) {
    const outcomes = possibleOutcomes(spec, known)
    expect(answer.reachable).toEqual(outcomes)
    expect(answer.outcome).toBe(outcomes.length === 0 ? "impossible" : outcomes.length > 1 ? "open" : outcomes[0])
  }
})

test("an answer cites every rule that decides in some completion, certain where it decides in all", () => {
  for (const { spec, known, answer } of answers) expect(answer.rules.map(({ id, certain }) => ({ id, certain }))).toEqual(rulesDeciding(spec, known))
})

test("every answer but silent, open and impossible cites a rule, and steps are those that every completion shares", () => {
  for (const { book, spec, rules, known, answer } of answers) {
    if (!["silent", "open", "impossible"].includes(answer.outcome)) expect(answer.rules).not.toEqual([])
    const inEach = completionsOf(spec, known).map((situation) => stepsIn(book, rules, verdictIn(spec, situation)))
    const shared = (inEach[0] ?? []).filter((step) => inEach.every((steps) => steps.includes(step)))
    expect(answer.steps.map(({ id }) => id).toSorted()).toEqual([...new Set(shared)].toSorted())
  }
})

test("an answer asks on exactly as long as a fact that nothing was said of matters", () => {
  for (const { spec, known, answer } of answers) {
    const matter = factsThatMatter(spec, known)
    if (matter.length === 0) expect(answer.next).toBeNull()
    else expect(matter).toContain(answer.next?.fact)
    if (answer.next !== null && ![...known.values()].some(({ kind }) => kind === "unknown" || kind === "present")) expect(answer.next.because).not.toEqual([])
  }
})

test("the answers are of all kinds", () => {
  for (const outcome of ["open", "impossible", "silent", "prohibited", "allowed", "required", "advised-against", "advised-for", "conflict"]) {
    expect(answers.filter(({ answer }) => answer.outcome === outcome).length, outcome).toBeGreaterThan(3)
  }
  expect(answers.filter(({ answer }) => answer.steps.length > 0 && answer.outcome === "open").length).toBeGreaterThan(10)
})

function stepsIn(book: LawBook, rules: readonly StandingRule[], { outcome, deciding }: { readonly outcome: string; readonly deciding: readonly RuleId[] }): readonly StepId[] {
  return outcome === "silent" ? book.pack.settings.silentSteps : rules.filter(({ rule }) => deciding.includes(rule.id)).flatMap(({ rule }) => rule.steps)
}

function answersOf(seed: number): readonly Asked[] {
  const { value: pack } = packFromFiles(packFrom(seed))
  if (pack === null) throw new Error(`the pack of seed ${seed} cannot be read`)
  const book = openBook(pack)
  const draw = new Draw(seed)
  return pack.questions.flatMap((question) => {
    const rules = rulesOn(pack, question.id, DAY)
    const spec = questionSpec(pack, question, rules)
    if (spec.facts.reduce((count, fact) => count * valuesOf(spec, fact).length, 1) > 2000) return []
    return Array.from({ length: REQUESTS }, (): Asked => {
      const known = drawKnown(draw, spec)
      return { book, question, spec, rules, known, answer: book.answer({ question: question.id, on: DAY, facts: known, language: "en" }) }
    })
  })
}

function drawKnown(draw: Draw, spec: QuestionSpec): ReadonlyMap<FactId, Given> {
  return new Map(
    spec.facts.flatMap((fact) => {
      const said: Given = draw.chance(1, 5) ? { kind: fact.optional && draw.chance(1, 2) ? "present" : "unknown" } : draw.one(valuesFor(fact))
      return draw.chance(1, 3) ? [] : [[fact.id, said] as const]
    }),
  )
}
