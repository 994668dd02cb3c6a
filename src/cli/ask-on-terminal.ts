/** Asking on a terminal: danger first, then one question at a time, saying why it asks; "I do not know" is an answer. */
import { isCancel, log, note, select, text } from "@clack/prompts"
import { allowedValues, parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { Answer, NextFact } from "../law/answer-form.ts"
import type { Fact, FactId, Question } from "../law/types.ts"
import type { Site } from "../ui/site.ts"
import { plain } from "./terminal.ts"

/** Asks until the answer is decided or nothing more would change it; `null` when the person leaves. */
export async function askOnTerminal(site: Site, question: Question, known: ReadonlyMap<FactId, Given>, decide: (known: ReadonlyMap<FactId, Given>) => Answer): Promise<Answer | null> {
  const facts = new Map(known)
  note(dangerFirst(site), site.t("danger.title"))
  log.step(site.wording.question(question.id).text)
  for (;;) {
    const answer = decide(facts)
    if (answer.next === null) return answer
    const fact = question.facts.find((one) => one.id === answer.next?.fact)
    if (fact === undefined) return answer
    log.message(whyAsked(site, fact, answer.next))
    const given = await askFact(site, fact, answer.next)
    if (given === null) return null
    facts.set(fact.id, given)
  }
}

function dangerFirst({ t, rich, pack }: Site): string {
  const line = pack.help.find((one) => one.for === "emergency")
  return line === undefined ? t("danger.remind-without-number") : plain(rich("danger.remind", {}, { phone: () => line.number }))
}

function whyAsked(site: Site, fact: Fact, next: NextFact): string {
  const { t, wording } = site
  const why = fact.visibility === "asker" ? t("body.why") : wording.factWhy(fact.id)?.text
  const cites = new Set(next.because.flatMap((id) => citesOf(site, id)))
  return [`${t("ask.why")} ${why ?? t("ask.because", { count: cites.size })}`, ...[...cites].map((cite) => `  ${cite}`), t("ask.at-most", { count: next.atMost })].join("\n")
}

function citesOf({ pack, wording }: Site, rule: string): readonly string[] {
  return pack.instruments.flatMap((instrument) =>
    instrument.clauses.filter((clause) => clause.rules.some((one) => one.id === rule)).map((clause) => `${wording.instrumentShort(instrument).text}: ${wording.clauseTitle(clause).text}`),
  )
}

async function askFact(site: Site, fact: Fact, next: NextFact): Promise<Given | null> {
  const { t } = site
  const message = fact.visibility === "asker" ? t("body.label") : next.label
  const unknown = { value: "unknown", label: fact.visibility === "asker" ? t("body.unknown") : t("ask.do-not-know") }
  const said =
    fact.shape.kind === "choice" || fact.shape.kind === "yes-no"
      ? await select({ message, options: [...next.values.map(({ id }) => ({ value: id, label: valueLabel(site, fact, id) })), unknown], maxItems: 12 })
      : await text({ message, placeholder: allowedValues(fact).join(", "), validate: (value) => problemWith(fact, value ?? "") })
  if (isCancel(said)) return null
  const parsed = parseGiven(fact, said)
  return parsed.kind === "given" ? parsed.given : { kind: "unknown" }
}

function valueLabel({ t, wording }: Site, fact: Fact, value: string): string {
  const own = wording.value(fact, value)
  if (own !== null) return own.text
  return value === "yes" || value === "no" || value === "absent" ? t(`value.${value}`) : value
}

function problemWith(fact: Fact, written: string): string | undefined {
  const parsed = parseGiven(fact, written)
  return parsed.kind === "problem" ? `${parsed.problem}; ${parsed.allowed.join(", ")}` : undefined
}
