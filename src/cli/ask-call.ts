/** The call that opens a situation, ready to paste: `npx writ ask joint-duty body=cpd … --on 2025-11-01 --pack packs/chicago`. */
import type { Situation } from "../kernel/diagram/study.ts"
import { printGiven } from "../kernel/diagram/values.ts"
import type { Day, Question } from "../law/types.ts"

/** Under which law: the day's of a pack, by its folder; `null` stands for today, and for the pack that `writ` takes by itself. */
export interface AskUnder {
  readonly on: Day | null
  readonly pack: string | null
}

/** `said`: pairs of a fact and a value as they are written. */
export function askCall(question: string, said: Iterable<readonly [string, string]>, { on, pack }: AskUnder): string {
  const facts = [...said].map(([fact, value]) => quoted(`${fact}=${value}`))
  return ["npx writ ask", question, ...facts, ...(on === null ? [] : ["--on", on]), ...(pack === null ? [] : ["--pack", quoted(pack)])].join(" ")
}

export function askSituation(question: Question, situation: Situation, under: AskUnder): string {
  const said = question.facts.flatMap((fact): readonly (readonly [string, string])[] => { const given = situation.get(fact.id); return given === undefined ? [] : [[fact.id, printGiven(fact, given)]] })
  return askCall(question.id, said, under)
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w=.,:@%+/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
