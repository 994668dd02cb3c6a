/**
 * A question as the law of a day has it: compiled, with a workbench and a planner.
 *
 * Where it is too large to be planned over, or its outcome is no diagram, both are made for what is left under the facts known, as soon
 * as that is small enough; until then the next question is the fact that most undecided rules read.
 */
import { Planner, STATE_LIMIT, TABLE_LIMIT, type NextQuestion } from "../kernel/diagram/ask.ts"
import { buildForest, type BuildResult } from "../kernel/diagram/build.ts"
import { mostRead } from "../kernel/diagram/by-rules.ts"
import { reachable } from "../kernel/diagram/decide.ts"
import type { Forest, WholeForest } from "../kernel/diagram/forest.ts"
import type { Knowledge } from "../kernel/diagram/knowledge.ts"
import { NODE_LIMIT } from "../kernel/diagram/nodes.ts"
import { residualForest } from "../kernel/diagram/residual-forest.ts"
import type { QuestionSpec } from "../kernel/diagram/types.ts"
import { Workbench } from "../kernel/diagram/workbench.ts"
import { openGaps, type OpenGaps } from "./accepted-gaps.ts"
import { Shelf } from "./memory.ts"
import { questionSpec, type StandingRule } from "./to-diagram.ts"
import type { Day, Law, Question, RuleId } from "./types.ts"

export interface OpenQuestion {
  readonly question: Question
  readonly rules: readonly StandingRule[]
  readonly forest: Forest
  /** Where the forest is by rules, the rule that ties most facts together. */
  readonly tying: RuleId | null
  /** What plans and explains where these facts are known; `null` where what is left is too large for it. */
  under(knowledge: Knowledge): Workplace | null
  /** The question to ask now; `null` where none is worth asking. */
  next(knowledge: Knowledge): NextQuestion | null
  readonly gaps: OpenGaps
}

export interface Workplace {
  readonly bench: Workbench
  readonly planner: Planner
  /** `residual`: made for the facts known, so that it does not tell what follows if they were otherwise. */
  readonly of: "question" | "residual"
}

/** A forest of more numbers is not planned over: a search would take minutes. The questions of a city stay below a tenth of it. */
const PLANNED = 5_000
/** Workplaces for residuals that are kept. */
const MOST_KEPT = 16

/** Thrown where the diagram of one rule passes the node limit; `writ check` finds it first and names the rule. */
export class QuestionTooLarge extends Error {
  override readonly name = "QuestionTooLarge"
  /** The rule that was being added, where it was one rule. */
  readonly rule: RuleId | null

  constructor(question: Question, rule: RuleId | null) {
    super(`a rule of ${question.id} grows too large; npx writ check names the rule`)
    this.rule = rule
  }
}

/** How much work a question may take. */
export interface Limits {
  /** Diagram nodes while its forest is built. */
  readonly nodes: number
  /** Residual questions that a search for the best plan looks at. */
  readonly states: number
  /** Residual questions of a table of plans. */
  readonly places: number
}

export const LIMITS: Limits = { nodes: NODE_LIMIT, states: STATE_LIMIT, places: TABLE_LIMIT }

export function openQuestion(law: Law, question: Question, rules: readonly StandingRule[], day: Day, limits: Limits = LIMITS): OpenQuestion {
  const spec = questionSpec(law, question, rules)
  const compiled = shelf.take(JSON.stringify([limits, spec]), () => compile(spec, limits))
  if (compiled.kind === "too-large") throw new QuestionTooLarge(question, compiled.rule)
  const { forest, tying, under, next } = compiled
  return { question, rules, forest, tying, under, next, gaps: openGaps(law, question, day) }
}

type Compiled = ({ readonly kind: "compiled" } & Pick<OpenQuestion, "forest" | "tying" | "under" | "next">) | Extract<BuildResult, { readonly kind: "too-large" }>

/** By all that a forest depends on, which holds no place in the pack's files. */
const shelf = new Shelf<Compiled>()

function compile(spec: QuestionSpec, limits: Limits): Compiled {
  const built = buildForest(spec, limits.nodes)
  if (built.kind === "too-large") return built
  const { forest } = built
  const under = workplaces(forest, limits)
  const next = (knowledge: Knowledge): NextQuestion | null => {
    const place = under(knowledge)
    return place === null ? nextByRules(forest, knowledge) : place.planner.next(knowledge)
  }
  return { kind: "compiled", forest, tying: built.kind === "by-rules" ? built.rule : null, under, next }
}

function workplaces(forest: Forest, limits: Limits): OpenQuestion["under"] {
  const open = (whole: WholeForest, of: Workplace["of"]): Workplace => {
    const bench = new Workbench(whole)
    return { bench, planner: new Planner(bench, { stateLimit: limits.states, tableLimit: limits.places }), of }
  }
  if (forest.kind === "whole" && forest.nodes.length <= PLANNED) {
    const place = open(forest, "question")
    return () => place
  }
  const kept = new Map<string, Workplace | null>()
  return (knowledge) => {
    const key = knowledge.cells.join()
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= MOST_KEPT) kept.clear()
    const residual = residualForest(forest, knowledge)
    const place = residual === null || residual.nodes.length > PLANNED ? null : open(residual, "residual")
    kept.set(key, place)
    return place
  }
}

function nextByRules(forest: Forest, knowledge: Knowledge): NextQuestion | null {
  const next = reachable(forest, knowledge).length < 2 ? null : mostRead(forest, knowledge)
  return next === null ? null : { fact: next.fact, plan: "most-read", expected: next.left, atMost: next.left }
}
