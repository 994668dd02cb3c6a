/** `writ ask QUESTION [FACT=VALUE …]`: an answer with the clauses that decide it; on a terminal it asks for what is missing. */
import { join } from "node:path"
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import { didYouMean } from "../kernel/text/did-you-mean.ts"
import type { Answer } from "../law/answer-form.ts"
import type { LawBook } from "../law/book.ts"
import type { Fact, FactId, Question } from "../law/types.ts"
import { LawNow, WITHDRAWALS_FILE } from "../record/law-now.ts"
import { answerIn } from "../ui/answer-in.ts"
import { languagesOf, type LanguageId } from "../ui/languages.ts"
import { openSite } from "../ui/site.ts"
import { askOnTerminal } from "./ask-on-terminal.ts"
import { mustOpen } from "./open.ts"
import { dataFolder, packFolder, today, type Options } from "./options.ts"
import { printAnswer } from "./print-answer.ts"
import { paintFor } from "./terminal.ts"
import { UsageError } from "./usage.ts"

/** The person left with Ctrl+C, as a shell says it: 128 and the number of SIGINT. */
const LEFT = 130

export async function ask(options: Options): Promise<number> {
  const book = new LawNow(mustOpen(packFolder(options.pack)), join(dataFolder(options), WITHDRAWALS_FILE)).at(new Date())
  const [name, ...pairs] = options.positionals
  if (name === undefined) throw new UsageError(`writ ask takes a question: ${book.pack.questions.map((question) => question.id).join(", ")}`)
  const question = mustFind(book, name)
  const language = mustSpeak(book, options.language)
  const day = today(book.pack.settings.timeZone)
  const facts = factsOf(question, options.body === null ? pairs : [`body=${options.body}`, ...pairs])
  const on = options.on ?? day
  const site = openSite(book, language, day, "")
  const decide = (known: ReadonlyMap<FactId, Given>): Answer => answerIn(site, { question, on, facts: known })
  const interactive = !options.json && process.stdin.isTTY && process.stdout.isTTY
  const answer = interactive ? await askOnTerminal(site, question, facts, decide, { input: process.stdin, output: process.stdout }) : decide(facts)
  if (answer === null) {
    process.stdout.write(`${site.t("ask.left")}\n`)
    return LEFT
  }
  process.stdout.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : printAnswer(site, question, answer, paintFor(process.stdout)))
  return 0
}

function mustFind(book: LawBook, name: string): Question {
  const question = book.question(name)
  if (question !== undefined) return question
  const names = book.pack.questions.map((one) => one.id)
  throw new UsageError(`no question is named \`${name}\`${suggestion(name, names)} (writ check lists them all)`)
}

function mustSpeak(book: LawBook, wanted: string | null): LanguageId {
  const languages = languagesOf(book.pack)
  const language = wanted === null ? languages[0] : languages.find((one) => one === wanted)
  if (language !== undefined) return language
  throw new UsageError(`the pack has no words in \`${String(wanted)}\`; it has ${languages.join(", ")}`)
}

/** Reads `fact=value` pairs. Throws `UsageError` naming the fact and what may be said. */
function factsOf(question: Question, pairs: readonly string[]): ReadonlyMap<FactId, Given> {
  const facts = new Map<FactId, Given>()
  for (const pair of pairs) {
    const split = pair.indexOf("=")
    if (split < 0) throw new UsageError(`facts are written fact=value; found \`${pair}\``)
    const fact = mustHave(question, pair.slice(0, split))
    if (facts.has(fact.id)) throw new UsageError(`\`${fact.id}\` is given twice`)
    const parsed = parseGiven(fact, pair.slice(split + 1))
    if (parsed.kind === "problem") throw new UsageError(`${parsed.problem}; it may be ${parsed.allowed.join(", ")}`)
    facts.set(fact.id, parsed.given)
  }
  return facts
}

function mustHave(question: Question, name: string): Fact {
  const fact = question.facts.find((one) => one.id === name)
  if (fact !== undefined) return fact
  const names = question.facts.map((one) => one.id)
  throw new UsageError(`${question.id} has no fact \`${name}\`${suggestion(name, names)} (it has ${names.join(", ")})`)
}

function suggestion(name: string, names: readonly string[]): string {
  const hint = didYouMean(name, names)
  return hint === undefined ? "" : `; ${hint}`
}
