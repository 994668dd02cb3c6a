/** What the offline page's script works with: each question's diagram on this day, and which steps follow from what. No word of staff, and nothing of anybody. */
import { printForest } from "../../kernel/diagram/forest.ts"
import { silentStepsFor } from "../../law/answer.ts"
import { rulesOn } from "../../law/to-diagram.ts"
import type { Question, Rule, Clause } from "../../law/types.ts"
import type { Site } from "../../ui/site.ts"
import { OUTCOMES } from "../../kernel/diagram/types.ts"
import { labelOf, type Result } from "../../ui/outcome.tsx"

/** Every outcome that an answer may have. */
export const RESULTS: readonly Result[] = [...OUTCOMES, "open", "impossible"]

const MESSAGES = ["kept", "not-kept", "erased", "sent", "waits", "sign-in", "refused", "saved", "not-saved"] as const

export interface StandingRule {
  readonly rule: Rule
  readonly clause: Clause
}

/** The rules that a question has on the site's day, in the law's sequence. */
export function standingRules(site: Site, question: Question): readonly StandingRule[] {
  return rulesOn(site.pack, question.id, site.today).flatMap(({ rule, clause, withdrawn }) => (withdrawn ? [] : [{ rule, clause }]))
}

export function forestText(site: Site, question: Question): string {
  return printForest(site.book.open(question, site.today).forest)
}

export function offlineSetup(site: Site): string {
  const questions = site.pack.questions.map((question) => [question.id, {
    label: site.wording.question(question.id).text,
    rules: Object.fromEntries(standingRules(site, question).map(({ rule }) => [rule.id, rule.steps])),
    silent: silentStepsFor(site.pack.settings, question.id),
  }] as const)
  const messages = {
    ...Object.fromEntries(MESSAGES.map((name) => [name, site.t(`offline.${name}`)])),
    ...Object.fromEntries(RESULTS.map((result) => [`outcome-${result}`, labelOf(site, result)])),
    missing: site.t("error.missing"), "one-only": site.t("error.one-only"), "not-a-value": site.t("error.not-a-value"),
  }
  return JSON.stringify({ law: site.pack.digest, on: site.today, send: site.href("/desk/drafts"), signIn: site.href("/sign-in"), messages, questions: Object.fromEntries(questions) })
}
