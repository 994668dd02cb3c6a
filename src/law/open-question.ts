/** A question as the law of a day has it: compiled, with a workbench and a planner. */
import { Planner, STATE_LIMIT, TABLE_LIMIT } from "../kernel/diagram/ask.ts"
import { buildForest, type BuildResult } from "../kernel/diagram/build.ts"
import { NODE_LIMIT } from "../kernel/diagram/nodes.ts"
import type { Forest } from "../kernel/diagram/forest.ts"
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
  readonly bench: Workbench
  readonly planner: Planner
  readonly gaps: OpenGaps
}

/** Thrown where a question's diagrams pass the node limit; `writ check` finds it first and names the rule. */
export class QuestionTooLarge extends Error {
  override readonly name = "QuestionTooLarge"
  /** The rule that was being added, where it was one rule. */
  readonly rule: RuleId | null

  constructor(question: Question, rule: RuleId | null) {
    super(`the diagrams of ${question.id} grow too large; npx writ check names the rule`)
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
  const { forest, bench, planner } = compiled
  return { question, rules, forest, bench, planner, gaps: openGaps(law, question, day) }
}

type Compiled = ({ readonly kind: "compiled" } & Pick<OpenQuestion, "forest" | "bench" | "planner">) | Exclude<BuildResult, { readonly kind: "built" }>

/** By all that a forest depends on, which holds no place in the pack's files. */
const shelf = new Shelf<Compiled>()

function compile(spec: QuestionSpec, limits: Limits): Compiled {
  const built = buildForest(spec, limits.nodes)
  if (built.kind === "too-large") return built
  const bench = new Workbench(built.forest)
  return { kind: "compiled", forest: built.forest, bench, planner: new Planner(bench, { stateLimit: limits.states, tableLimit: limits.places }) }
}
