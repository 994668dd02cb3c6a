/**
 * Wording: a pack's texts in one language, by id. A word that is missing is given in the pack's first language, and says so,
 * so that a page can mark it with its `lang`.
 */
import { MessageFormat } from "messageformat"
import { textKey } from "./files/pack-texts.ts"
import { plainText } from "./plain-text.ts"
import type { BodyId, Clause, ClauseId, Fact, FactId, GroupId, Instrument, Outcome, Pack, QuestionId, RuleId, StepId, Words } from "./types.ts"

/** A text and the language it is in. */
export interface Text {
  readonly text: string
  readonly language: string
}

export class Wording {
  readonly language: string
  readonly #pack: Pack
  readonly #first: string
  readonly #chain: readonly Words[]
  readonly #clauseTexts = new Map<ClauseId, Text>()
  /** Messages by their source, once formatted; as many as the pack's words files hold. */
  readonly #formatted = new Map<Words, Map<string, string>>()

  constructor(pack: Pack, language: string) {
    this.#pack = pack
    this.#first = pack.settings.languages[0]
    this.language = language
    const words = [pack.words.get(language), pack.words.get(this.#first)]
    this.#chain = [...new Set(words.filter((one) => one !== undefined))]
  }

  question(id: QuestionId): Text {
    return this.#find((words) => words.questions.get(id)?.label) ?? this.#id(id)
  }

  questionShort(id: QuestionId): Text {
    return this.#find((words) => words.questions.get(id)?.short) ?? this.question(id)
  }

  /** The sentence under an outcome's word, where the pack has one. */
  says(id: QuestionId, outcome: Outcome): Text | null {
    return this.#find((words) => words.questions.get(id)?.says.get(outcome))
  }

  topic(id: string): Text {
    return this.#find((words) => words.topics.get(id)) ?? this.#id(id)
  }

  fact(id: FactId): Text {
    return this.#find((words) => words.facts.get(id)?.label) ?? this.#id(id)
  }

  factShort(id: FactId): Text {
    return this.#find((words) => words.facts.get(id)?.short) ?? this.fact(id)
  }

  factHint(id: FactId): Text | null {
    return this.#find((words) => words.facts.get(id)?.hint)
  }

  factWhy(id: FactId): Text | null {
    return this.#find((words) => words.facts.get(id)?.why)
  }

  /** A value's label: of the fact, of its type, of `Bool` for yes and no; `null` where no words file has it. */
  value(fact: Fact, value: string): Text | null {
    if (fact.id === "body") return this.body(value as BodyId)
    return this.#find((words) => this.#value(words, fact, value)?.label)
  }

  valueHint(fact: Fact, value: string): Text | null {
    return this.#find((words) => this.#value(words, fact, value)?.hint)
  }

  body(id: BodyId): Text {
    const named = this.#pack.bodies.find((body) => body.id === id)?.name
    return this.#find((words) => words.bodies.get(id)) ?? { text: named ?? id, language: this.#first }
  }

  group(id: GroupId): Text {
    const named = this.#pack.groups.find((group) => group.id === id)?.name
    return this.#find((words) => words.groups.get(id)) ?? { text: named ?? id, language: this.#first }
  }

  step(id: StepId): { readonly text: Text; readonly say: Text | null } {
    return {
      text: this.#find((words) => words.steps.get(id)?.text) ?? this.#id(id),
      say: this.#find((words) => words.steps.get(id)?.say),
    }
  }

  reason(id: RuleId): Text {
    return this.#find((words) => words.rules.get(id)?.reason) ?? this.#id(id)
  }

  instrumentTitle(instrument: Instrument): Text {
    return this.#find((words) => words.instruments.get(instrument.id)?.title) ?? this.#written(instrument.title)
  }

  /** What stands before the instrument's first heading, as Markdown. */
  preamble(instrument: Instrument): Text {
    return this.#find((words) => words.instruments.get(instrument.id)?.text) ?? this.#written(instrument.preamble)
  }

  instrumentShort(instrument: Instrument): Text {
    return this.#find((words) => words.instruments.get(instrument.id)?.short) ?? this.#written(instrument.short)
  }

  clauseTitle(clause: Clause): Text {
    return this.#find((words) => words.clauses.get(clause.id)?.title) ?? this.#written(clause.title)
  }

  /** The clause's prose as Markdown. */
  clauseProse(clause: Clause): Text {
    return this.#find((words) => words.clauses.get(clause.id)?.text) ?? this.#written(clause.prose)
  }

  /** The same as plain text; kept, since every answer quotes some. */
  clauseText(clause: Clause): Text {
    const known = this.#clauseTexts.get(clause.id)
    if (known !== undefined) return known
    const prose = this.clauseProse(clause)
    const made = { ...prose, text: plainText(prose.text) }
    this.#clauseTexts.set(clause.id, made)
    return made
  }

  /** A text that stands in the pack outside the words files: a dispute, a duty, why a gap is accepted, a source's name. */
  written(text: string): Text {
    return this.#find((words) => words.texts.get(textKey(text))) ?? this.#written(text)
  }

  #value(words: Words, fact: Fact, value: string): { readonly label: string; readonly hint: string | null } | undefined {
    const keys = [fact.id, fact.valuesKey, ...(fact.shape.kind === "yes-no" ? ["Bool"] : [])]
    for (const key of keys) {
      const found = words.values.get(key)?.get(value)
      if (found !== undefined) return found
    }
    return undefined
  }

  #find(look: (words: Words) => string | null | undefined): Text | null {
    for (const words of this.#chain) {
      const source = look(words)
      if (source !== null && source !== undefined) return { text: this.#format(words, source), language: words.language }
    }
    return null
  }

  #format(words: Words, source: string): string {
    if (!isMarked(source)) return source
    const known = this.#formatted.get(words) ?? new Map<string, string>()
    this.#formatted.set(words, known)
    const text = known.get(source) ?? new MessageFormat(words.language, source).format()
    known.set(source, text)
    return text
  }

  #id(id: string): Text {
    return { text: id, language: this.#first }
  }

  #written(text: string): Text {
    return { text, language: this.#first }
  }
}

/** A message of MessageFormat 2 without marks is itself. */
function isMarked(source: string): boolean {
  return /[{}\\]|^\s*\./.test(source)
}
