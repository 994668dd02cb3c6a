/**
 * A situation as it travels between pages: nothing is kept on the server and there is no cookie.
 *
 * Public facts and the asking body stand in the address, `?body=cpd&who=troops`. A private fact never does: it goes from
 * page to page in hidden fields of forms sent with POST, to the address of the public ones. Besides facts an address may
 * say `on` (the day whose law is asked), and three things with a hyphen, which no fact's name has: `in-danger` (the
 * first screen's answer), `ask-again` (a fact to be asked again) and `now-answering` (the fact a form asked about, so that
 * a form sent empty is told from one never sent).
 */
import { parseGiven, printGiven, type Given } from "../../kernel/diagram/values.ts"
import { parseDay } from "../../law/days.ts"
import type { Day, Fact, FactId, Question } from "../../law/types.ts"

/** Names and values as a query or a form sends them. */
export type Fields = Readonly<Record<string, readonly string[]>>

export interface Situation {
  readonly question: Question
  /** The day whose law was asked for; `null` for today's. */
  readonly on: Day | null
  readonly facts: ReadonlyMap<FactId, Given>
}

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

export const CONTROLS = { on: "on", danger: "in-danger", askAgain: "ask-again", answering: "now-answering" } as const

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

export function hasPrivateFacts(situation: Situation): boolean {
  return privateFields(situation).length > 0
}

/** What goes into hidden fields, and nowhere else. */
export function privateFields(situation: Situation): readonly (readonly [name: string, value: string])[] {
  return printed(situation).flatMap(([fact, value]) => (fact.visibility === "private" ? [[fact.id, value] as const] : []))
}

/** What may stand in an address. */
export function publicFields(situation: Situation): readonly (readonly [name: string, value: string])[] {
  const day = situation.on === null ? [] : [[CONTROLS.on, situation.on] as const]
  return [...day, ...printed(situation).flatMap(([fact, value]) => (fact.visibility === "private" ? [] : [[fact.id, value] as const]))]
}

function printed(situation: Situation): readonly (readonly [Fact, string])[] {
  return situation.question.facts.flatMap((fact) => {
    const given = situation.facts.get(fact.id)
    return given === undefined ? [] : [[fact, printGiven(fact, given)] as const]
  })
}

/** A situation's address without its language: `/ask/joint-duty?body=cpd&who=troops`. Past the first screen, even with no fact said. */
export function situationPath(situation: Situation, askAgain?: Fact): string {
  const fields = publicFields(situation)
  const begun = fields.some(([name]) => name !== CONTROLS.on) ? [] : [[CONTROLS.danger, "no"] as const]
  const again = askAgain === undefined ? [] : [[CONTROLS.askAgain, askAgain.id] as const]
  return `/ask/${situation.question.id}${queryOf([...fields, ...begun, ...again])}`
}

/** The first screen's address. */
export function dangerPath(question: Question, on: Day | null, danger?: "yes"): string {
  const fields = [...(on === null ? [] : [[CONTROLS.on, on] as const]), ...(danger === undefined ? [] : [[CONTROLS.danger, danger] as const])]
  return `/ask/${question.id}${queryOf(fields)}`
}

function queryOf(fields: readonly (readonly [name: string, value: string])[]): string {
  const text = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()
  return text === "" ? "" : `?${text}`
}

export function without(situation: Situation, fact: Fact): Situation {
  return { ...situation, facts: new Map([...situation.facts].filter(([id]) => id !== fact.id)) }
}

export function withFacts(situation: Situation, more: ReadonlyMap<FactId, Given>): Situation {
  return { ...situation, facts: new Map([...situation.facts, ...more]) }
}

