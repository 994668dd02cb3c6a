/**
 * A situation and the addresses that open it: nothing is kept on the server and there is no cookie.
 *
 * Public facts and the asking body stand in the address, `?body=cpd&who=troops`. A private fact never does: it goes from
 * page to page in hidden fields of forms sent with POST, to the address of the public ones. Besides facts an address may
 * say `on` (the day whose law is asked), and three things with a hyphen, which no fact's name has: `in-danger` (the
 * first screen's answer), `ask-again` (a fact to be asked again) and `now-answering` (the fact a form asked about, so that
 * a form sent empty is told from one never sent).
 */
import { printGiven, type Given } from "../kernel/diagram/values.ts"
import type { Day, Fact, FactId, Question } from "../law/types.ts"

export interface Situation {
  readonly question: Question
  /** The day whose law was asked for; `null` for today's. */
  readonly on: Day | null
  readonly facts: ReadonlyMap<FactId, Given>
}

export const CONTROLS = { on: "on", danger: "in-danger", askAgain: "ask-again", answering: "now-answering" } as const

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

/** The address of the question's own page, its diagram lit by what may stand in an address. */
export function lawPath(situation: Situation): string {
  return `/law/questions/${situation.question.id}${queryOf(publicFields({ ...situation, on: null }))}`
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
