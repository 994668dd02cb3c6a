/** The rows of `npm run bench -- exhaustive`: each is measured in a process of its own, so that its peak memory is its own. */
import { changesOf } from "../../src/kernel/diagram/changes.ts"
import { buildForest } from "../../src/kernel/diagram/build.ts"
import { mostRead } from "../../src/kernel/diagram/by-rules.ts"
import { countAdmissible } from "../../src/kernel/diagram/count.ts"
import { decidingRules, reachable } from "../../src/kernel/diagram/decide.ts"
import { findingsOf } from "../../src/kernel/diagram/findings.ts"
import { nodeCount, type Forest } from "../../src/kernel/diagram/forest.ts"
import { knowledgeOf } from "../../src/kernel/diagram/knowledge.ts"
import { wholeUnder } from "../../src/kernel/diagram/residual-forest.ts"
import type { Condition, FactId, FactSpec, QuestionSpec } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"
import { Draw } from "../../tests/generators/draw.ts"
import { factId, questionId, ruleId } from "../../tests/generators/question.ts"
import { amended, largeQuestion, type LargeQuestion } from "../../tests/generators/large-question.ts"
import { clockSeconds } from "../answers/clock.ts"

export type Work = "build" | "findings" | "diff" | "answers"

export type Row =
  | { readonly work: Work; readonly questions: readonly LargeQuestion[] }
  /** One rule that forbids unless one of so many alternatives, each of two facts, holds. */
  | { readonly work: "negated"; readonly alternatives: number }

export interface Measured {
  /** Processor seconds of the thread. */
  readonly seconds: number
  /** Peak memory of the process, in megabytes. */
  readonly megabytes: number
  /** Of the forests; `null` where one went past the limit. */
  readonly nodes: number | null
  readonly said: string
}

/** Clauses that a diff finds changed. */
export const CHANGED = 10

/** Does the work and measures it; what is drawn from the seed is drawn before. */
export function measureRow(row: Row): Measured {
  const specs = row.work === "negated" ? [negated(row.alternatives)] : row.questions.map(largeQuestion)
  const before = clockSeconds()
  const { nodes, said } = workOn(row.work, specs)
  return { seconds: clockSeconds() - before, megabytes: process.resourceUsage().maxRSS / 1024, nodes, said }
}

function workOn(work: Row["work"], specs: readonly QuestionSpec[]): Came {
  switch (work) {
    case "build":
    case "negated":
      return buildAll(specs)
    case "findings":
      return findAll(specs)
    case "diff":
      return compareAll(specs)
    case "answers":
      return answerAll(specs)
  }
}

interface Came {
  readonly nodes: number | null
  readonly said: string
}

function buildAll(specs: readonly QuestionSpec[]): Came {
  let [nodes, situations] = [0, 0n]
  for (const spec of specs) {
    const built = buildForest(spec)
    if (built.kind !== "built") return { nodes: null, said: "past 2,000,000 nodes" }
    nodes += nodeCount(built.forest)
    situations += countAdmissible(built.forest)
  }
  return { nodes, said: `${Number(situations).toPrecision(2)} situations` }
}

function findAll(specs: readonly QuestionSpec[]): Came {
  const counts = { pairs: 0, idle: 0, redundant: 0, dead: 0 }
  let silent = 0n
  for (const spec of specs) {
    const found = findingsOf(spec)
    if (found === null) return { nodes: null, said: "past 2,000,000 nodes" }
    silent += found.silence.count
    counts.pairs += found.overridden.length + found.conflicts.length
    counts.idle += found.idle.length
    counts.redundant += found.redundant.length
    counts.dead += found.dead.length
  }
  return { nodes: null, said: `${Number(silent).toPrecision(2)} silent; ${String(counts.pairs)} pairs against each other, ${String(counts.dead)} dead, ${String(counts.idle)} idle, ${String(counts.redundant)} redundant` }
}

function compareAll(specs: readonly QuestionSpec[]): Came {
  let [changed, regions] = [0n, 0]
  for (const spec of specs) {
    const changes = changesOf(spec, amended(spec, CHANGED))
    if (changes === null) return { nodes: null, said: "past 2,000,000 nodes" }
    changed += changes.changed
    regions += changes.regions.length
  }
  return { nodes: null, said: `${Number(changed).toPrecision(2)} situations change, in ${String(regions)} regions` }
}

/** Situations in which somebody is asked until one outcome is left. */
const ASKED = 4

/** What an answer takes, and how much must be known before it is exact. */
function answerAll(specs: readonly QuestionSpec[]): Came {
  const exactFrom: number[] = []
  let slowest = 0
  for (const spec of specs) {
    const built = buildForest(spec)
    if (built.kind === "too-large") return { nodes: null, said: "a rule is past 2,000,000 nodes" }
    const draw = new Draw(1)
    for (let round = 0; round < ASKED; round++) {
      const asked = askUntilDecided(built.forest, new Map(spec.facts.map((fact) => [fact.id, drawnValue(draw, fact)])))
      exactFrom.push(asked.exactFrom)
      slowest = Math.max(slowest, asked.slowest)
    }
  }
  return { nodes: null, said: `exact once ${String(Math.min(...exactFrom))} to ${String(Math.max(...exactFrom))} facts are known; ${slowest.toFixed(2)} s at most for an answer` }
}

function drawnValue(draw: Draw, { shape }: FactSpec): Given {
  return { kind: "value", value: shape.kind === "choice" ? draw.one(shape.values) : "" }
}

/** Asks by what most rules read. */
function askUntilDecided(forest: Forest, situation: ReadonlyMap<FactId, Given>): { readonly exactFrom: number; readonly slowest: number } {
  const known = new Map<FactId, Given>()
  let [exactFrom, slowest] = [forest.facts.length, 0]
  for (;;) {
    const knowledge = knowledgeOf(forest, known)
    const before = clockSeconds()
    const outcomes = reachable(forest, knowledge)
    decidingRules(forest, knowledge)
    slowest = Math.max(slowest, clockSeconds() - before)
    if (wholeUnder(forest, knowledge) !== null) exactFrom = Math.min(exactFrom, known.size)
    const next = outcomes.length < 2 ? null : mostRead(forest, knowledge)
    const id = next === null ? undefined : forest.facts[next.fact]?.id
    const given = id === undefined ? undefined : situation.get(id)
    if (id === undefined || given === undefined) return { exactFrom, slowest }
    known.set(id, given)
  }
}

function negated(alternatives: number): QuestionSpec {
  const fact = (id: string): FactSpec => ({ id: factId(id), topic: id, visibility: "public", optional: false, shape: { kind: "yes-no" } })
  const yes = (id: string): Condition => ({ kind: "is", fact: factId(id), values: ["yes"] })
  const pairs = Array.from({ length: alternatives }, (_, index) => [`a${String(index)}`, `b${String(index)}`] as const)
  const none: Condition = { kind: "not", of: { kind: "any", of: pairs.map(([one, other]) => ({ kind: "all", of: [yes(one), yes(other)] })) } }
  // Written apart: all first facts, then all second ones.
  const facts = [...pairs.map(([one]) => fact(one)), ...pairs.map(([, other]) => fact(other))]
  return { question: questionId("negated"), facts, rules: [{ id: ruleId("unless"), class: "binding-forbid", condition: none, withdrawn: false }], assumptions: [] }
}
