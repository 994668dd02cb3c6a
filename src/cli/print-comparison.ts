/** A comparison of laws for a person at a terminal. */
import type { Region, SameAnswer } from "../kernel/diagram/changes.ts"
import { changesAnswer, differs, restates, type LawComparison, type QuestionComparison } from "../law/compare.ts"
import { clauseNames, directionWords, questionNames, questionWords, sameAnswerWords, summaryWords, type BothSites } from "../ui/change-words.ts"
import { boxWords } from "../ui/saying-words.ts"
import { askSituation, type AskUnder } from "./ask-call.ts"
import { hanging, wrap, type Paint } from "./terminal.ts"

/** Whether nothing at all is to be told. */
export function isSame({ questions, addedQuestions, removedQuestions }: LawComparison): boolean {
  return addedQuestions.length + removedQuestions.length === 0 && !questions.some(differs)
}

/** `under`: the two laws, as `writ ask` names them. */
export function printComparison(sites: BothSites, comparison: LawComparison, under: readonly AskUnder[], paint: Paint): readonly string[] {
  const { before, after } = sites
  const { questions, addedQuestions, removedQuestions } = comparison
  if (isSame(comparison)) return [after.t("change.nothing")]
  return [
    wrap(summaryWords(after, comparison)),
    wrap(after.t("change.exact")),
    ...(addedQuestions.length === 0 ? [] : [wrap(after.t("change.added-questions", { names: questionNames(after, addedQuestions) }))]),
    ...(removedQuestions.length === 0 ? [] : [wrap(after.t("change.removed-questions", { names: questionNames(before, removedQuestions) }))]),
    // What gets another answer first.
    ...[...questions.filter(changesAnswer), ...questions.filter((one) => differs(one) && !changesAnswer(one))].flatMap((one) => ["", ...questionLines(sites, one, under, paint)]),
  ]
}

function questionLines(sites: BothSites, one: QuestionComparison, under: readonly AskUnder[], paint: Paint): readonly string[] {
  const { after } = sites
  const { changes } = one
  return [
    paint("bold", wrap(`${after.wording.question(one.after.id).text} (${one.after.id})`)),
    ...questionWords(sites, one).map((line) => wrap(line, "  ")),
    ...(changes?.regions ?? []).flatMap((region) => regionLines(sites, one, region, under)),
    ...sameLines(sites, changes?.restating ?? [], "new"),
    ...sameLines(sites, changes?.restated ?? [], "gone"),
  ]
}

function regionLines({ before, after }: BothSites, { after: question }: QuestionComparison, region: Region, under: readonly AskUnder[]): readonly string[] {
  const deciding = (label: string, names: readonly string[]): string => wrap(`${label} ${names.length === 0 ? after.t("change.nobody") : after.list(names)}`, "      ")
  const [direction] = region.changes
  const staying = region.of - region.changes.reduce((sum, { count }) => sum + count, 0n)
  return [
    hanging("  - ", boxWords(after, question, region.where)),
    ...region.changes.map((one) => wrap(directionWords(after, one, region.of), "      ")),
    ...(region.before.length === 0 ? [] : [deciding(after.t("change.before-by"), clauseNames(before, before.pack, region.before))]),
    deciding(after.t("change.now-by"), clauseNames(after, after.pack, region.after)),
    ...(staying === 0n ? [] : [region.unless.length === 0 ? `      ${after.t("change.unless-none")}` : deciding(after.t("change.unless"), clauseNames(after, after.pack, region.unless))]),
    ...(direction === undefined ? [] : under.map((law) => `      ${askSituation(question, direction.witness, law)}`)),
  ]
}

function sameLines(sites: BothSites, some: readonly SameAnswer[], kind: "new" | "gone"): readonly string[] {
  if (some.length === 0) return []
  const { after } = sites
  const title = after.t(kind === "new" ? "change.same-answer" : "change.clause-fewer")
  const lines = some.map((same) => wrap(`${sameAnswerWords(sites, same, kind)}${restates(after.pack, same) ? ` ${after.t("change.restates")}` : ""}`, "    "))
  return [`  ${title}`, ...new Set(lines)]
}
