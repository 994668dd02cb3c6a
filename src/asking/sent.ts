/** A situation as an address or a form sends it, read: what was said of each fact, what is no value, which control was used. */
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { Fields } from "../http/sent-form.ts"
import { parseDay } from "../law/days.ts"
import type { Fact, FactId, Question } from "../law/types.ts"
import { CONTROLS, type Situation } from "../ui/situation.ts"

export type FactProblemKind = "missing" | "not-a-value" | "not-a-number" | "not-a-day" | "not-a-duration" | "one-only" | "none-or-some"

export interface FactProblem {
  readonly fact: Fact
  readonly kind: FactProblemKind
  /** What was sent, to be shown again. */
  readonly typed: readonly string[]
}

/** A request, read. */
export interface Sent extends Situation {
  readonly method: "get" | "post"
  readonly problems: readonly FactProblem[]
  /** `on` was given and is no day. */
  readonly wrongDay: boolean
  readonly answering: Fact | null
  readonly askAgain: Fact | null
  readonly danger: "yes" | "no" | null
  /** The address as sent is not the one this situation has: it holds a private fact, or what a form left in it. */
  readonly untidy: boolean
}

export function readSent(question: Question, query: Fields, form: Fields | null): Sent {
  const one = (name: string): string | undefined => form?.[name]?.[0] ?? query[name]?.[0]
  const named = (name: string): Fact | null => question.facts.find((fact) => fact.id === one(name)) ?? null
  const answering = named(CONTROLS.answering)
  const day = one(CONTROLS.on) ?? ""
  const danger = one(CONTROLS.danger)
  const facts = new Map<FactId, Given>()
  const problems: FactProblem[] = []
  for (const fact of question.facts) {
    const sent = form?.[fact.id] ?? (fact.visibility === "private" ? undefined : query[fact.id])
    const read = answering === fact ? readFact(fact, sent ?? [], "form") : sent === undefined ? null : readFact(fact, sent, "address")
    if (read === null) continue
    if ("kind" in read) facts.set(fact.id, read)
    else problems.push(read.problem)
  }
  return {
    question,
    on: day === "" ? null : parseDay(day),
    wrongDay: day !== "" && parseDay(day) === null,
    facts,
    method: form === null ? "get" : "post",
    problems,
    answering,
    askAgain: named(CONTROLS.askAgain),
    danger: danger === "yes" || danger === "no" ? danger : null,
    untidy: CONTROLS.answering in query || question.facts.some((fact) => fact.visibility === "private" && fact.id in query),
  }
}

function readFact(fact: Fact, sent: readonly string[], from: "form" | "address"): Given | { readonly problem: FactProblem } {
  const typed = [...new Set(sent.map((text) => text.trim()))].filter((text) => text !== "")
  const problem = (kind: FactProblemKind): { readonly problem: FactProblem } => ({ problem: { fact, kind, typed } })
  const [first, ...others] = typed
  const isSet = fact.shape.kind === "set"
  // `fact=` in an address is the empty set; a form that was sent without a tick is not.
  if (first === undefined) return isSet && from === "address" ? { kind: "set", members: [] } : problem("missing")
  if (others.length > 0 && !isSet) return problem("one-only")
  if (others.length > 0 && typed.some((text) => text === "nothing" || text === "unknown" || text === "absent")) return problem("none-or-some")
  const read = parseGiven(fact, typed.join(","))
  return read.kind === "given" ? read.given : problem(mistakeIn(fact))
}

/** What is wrong with something written that is no value of the fact. */
export function mistakeIn(fact: Fact): "not-a-value" | "not-a-number" | "not-a-day" | "not-a-duration" {
  if (fact.shape.kind !== "number") return "not-a-value"
  return fact.shape.unit === "datetime" ? "not-a-day" : fact.shape.unit === "duration" ? "not-a-duration" : "not-a-number"
}
