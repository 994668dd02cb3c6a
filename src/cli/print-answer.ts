/** An answer for a person at a terminal: outcome, notices, steps, the clauses that decide, what would change it. */
import { isNonEmpty, type NonEmpty } from "../kernel/text/brand.ts"
import type { Outcome } from "../kernel/diagram/types.ts"
import type { Answer, AnswerRule, AnswerStep } from "../law/answer-form.ts"
import type { LawBook } from "../law/book.ts"
import type { Confidence, Force, Question } from "../law/types.ts"
import { wrap, type Paint, type Style } from "./terminal.ts"

const OUTCOME: Record<Answer["outcome"], string> = {
  prohibited: "No",
  allowed: "Yes",
  required: "Yes, you must",
  "advised-against": "Advised: no",
  "advised-for": "Advised: yes",
  silent: "Call the lawyer",
  conflict: "Call the lawyer",
  open: "Not enough is known yet",
  impossible: "These cannot all be true",
}

const COLOUR: Record<Answer["outcome"], Style> = {
  prohibited: "red",
  "advised-against": "red",
  allowed: "green",
  required: "green",
  "advised-for": "green",
  silent: "yellow",
  conflict: "yellow",
  open: "yellow",
  impossible: "yellow",
}

const FORCE: Record<Force, string> = { binds: "binds", advises: "advised by the law department", urges: "urged", demands: "demanded", states: "stated" }
const CONFIDENCE: Record<Confidence, string> = { P: "read in the law", "P*": "quoted from it", N: "reported" }
const WHO: Record<AnswerStep["who"], string> = { worker: "You", supervisor: "Your supervisor", "if-they-go-in": "If they go in", "do-not": "Do not" }

export function printAnswer(book: LawBook, question: Question, answer: Answer, language: string, paint: Paint): string {
  const wording = book.wording(language)
  return [
    wrap(wording.question(question.id).text),
    "",
    paint("bold", paint(COLOUR[answer.outcome], OUTCOME[answer.outcome])),
    ...saysOf(book, question, answer, language),
    ...notices(answer).map((notice) => wrap(notice)),
    ...section("", answer.steps.flatMap((step) => (step.say === null ? [] : [wrap(`Say: ${step.say}`)])), paint),
    ...(Object.keys(WHO) as AnswerStep["who"][]).flatMap((who) => section(WHO[who], answer.steps.filter((step) => step.who === who).map((step, index) => wrap(step.text, `  ${String(index + 1)}. `).replace(/\n +\d+\. /g, "\n     ")), paint)),
    ...section("Why", clausesOf(answer.rules).map((rules) => printClause(book, rules, language)), paint),
    ...section("Why no text settles it", answer.unsettled.map(({ why }) => wrap(why, "  ")), paint),
    ...section("What would change this", answer.change.map((change) => `  ${factsInWords(book, question, change.facts, language)}: ${OUTCOME[change.outcome]}`), paint),
    ...nextQuestion(answer),
    "",
  ].join("\n")
}

function notices(answer: Answer): readonly string[] {
  const { through, stale } = answer.confirmed
  return [
    ...(stale ? [`We last confirmed this on ${String(through)}. It may have changed.`] : []),
    ...(answer.draft ? ["Draft: not reviewed by the Law Department."] : []),
    ...(answer.law.status === "demonstration" ? ["Demonstration: no city has published this."] : []),
    ...answer.withdrawn.map(({ instrument, clause, from, by }) => `Withdrawn by ${by} on ${from}: ${instrument} ${clause}.`),
    ...answer.impossible.map((why) => `They cannot all be true: ${why}.`),
    `The law of ${answer.on}.`,
  ]
}

/** The pack's sentence under the outcome's word, where it has one. */
function saysOf(book: LawBook, question: Question, answer: Answer, language: string): readonly string[] {
  if (answer.outcome === "open" || answer.outcome === "impossible") return []
  const says = book.wording(language).says(question.id, answer.outcome)
  return says === null ? [] : [wrap(says.text)]
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ["", ...(title === "" ? [] : [paint("bold", title)]), ...lines]
}

/** The rules under one clause, together: each clause is cited once. */
function clausesOf(rules: readonly AnswerRule[]): readonly NonEmpty<AnswerRule>[] {
  const byClause = new Map<string, AnswerRule[]>()
  for (const rule of rules) {
    const clause = `${rule.instrument}#${rule.clause}`
    byClause.set(clause, [...(byClause.get(clause) ?? []), rule])
  }
  return [...byClause.values()].flatMap((one) => (isNonEmpty(one) ? [one] : []))
}

function printClause(book: LawBook, rules: NonEmpty<AnswerRule>, language: string): string {
  const [first] = rules
  const wording = book.wording(language)
  const instrument = book.pack.instruments.find((one) => one.id === first.instrument)
  const clause = instrument?.clauses.find((one) => one.eId === first.clause)
  const cite = instrument === undefined || clause === undefined ? first.id : `${wording.instrumentShort(instrument).text}, ${wording.clauseTitle(clause).text}`
  const marks = [FORCE[first.force], CONFIDENCE[first.confidence], ...(first.disputed ? ["disputed in court"] : [])]
  const reasons = rules.map((rule) => wrap(`${rule.reason}${rule.certain ? "" : " (only in some cases)"}`, "    - ").replace(/\n {4}- /g, "\n      "))
  return [`  ${cite} (${marks.join(", ")})`, wrap(first.text, "    "), ...reasons].join("\n")
}

function factsInWords(book: LawBook, question: Question, facts: Readonly<Record<string, string>>, language: string): string {
  const wording = book.wording(language)
  return question.facts
    .flatMap((fact) => {
      const value = facts[fact.id]
      return value === undefined ? [] : [`${wording.factShort(fact.id).text}: ${wording.value(fact, value)?.text ?? value}`]
    })
    .join(" · ")
}

function nextQuestion(answer: Answer): readonly string[] {
  if (answer.next === null) return []
  return ["", wrap(`Next: ${answer.next.label} (${answer.next.fact}=${answer.next.values.map(({ id }) => id).join("|")})`), `It may still be: ${answer.reachable.map((outcome: Outcome) => OUTCOME[outcome]).join(", ")}.`]
}
