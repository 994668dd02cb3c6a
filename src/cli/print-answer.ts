/** An answer for a person at a terminal: outcome, notices, steps, the clauses that decide, what would change it. */
import { isNonEmpty, type NonEmpty } from "../kernel/text/brand.ts"
import type { Answer, AnswerRule, AnswerStep } from "../law/answer-form.ts"
import type { Day, Question } from "../law/types.ts"
import { citedClause } from "../ui/clauses.ts"
import { classWords } from "../ui/cell-words.ts"
import { factShort } from "../ui/fact-words.ts"
import type { Site } from "../ui/site.ts"
import { hanging, plain, wrap, type Paint, type Style } from "./terminal.ts"

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

/** Marked words stay as they are: a terminal's own bold is for headings. */
const unmarked = { b: (inside: readonly unknown[]) => inside.join(""), why: (inside: readonly unknown[]) => inside.join("") }

export function printAnswer(site: Site, question: Question, answer: Answer, paint: Paint): string {
  const { t, wording } = site
  return [
    wrap(`${t("danger.title")} ${dangerReminder(site)}`),
    "",
    wrap(wording.question(question.id).text),
    "",
    paint("bold", paint(COLOUR[answer.outcome], t(`outcome.${answer.outcome}`))),
    ...saysOf(site, question, answer),
    ...notices(site, answer).map((notice) => wrap(notice)),
    ...section("", answer.steps.flatMap(({ say }) => (say === null ? [] : [wrap(`${t("answer.say")} ${say}`)])), paint),
    ...stepSections(site, answer.steps, paint),
    ...section(t("answer.why"), clausesOf(answer.rules).map((rules) => printClause(site, rules)), paint),
    ...section(t("answer.unsettled"), answer.unsettled.map(({ why }) => wrap(why, "  ")), paint),
    ...section(t("answer.change"), answer.change.map((change) => `  ${factsInWords(site, question, answer.on, change.facts)}: ${t(`outcome.${change.outcome}`)}`), paint),
    ...nextQuestion(site, answer),
    "",
  ].join("\n")
}

/** Danger comes above every answer. */
function dangerReminder({ t, rich, pack }: Site): string {
  const line = pack.help.find((one) => one.for === "emergency")
  return line === undefined ? t("danger.remind-without-number") : plain(rich("danger.remind", {}, { phone: () => line.number }))
}

/** The pack's sentence under the outcome's word, or the program's. */
function saysOf(site: Site, question: Question, answer: Answer): readonly string[] {
  const { t, wording } = site
  if (answer.outcome === "impossible") return [wrap(t("answer.impossible-says")), ...answer.impossible.map((why) => wrap(why, "  "))]
  if (answer.outcome === "open") return [wrap(t("answer.open-says", { outcomes: site.list(answer.reachable.map((outcome) => t(`outcome.${outcome}`))) }))]
  return [wrap(wording.says(question.id, answer.outcome)?.text ?? t(`says.${answer.outcome}`))]
}

function notices(site: Site, answer: Answer): readonly string[] {
  const { through, stale } = answer.confirmed
  return [
    ...(stale && through !== null ? [plain(site.rich("notice.stale", { day: site.day(through) }, unmarked))] : []),
    ...(answer.draft ? [plain(site.rich("notice.draft", {}, unmarked))] : []),
    ...(answer.law.status === "demonstration" ? [`${plain(site.rich("banner.demonstration", {}, unmarked))} ${site.wording.written(site.pack.settings.publisher).text}`] : []),
    ...answer.withdrawn.flatMap((withdrawn) => withdrawnLine(site, withdrawn)),
    ...(answer.rules.some((rule) => rule.disputed) ? [plain(site.rich("notice.rests-on-disputed", {}, unmarked))] : []),
    ...(answer.on === site.today ? [] : [plain(site.rich("ask.on-day", { day: site.day(answer.on) }, unmarked))]),
  ]
}

function withdrawnLine(site: Site, { instrument, clause, from, by }: Answer["withdrawn"][number]): readonly string[] {
  const cited = citedClause(site.pack, instrument, clause)
  const withdrawal = cited?.clause.withdrawals.find((one) => one.from === from)
  if (cited === undefined || withdrawal === undefined) return []
  const cite = `${site.wording.instrumentShort(cited.instrument).text}: ${site.wording.clauseTitle(cited.clause).text}`
  return [`${plain(site.rich("notice.withdrawn", { from: site.day(withdrawal.fromDay) }, unmarked))} ${by}. ${cite}`]
}

const FOR_WHOM = ["worker", "supervisor", "if-they-go-in", "do-not"] as const
const HEADING = { worker: "steps.you", supervisor: "steps.supervisor", "if-they-go-in": "steps.if-they-go-in", "do-not": "steps.do-not" } as const

function stepSections({ t }: Site, steps: readonly AnswerStep[], paint: Paint): readonly string[] {
  return FOR_WHOM.flatMap((who) => {
    const own = steps.filter((step) => step.who === who)
    return section(t(HEADING[who]), own.map((step, index) => hanging(`  ${String(index + 1)}. `, step.text)), paint)
  })
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

function printClause(site: Site, rules: NonEmpty<AnswerRule>): string {
  const { t, wording } = site
  const [first] = rules
  const cited = citedClause(site.pack, first.instrument, first.clause)
  if (cited === undefined) return `  ${first.id}`
  const { clause, instrument } = cited
  const sure = { P: t("confidence.read"), "P*": t("confidence.quoted"), N: `${t("confidence.reported")} ${wording.written(clause.source.by).text}` }[first.confidence]
  const marks = [t(`force.${first.force}`, { to: site.addressee(clause.to) }), sure, t("clause.confirmed", { day: site.day(clause.source.confirmedThrough) })]
  return [
    `  ${wording.instrumentShort(instrument).text}: ${wording.clauseTitle(clause).text}`,
    wrap(marks.join(" · "), "    "),
    wrap(first.text, "    "),
    ...rules.map((rule) => hanging("    - ", `${rule.certain ? "" : `${t("answer.may-decide")} `}${rule.reason}`)),
  ].join("\n")
}

function factsInWords(site: Site, question: Question, on: Day, facts: Readonly<Record<string, string>>): string {
  return question.facts
    .flatMap((fact) => {
      const value = facts[fact.id]
      return value === undefined ? [] : [`${factShort(site, fact).text}: ${classWords(site, question, on, fact, value).text}`]
    })
    .join(" · ")
}

function nextQuestion({ t }: Site, { next }: Answer): readonly string[] {
  if (next === null) return []
  return ["", wrap(next.label), hanging("  ", `${next.fact}=${next.values.map(({ id }) => id).join("|")}|unknown`), t("ask.at-most", { count: next.atMost })]
}
