/**
 * Rank never decides silently: where a binding forbid of lower rank defeats a binding permit of higher rank in a situation that can
 * occur, that is an error. The author writes the exception with `unless`, or says `@stricter("why")`.
 */
import type { Forest } from "../kernel/diagram/forest.ts"
import { printGiven } from "../kernel/diagram/values.ts"
import { witnessOf } from "../kernel/diagram/witness.ts"
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { wordsFor } from "./calendar.ts"
import type { QuestionInTime } from "./question-in-time.ts"
import { classOf, type StandingRule } from "./to-diagram.ts"
import { RANKS, type Law, type Question, type Rank } from "./types.ts"

/** One diagnostic for each pair of rules, with the first stretch and a situation in which it happens. */
export function checkRanks(law: Law, question: Question, inTime: readonly QuestionInTime[]): readonly Diagnostic[] {
  const rankOf = new Map(law.instruments.map((instrument) => [instrument.id, instrument.rank]))
  const found = new Map<string, Diagnostic>()
  for (const { open, stretch } of inTime) {
    const standing = open.rules.filter(({ withdrawn }) => !withdrawn)
    const rank = (one: StandingRule): number => RANKS.indexOf(rankOf.get(one.clause.instrument) ?? ("guideline" satisfies Rank))
    for (const forbid of standing.filter(({ rule }) => classOf(rule) === "binding-forbid" && rule.stricter === null)) {
      for (const permit of standing.filter(({ rule }) => classOf(rule) === "binding-permit")) {
        const pair = `${forbid.rule.id} ${permit.rule.id}`
        if (rank(forbid) <= rank(permit) || found.has(pair)) continue
        const situation = bothHold(open.forest, forbid, permit)
        if (situation !== null) found.set(pair, lowerOverHigher(question, forbid, permit, situation, wordsFor(stretch)))
      }
    }
  }
  return [...found.values()]
}

/** A situation that can occur in which both rules are satisfied, in words; `null` where there is none. */
function bothHold(forest: Forest, one: StandingRule, other: StandingRule): string | null {
  const roots = forest.rules.filter(({ id }) => id === one.rule.id || id === other.rule.id).map(({ root }) => root)
  const situation = witnessOf(forest, [forest.admissible, ...roots])
  if (situation === null) return null
  return forest.facts.map((fact) => { const given = situation.get(fact.id); return `${fact.id}=${given === undefined ? "" : printGiven(fact, given)}` }).join(" ")
}

function lowerOverHigher(question: Question, forbid: StandingRule, permit: StandingRule, situation: string, days: string): Diagnostic {
  return {
    severity: "error",
    code: "law/lower-rank-forbids",
    message: `\`${forbid.rule.id}\` forbids what \`${permit.rule.id}\`, of higher rank, permits (${question.id}, ${days}): ${situation}`,
    span: forbid.rule.span,
    under: forbid.clause.eId,
    hint: "write the exception with `unless`, or say with @stricter(\"why\") that a lower text may forbid it",
    related: [{ span: permit.rule.span, note: `\`${permit.rule.id}\` permits` }],
  }
}
