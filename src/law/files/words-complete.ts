/**
 * Missing words: the first language must have what every page needs; in the others readers see the first language, and
 * one warning per language counts what is missing.
 */
import { LISTED_AT_MOST, listNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { errorAt, warningAt } from "../problem.ts"
import type { Clause, Fact, Instrument, Question, Rule, Step, Words } from "../types.ts"
import type { YamlDocument } from "../yaml/parse.ts"
import type { Shaped } from "../yaml/shape.ts"
import type { PackTexts } from "./pack-texts.ts"
import type { Subjects } from "./words.ts"

/** What a pack has that needs words. */
export interface Wordless {
  readonly questions: readonly Question[]
  readonly steps: readonly Step[]
  readonly instruments: readonly Instrument[]
  /** What words could be looked up among; of what could not, nobody can say what is lacking. */
  readonly subjects: Subjects
  /** `null` where other files have errors, so that nobody can say what is lacking. */
  readonly texts: PackTexts | null
}

type Section = "questions" | "topics" | "facts" | "values" | "steps" | "rules" | "instruments" | "clauses" | "texts"
const MUST: readonly Section[] = ["questions", "topics", "facts", "values", "steps", "rules"]
const ALL: readonly Section[] = [...MUST, "instruments", "clauses", "texts"]

/** `words` is in the pack's first language. */
export function checkFirstLanguage({ value: words, document }: Shaped<Words>, pack: Wordless): readonly Diagnostic[] {
  return [...misplacedTexts(words, document), ...MUST.flatMap((section) => {
    const missing = missingIn(section, words, pack)
    if (missing.length === 0) return []
    const listed = missing.length === 1 ? `the ${SINGULAR[section]} ${listNames(missing)} has` : `${String(missing.length)} ${PLURAL[section]} have`
    const more = missing.length === 1 ? {} : { hint: `add ${listNames(missing)}` }
    return [errorAt(sectionSpan(section, document), "law/missing-words", `${listed} no words in the pack's first language, ${quote(words.language)}`, more)]
  })]
}

function misplacedTexts({ texts, language }: Words, document: YamlDocument): readonly Diagnostic[] {
  if (texts.size === 0) return []
  return [errorAt(document.keyAt(["texts"]), "law/misplaced-texts", `\`texts\` stand in ${quote(language)}, the language in which the texts themselves are written`, { hint: "leave them out; change a text where it stands" })]
}

/** `words` is in another language than `first`. */
export function checkOtherLanguage({ value: words, document }: Shaped<Words>, first: Words, pack: Wordless): readonly Diagnostic[] {
  const counts = ALL.map((section) => ({ section, missing: [...missingIn(section, words, pack), ...untranslated(section, words, first, pack)] }))
  const total = counts.reduce((sum, { missing }) => sum + missing.length, 0)
  if (total === 0) return []
  const parts = counts.filter(({ missing }) => missing.length > 0).map(({ section, missing }) => `${String(missing.length)} under \`${section}\``)
  const names = counts.flatMap(({ section, missing }) => missing.map((name) => `${section}.${name}`))
  const message = `${total === 1 ? "a word is" : `${String(total)} words are`} missing in ${quote(words.language)}: ${parts.join(", ")}`
  const hint = names.length > LISTED_AT_MOST ? `the first are ${names.slice(0, LISTED_AT_MOST).map(quote).join(", ")}` : `add ${listNames(names)}`
  return [warningAt(document.keyAt(["state"]), "law/untranslated", message, { hint: `${hint}; until then readers see the first language` })]
}

const SINGULAR: Record<Section, string> = { questions: "question", topics: "topic", facts: "fact", values: "value", steps: "step", rules: "rule", instruments: "instrument", clauses: "clause", texts: "text" }
const PLURAL: Record<Section, string> = { questions: "questions", topics: "topics", facts: "facts", values: "values", steps: "steps", rules: "rules", instruments: "instruments", clauses: "clauses", texts: "texts" }

function sectionSpan(section: Section, document: YamlDocument): Span {
  return document.has([section]) ? document.keyAt([section]) : document.keyAt(["state"])
}

function missingIn(section: Section, words: Words, pack: Wordless): readonly string[] {
  if (section !== "texts" && pack.subjects[section] === null) return []
  return needed(section, pack).filter(({ has }) => !has(words)).map(({ name }) => name)
}

interface Need {
  readonly name: string
  readonly has: (words: Words) => boolean
}

function needed(section: Section, pack: Wordless): readonly Need[] {
  switch (section) {
    case "questions":
      return pack.questions.map(({ id }) => ({ name: id, has: (words) => words.questions.has(id) }))
    case "topics":
      return [...new Set(askedFacts(pack).map(({ topic }) => topic))].map((topic) => ({ name: topic, has: (words) => words.topics.has(topic) }))
    case "facts":
      return askedFacts(pack).map(({ id }) => ({ name: id, has: (words) => words.facts.has(id) }))
    case "values":
      return valueNeeds(pack)
    case "steps":
      return pack.steps.map(({ id }) => ({ name: id, has: (words) => words.steps.has(id) }))
    case "rules":
      return rulesOf(pack).map(({ id }) => ({ name: id, has: (words) => words.rules.has(id) }))
    case "instruments":
      return pack.instruments.map(({ id }) => ({ name: id, has: (words) => words.instruments.has(id) }))
    case "clauses":
      return clausesOf(pack).map(({ id }) => ({ name: id, has: (words) => words.clauses.has(id) }))
    case "texts":
      return [...(pack.texts?.sentences ?? [])].map((text) => ({ name: text, has: (words) => words.texts.has(text) }))
  }
}

/** Every fact but the body that asks, once. */
function askedFacts(pack: Wordless): readonly Fact[] {
  const facts = pack.questions.flatMap((question) => question.facts).filter((fact) => fact.visibility !== "asker")
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()]
}

