/**
 * words/<lang>.yaml: every text of a pack that readers see, in one language, by the id of what it is about.
 *
 *     state: draft
 *     questions: { joint-duty: { label: "May we join a patrol?", short: "Joint patrol" } }
 *
 * Texts are MessageFormat 2. An id that names nothing is an error; a word that is missing is words-complete.ts's business.
 */
import { z } from "zod"
import { OUTCOMES } from "../../kernel/diagram/types.ts"
import { didYouMean, nearestNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import type { LawCode } from "../codes.ts"
import type { Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { BodyId, ClauseId, FactId, GroupId, InstrumentId, Outcome, QuestionId, RuleId, StepId, TranslationState, Words } from "../types.ts"
import { day, defaulting, mapOf, message, messageOrEmpty, optional, text } from "../yaml/forms.ts"
import type { YamlDocument, YamlPath } from "../yaml/parse.ts"
import { keys, passOn, readShaped, type Shaped } from "../yaml/shape.ts"
import { sectionSign } from "../section-sign.ts"
import { textKey, type PackTexts } from "./pack-texts.ts"

/** What words can be about: ids by their text; `null` where the file that declares them could not be read. */
export interface Subjects {
  readonly questions: ReadonlyMap<string, QuestionId> | null
  readonly topics: ReadonlyMap<string, string> | null
  readonly facts: ReadonlyMap<string, FactId> | null
  /** The ids of each values key: a type's name, a fact's id, or `Bool`. */
  readonly values: ReadonlyMap<string, readonly string[]> | null
  readonly bodies: ReadonlyMap<string, BodyId> | null
  readonly groups: ReadonlyMap<string, GroupId> | null
  readonly steps: ReadonlyMap<string, StepId> | null
  readonly rules: ReadonlyMap<string, RuleId> | null
  readonly instruments: ReadonlyMap<string, InstrumentId> | null
  readonly clauses: ReadonlyMap<string, ClauseId> | null
  readonly texts: PackTexts | null
}

const reviewed = keys({ "reviewed-by": text, on: day }).transform((written): TranslationState => ({ kind: "reviewed", by: written["reviewed-by"], on: written.on }))

/** `draft`, or who reviewed it when. */
export const translationState: z.ZodType<TranslationState> = z.unknown().transform((written, context): TranslationState => {
  if (written === "draft") return { kind: "draft" }
  const read = typeof written === "string" ? z.literal("draft").safeParse(written) : reviewed.safeParse(written)
  if (!read.success) passOn(read.error, context)
  return read.success && read.data !== "draft" ? read.data : { kind: "draft" }
})

const section = <Value>(schema: z.ZodType<Value>): z.ZodType<ReadonlyMap<string, Value>> => defaulting(mapOf(schema), new Map())

const wordsYaml = keys({
  state: translationState,
  questions: section(keys({ label: message, short: optional(message), says: section(message) })),
  topics: section(message),
  facts: section(keys({ label: message, short: optional(message), hint: optional(message), why: optional(message) })),
  values: section(mapOf(keys({ label: message, hint: optional(message) }))),
  bodies: section(message),
  groups: section(message),
  steps: section(keys({ text: message, say: optional(message) })),
  rules: section(keys({ reason: message })),
  instruments: section(keys({ title: message, short: message, text: optional(message) })),
  clauses: section(keys({ title: message, text: messageOrEmpty })),
  texts: section(message),
})

type WrittenWords = z.output<typeof wordsYaml>

export function readWords(language: string, passage: Passage, subjects: Subjects, diagnostics: Diagnostic[]): Shaped<Words> | null {
  const read = readShaped(passage, wordsYaml, diagnostics)
  if (read === null) return null
  const { value, document } = read
  const checker = new Checker(document, diagnostics)
  const words: Words = {
    language,
    state: value.state,
    questions: checker.byId("questions", value.questions, subjects.questions, QUESTION, (written, id) => ({ ...written, says: checker.says(id, written.says) })),
    topics: checker.byId("topics", value.topics, subjects.topics, TOPIC, same),
    facts: checker.byId("facts", value.facts, subjects.facts, FACT, same),
    values: checker.values(value.values, subjects.values),
    bodies: checker.byId("bodies", value.bodies, subjects.bodies, BODY, same),
    groups: checker.byId("groups", value.groups, subjects.groups, GROUP, same),
    steps: checker.byId("steps", value.steps, subjects.steps, STEP, same),
    rules: checker.byId("rules", value.rules, subjects.rules, RULE, same),
    instruments: checker.byId("instruments", value.instruments, subjects.instruments, INSTRUMENT, same),
    clauses: checker.byId("clauses", value.clauses, subjects.clauses, CLAUSE, same),
    texts: checker.texts(value.texts, subjects.texts),
  }
  checkTitles(words, value, document, diagnostics)
  return { value: words, document }
}

interface Kind {
  readonly code: LawCode
  readonly noun: string
}

const QUESTION: Kind = { code: "law/unknown-question", noun: "question" }
const TOPIC: Kind = { code: "law/unknown-topic", noun: "topic" }
const FACT: Kind = { code: "law/unknown-fact", noun: "fact" }
const VALUES: Kind = { code: "law/unknown-fact", noun: "type or fact with values" }
const BODY: Kind = { code: "law/unknown-body", noun: "body" }
const GROUP: Kind = { code: "law/unknown-group", noun: "group" }
const STEP: Kind = { code: "law/unknown-step", noun: "step" }
const RULE: Kind = { code: "law/unknown-rule", noun: "rule" }
const INSTRUMENT: Kind = { code: "law/unknown-instrument", noun: "instrument" }
const CLAUSE: Kind = { code: "law/unknown-clause", noun: "clause" }
const OUTCOME: Kind = { code: "law/unknown-outcome", noun: "outcome" }

const same = <Value>(value: Value): Value => value

/** Turns what is written by name into what is known by id, and reports names of nothing. */
class Checker {
  readonly #document: YamlDocument
  readonly #diagnostics: Diagnostic[]

  constructor(document: YamlDocument, diagnostics: Diagnostic[]) {
    this.#document = document
    this.#diagnostics = diagnostics
  }

  byId<Id extends string, Written, Value>(place: string, written: ReadonlyMap<string, Written>, known: ReadonlyMap<string, Id> | null, kind: Kind, read: (one: Written, name: string) => Value): ReadonlyMap<Id, Value> {
    const values = new Map<Id, Value>()
    for (const [name, one] of written) {
      const value = read(one, name)
      const id = known?.get(name)
      if (id !== undefined) values.set(id, value)
      else if (known !== null) this.#unknown([place, name], name, kind, known.keys())
    }
    return values
  }

  says(question: string, written: ReadonlyMap<string, string>): ReadonlyMap<Outcome, string> {
    const values = new Map<Outcome, string>()
    for (const [name, sentence] of written) {
      const outcome = OUTCOMES.find((one) => one === name)
      if (outcome !== undefined) values.set(outcome, sentence)
      else this.#unknown(["questions", question, "says", name], name, OUTCOME, OUTCOMES)
    }
    return values
  }

  values(written: WrittenWords["values"], known: Subjects["values"]): Words["values"] {
    const values = new Map<string, Words["values"] extends ReadonlyMap<string, infer One> ? One : never>()
    for (const [name, labels] of written) {
      const ids = known?.get(name)
      if (ids === undefined && known !== null) this.#unknown(["values", name], name, VALUES, known.keys())
      for (const value of labels.keys()) {
        if (ids !== undefined && !ids.includes(value)) this.#unknown(["values", name, value], value, { code: "law/unknown-value", noun: `value of ${quote(name)}` }, ids)
      }
      values.set(name, labels)
    }
    return values
  }

  /** By the text itself: what the pack does not say, or says otherwise by now, is reported. */
  texts(written: ReadonlyMap<string, string>, known: PackTexts | null): ReadonlyMap<string, string> {
    const values = new Map<string, string>()
    for (const [text, translation] of written) {
      const key = textKey(text)
      const isKnown = known === null || known.sentences.has(key) || known.names.has(key)
      if (!isKnown) this.#unknownText(text, [...known.sentences, ...known.names])
      else if (values.has(key)) this.#diagnostics.push(errorAt(this.#document.keyAt(["texts", text]), "law/duplicate-key", `${quote(text)} is translated twice`, { hint: "leave one of them out" }))
      else values.set(key, translation)
    }
    return values
  }

  #unknownText(text: string, known: readonly string[]): void {
    const isNear = nearestNames(text, known).length > 0
    const hint = isNear ? `${didYouMean(text, known) ?? ""} where the pack's text has changed, look at its translation again` : "write the text as it stands in the pack, word for word"
    this.#diagnostics.push(errorAt(this.#document.keyAt(["texts", text]), "law/unknown-text", `no text of the pack reads ${quote(text)}`, { hint }))
  }

  #unknown(path: YamlPath, name: string, kind: Kind, known: Iterable<string>): void {
    this.#diagnostics.push(errorAt(this.#document.keyAt(path), kind.code, `no ${kind.noun} is named ${quote(name)}`, { hint: didYouMean(name, known) }))
  }
}

/** A title in words may no more show a number that nobody has read than a heading may. */
function checkTitles(words: Words, written: WrittenWords, document: YamlDocument, diagnostics: Diagnostic[]): void {
  for (const id of words.clauses.keys()) {
    const path = ["clauses", id, "title"]
    const title = written.clauses.get(id)?.title ?? ""
    const eId = id.slice(id.indexOf("#") + 1)
    const problem = sectionSign(eId, title)
    if (problem !== null) diagnostics.push(errorAt(document.spanAt(path), problem.code, problem.message, { hint: problem.hint }))
  }
}
