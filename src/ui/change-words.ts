/** A comparison of laws in a reader's words: the same on the page, on paper and on a terminal. */
import type { Direction, SameAnswer } from "../kernel/diagram/changes.ts"
import type { Stretch } from "../law/calendar.ts"
import { changesAnswer, clauseWith, differs, type LawComparison, type QuestionComparison } from "../law/compare.ts"
import type { FactId, Law, Outcome, Question, QuestionId, RuleId } from "../law/types.ts"
import { clauseOf } from "./clauses.ts"
import { factOf, factShort } from "./fact-words.ts"
import { printCount } from "./languages.ts"
import { labelOf } from "./outcome.tsx"
import type { Site } from "./site.ts"

/** Two versions of a pack, each with its own words. */
export interface BothSites {
  readonly before: Site
  readonly after: Site
}

/** The outcome's word; of the two that call the lawyer, why. */
export function changedOutcome(site: Site, outcome: Outcome): string {
  return outcome === "silent" || outcome === "conflict" ? site.t(`change.${outcome}`) : labelOf(site, outcome)
}

export function directionWords(site: Site, { from, to, count }: Direction, of: bigint): string {
  const words = { from: changedOutcome(site, from), to: changedOutcome(site, to), count: printCount(site.language, count) }
  return count === of ? site.t("change.all", { ...words, plural: pluralOf(count) }) : site.t("change.direction", { ...words, of: printCount(site.language, of), plural: pluralOf(count) })
}

/** What chooses a message's form: a count may be larger than a number holds. */
function pluralOf(count: bigint): number {
  return count === 1n ? 1 : 2
}

export function summaryWords(site: Site, { questions }: LawComparison): string {
  const changed = questions.filter(changesAnswer)
  const restated = questions.filter((one) => differs(one) && !changesAnswer(one))
  return site.t("change.summary", { compared: questions.length, changed: changed.length, restated: restated.length, same: questions.length - changed.length - restated.length })
}

export function stretchWords(site: Site, { from, to }: Stretch): string {
  if (from === null) return to === null ? site.t("change.always-stretch") : site.t("change.stretch-before", { to: site.day(to) })
  return to === null ? site.t("change.stretch-from", { from: site.day(from) }) : site.t("change.stretch", { from: site.day(from), to: site.day(to) })
}

/** How the question as a whole changes: counts, and what can occur or is asked in one law alone. */
export function questionWords({ before, after }: BothSites, { changes, addedFacts, removedFacts, before: earlier, after: later }: QuestionComparison): readonly string[] {
  const names = (site: Site, question: Question, facts: readonly FactId[]): string => site.list(facts.map((id) => { const fact = factOf(question, id); return fact === undefined ? id : factShort(site, fact).text }))
  const asked = [
    ...(addedFacts.length === 0 ? [] : [after.t("change.added-facts", { names: names(after, later, addedFacts) })]),
    ...(removedFacts.length === 0 ? [] : [after.t("change.removed-facts", { names: names(before, earlier, removedFacts) })]),
  ]
  if (changes === null) return [after.t("change.too-large"), ...asked]
  const count = (of: bigint): string => printCount(after.language, of)
  return [
    changes.changed === 0n ? after.t("change.none-here") : after.t("change.counts", { count: count(changes.changed), of: count(changes.situations), plural: pluralOf(changes.changed) }),
    ...(changes.onlyBefore === 0n ? [] : [after.t("change.only-before", { count: count(changes.onlyBefore), plural: pluralOf(changes.onlyBefore) })]),
    ...(changes.onlyAfter === 0n ? [] : [after.t("change.only-after", { count: count(changes.onlyAfter), plural: pluralOf(changes.onlyAfter) })]),
    ...asked,
  ]
}

/** Names of questions, in one law's words. */
export function questionNames(site: Site, ids: readonly QuestionId[]): string {
  return site.list(ids.map((id) => site.wording.questionShort(id).text))
}

/** `Order 2025-6: Joint duty`, for each clause of some rules once; the rule's own id where it stands in no clause. */
export function clauseNames(site: Site, law: Law, rules: readonly RuleId[]): readonly string[] {
  return [...new Set(rules.map((id) => {
    const clause = clauseWith(law, id)
    const at = clause === undefined ? undefined : clauseOf(site.pack, clause.id)
    return at === undefined ? id : `${site.wording.instrumentShort(at.instrument).text}: ${site.wording.clauseTitle(at.clause).text}`
  }))]
}

export function sameAnswerWords({ before, after }: BothSites, same: SameAnswer, kind: "new" | "gone"): string {
  const [own, other] = kind === "new" ? [after, before] : [before, after]
  const words = { clause: clauseNames(own, own.pack, [same.rule]).join(), others: other.list(clauseNames(other, other.pack, same.like)), count: printCount(after.language, same.count), plural: pluralOf(same.count) }
  return kind === "new" ? after.t("change.same-answer-line", words) : after.t("change.clause-fewer-line", words)
}