function valueNeeds(pack: Wordless): readonly Need[] {
  const needs = new Map<string, Need>()
  for (const fact of askedFacts(pack)) {
    for (const value of listedValues(fact)) {
      const has = (words: Words): boolean => [fact.id, fact.valuesKey].some((key) => words.values.get(key)?.has(value) ?? false)
      needs.set(`${fact.valuesKey}.${value}`, { name: `${fact.valuesKey}.${value}`, has })
    }
  }
  return [...needs.values()]
}

/** The values that need words; yes and no have the program's. */
export function listedValues({ shape }: Fact): readonly string[] {
  if (shape.kind === "choice") return shape.values
  return shape.kind === "set" && shape.of.kind === "choice" ? shape.of.values : []
}

function clausesOf(pack: Wordless): readonly Clause[] {
  return pack.instruments.flatMap((instrument) => instrument.clauses)
}

function rulesOf(pack: Wordless): readonly Rule[] {
  return clausesOf(pack).flatMap((clause) => clause.rules)
}

/** Texts that the pack or its first language has and need not have: where it has them, the others should. */
function untranslated(section: Section, words: Words, first: Words, pack: Wordless): readonly string[] {
  switch (section) {
    case "questions":
      return [...first.questions].flatMap(([id, one]) => {
        const other = words.questions.get(id)
        if (other === undefined) return []
        return [...lacking(id, one, other, ["short"]), ...[...one.says.keys()].filter((outcome) => !other.says.has(outcome)).map((outcome) => `${id}.says.${outcome}`)]
      })
    case "facts":
      return [...first.facts].flatMap(([id, one]) => lacking(id, one, words.facts.get(id), ["short", "hint", "why"]))
    case "values":
      return [...first.values].flatMap(([key, values]) => [...values].flatMap(([value, one]) => lacking(`${key}.${value}`, one, words.values.get(key)?.get(value), ["hint"])))
    case "steps":
      return [...first.steps].flatMap(([id, one]) => lacking(id, one, words.steps.get(id), ["say"]))
    case "instruments":
      return pack.instruments.filter(({ id, preamble }) => preamble.trim() !== "" && words.instruments.get(id)?.text === null).map(({ id }) => `${id}.text`)
    case "topics":
    case "rules":
    case "clauses":
    case "texts":
      return []
  }
}

function lacking<Key extends string>(id: string, first: Readonly<Record<Key, string | null>>, other: Readonly<Record<Key, string | null>> | undefined, texts: readonly Key[]): readonly string[] {
  if (other === undefined) return []
  return texts.filter((text) => first[text] !== null && other[text] === null).map((text) => `${id}.${text}`)
}
