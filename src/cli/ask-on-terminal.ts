/** Asking on a terminal: one question at a time, saying why it asks; "I do not know" is an answer. */
import { isCancel, note, select, text, log } from "@clack/prompts"
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { Answer, NextFact } from "../law/answer-form.ts"
import type { LawBook } from "../law/book.ts"
import type { Fact, FactId, Question } from "../law/types.ts"

/** Asks until the answer is decided or nothing more would change it; `null` when the person leaves. */
export async function askOnTerminal(
  book: LawBook,
  question: Question,
  language: string,
  known: ReadonlyMap<FactId, Given>,
  decide: (known: ReadonlyMap<FactId, Given>) => Answer,
): Promise<Answer | null> {
  const facts = new Map(known)
  note("Is anyone hurt or in danger? Help first, call 911. The questions can wait.", book.wording(language).question(question.id).text)
  for (;;) {
    const answer = decide(facts)
    if (answer.next === null) return answer
    const fact = question.facts.find((one) => one.id === answer.next?.fact)
    if (fact === undefined) return answer
    log.message(whyAsked(book, answer, answer.next, language))
    const given = await askFact(fact, answer.next)
    if (given === null) return null
    facts.set(fact.id, given)
  }
}

function whyAsked(book: LawBook, answer: Answer, next: NextFact, language: string): string {
  const clauses = new Set(next.because.flatMap((id) => clauseOfRule(book, id, language)))
  const left = next.atMost === 1 ? "The last question." : `At most ${String(next.atMost)} more questions.`
  return clauses.size === 0 ? left : `Why we ask: on this depends what ${[...clauses].join("; ")} says. ${left}`
}

function clauseOfRule(book: LawBook, id: string, language: string): readonly string[] {
  const wording = book.wording(language)
  return book.pack.instruments.flatMap((instrument) =>
    instrument.clauses.filter((clause) => clause.rules.some((rule) => rule.id === id)).map((clause) => `${wording.instrumentShort(instrument).text}, ${wording.clauseTitle(clause).text}`),
  )
}

async function askFact(fact: Fact, next: NextFact): Promise<Given | null> {
  const choices = fact.shape.kind === "choice" || fact.shape.kind === "yes-no"
  const said = choices
    ? await select({ message: next.label, options: [...next.values.map(({ id, label }) => ({ value: id, label })), { value: "unknown", label: "I do not know" }], maxItems: 12 })
    : await text({
        message: `${next.label} (or: unknown)`,
        validate: (value) => {
          const parsed = parseGiven(fact, value ?? "")
          return parsed.kind === "problem" ? `${parsed.problem}; it may be ${parsed.allowed.join(", ")}` : undefined
        },
      })
  if (isCancel(said)) return null
  const parsed = parseGiven(fact, said)
  return parsed.kind === "given" ? parsed.given : { kind: "unknown" }
}
