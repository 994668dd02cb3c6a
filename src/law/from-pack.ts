/**
 * From a pack's files to a `Pack`: everything is read, everything that is wrong is said at once, in text order.
 *
 *     files -> texts -> settings, bodies, steps -> vocabulary -> headings of all instruments -> rules -> blocks -> words
 *
 * Later readers are told what earlier ones found; where a file could not be read, what names its contents is not held
 * against the author. Whether cases hold and ranks agree is check.ts's business.
 */
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import { hasError, type Checked, type Diagnostic, type Span } from "../kernel/text/diagnostic.ts"
import { inTextOrder } from "../kernel/text/print-diagnostics.ts"
import { readAssumptions } from "./cedar/assumptions.ts"
import { takeAnnotations } from "./cedar/declarations.ts"
import { lex, type Token } from "./cedar/lexer.ts"
import { readRules } from "./cedar/rules.ts"
import { readVocabulary, type Vocabulary } from "./cedar/vocabulary.ts"
import { OTHER_COLUMNS } from "./blocks/cases.ts"
import { readBodies, type Bodies } from "./files/bodies.ts"
import { readHelp } from "./files/help.ts"
import { packTexts, type TextsIn } from "./files/pack-texts.ts"
import { readScreening } from "./files/screening.ts"
import { checkStepsOfSettings, readSettings } from "./files/settings.ts"
import { readSteps } from "./files/steps.ts"
import { readWords, type Subjects } from "./files/words.ts"
import { checkFirstLanguage, checkOtherLanguage, listedValues, type Wordless } from "./files/words-complete.ts"
import { cedarBlocksOf, draftInstrument, finishInstrument, type DraftInstrument, type World } from "./instrument.ts"
import { readMarkdown, type Block } from "./markdown.ts"
import { checkPresence, INSTRUMENT_FILE, lawDigest, readPackFiles, textsOf, type PackFiles } from "./pack-files.ts"
import { wholeFile, type Passage } from "./passage.ts"
import { readGuides } from "./guides/read.ts"
import type { Guide } from "./guides/types.ts"
import { errorAt, warningAt } from "./problem.ts"
import { readTimeline } from "./timeline/read.ts"
import { NO_TIMELINE } from "./timeline/types.ts"
import type { Assumption, ClauseId, HelpLine, Instrument, Pack, Question, Rule, RuleId, ScreeningWord, Settings, Step, StepId, Words } from "./types.ts"
import type { Shaped } from "./yaml/shape.ts"

/** A pack, or what is wrong with it; `texts` are the files' texts, which printing the diagnostics needs. */
export interface ReadPack extends Checked<Pack> {
  readonly texts: ReadonlyMap<string, string>
}

/** Reads the pack in a folder. */
export function readPack(folder: string): ReadPack {
  const { value: files, diagnostics, refused } = readPackFiles(folder)
  if (files === null) return { value: null, diagnostics, texts: new Map() }
  const read = packFromFiles(files, refused)
  const all = inTextOrder([...diagnostics, ...read.diagnostics])
  return { value: hasError(all) ? null : read.value, diagnostics: all, texts: read.texts }
}

/** Reads a pack from its files' bytes. Whatever the bytes are, the result is a pack or diagnostics. `refused`: paths that are there and were not read. */
export function packFromFiles(files: PackFiles, refused: readonly string[] = []): ReadPack {
  const { texts, diagnostics: encoding } = textsOf(files)
  const reading = new Reading(texts, [...encoding, ...checkPresence([...files.keys(), ...refused].sort())])
  const pack = reading.pack()
  const diagnostics = inTextOrder(atMostPerFile(reading.diagnostics).map((diagnostic) => withClause(diagnostic, reading.drafts)))
  const value = pack === null || hasError(diagnostics) ? null : { ...pack, digest: lawDigest(files) }
  return { value, diagnostics, texts }
}

/** More than a person reads at once; each takes time to print. */
const LISTED_PER_FILE = 200

/** The first of each file, errors before warnings, and that there are more. */
function atMostPerFile(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPath = new Map<string | null, Diagnostic[]>()
  for (const one of diagnostics) {
    const path = one.span?.path ?? null
    const others = byPath.get(path)
    if (others === undefined) byPath.set(path, [one])
    else others.push(one)
  }
  return [...byPath].flatMap(([path, all]) => {
    if (path === null || all.length <= LISTED_PER_FILE) return all
    const errors = inTextOrder(all.filter(({ severity }) => severity === "error"))
    const warnings = inTextOrder(all.filter(({ severity }) => severity === "warning"))
    const say = errors.length > LISTED_PER_FILE ? errorAt : warningAt
    const more = say({ path, start: 0, end: 0 }, "law/and-more", `more is wrong in this file than the ${String(LISTED_PER_FILE)} mistakes that are listed`, { hint: "mend those that are, then check again" })
    return [more, ...[...errors, ...warnings].slice(0, LISTED_PER_FILE)]
  })
}

/** The clause that a diagnostic stands under is named behind its place. */
function withClause(diagnostic: Diagnostic, drafts: readonly DraftInstrument[]): Diagnostic {
  const { span } = diagnostic
  if (span === null || diagnostic.under !== undefined) return diagnostic
  const clauses = drafts.find(({ outline }) => outline.path === span.path)?.clauses ?? []
  const under = clauses.find(({ section }) => section.span.start <= span.start && span.start < section.end)
  return under === undefined || under.attributes.eId.text === "" ? diagnostic : { ...diagnostic, under: under.attributes.eId.text }
}

class Reading {
  readonly diagnostics: Diagnostic[]
  readonly #texts: ReadonlyMap<string, string>
  #drafts: readonly DraftInstrument[] = []

  constructor(texts: ReadonlyMap<string, string>, diagnostics: Diagnostic[]) {
    this.#texts = texts
    this.diagnostics = diagnostics
  }

  get drafts(): readonly DraftInstrument[] {
    return this.#drafts
  }

  pack(): Omit<Pack, "digest"> | null {
    const settings = this.#read("pack.yaml", readSettings)
    const bodies = this.#read("bodies.yaml", readBodies)
    const steps = this.#read("steps.yaml", readSteps)
    const vocabulary = this.#vocabulary(bodies)
    if (settings !== null) checkStepsOfSettings(settings, { steps, questions: vocabulary?.questions.map(({ id }) => id) ?? null, bodies: bodies === null ? null : [...bodies.bodies.keys()] }, this.diagnostics)
    const assumptions = this.#assumptions(vocabulary)
    this.#drafts = this.#draftInstruments(bodies)
    const rules = this.#rules(vocabulary, bodies, steps)
    const instruments = this.#instruments(settings?.value ?? null, bodies, vocabulary, rules)
    const help = this.#read("help.yaml", readHelp) ?? []
    const timeline = this.#read("timeline.yaml", (passage, diagnostics) => readTimeline(passage, this.#complete ? this.#clauses() : null, diagnostics)) ?? NO_TIMELINE
    const guides = this.#guides(settings, instruments, help)
    const subjects = this.#subjects(bodies, vocabulary, steps, rules, { settings: settings?.value ?? null, instruments, assumptions, help, timeline, guides })
    const wordless = { subjects, questions: vocabulary?.questions ?? [], steps: [...(steps?.values() ?? [])], instruments, texts: subjects.texts }
    const words = this.#words(settings, subjects, wordless)
    const screening = this.#screening(settings?.value ?? null)
    if (settings === null || bodies === null || vocabulary === null) return null
    const law = { instruments, questions: vocabulary.questions, assumptions, groups: [...bodies.groups.values()], bodies: [...bodies.bodies.values()], steps: wordless.steps }
    return { ...law, settings: settings.value, words, help, timeline, guides, screening, texts: this.#texts }
  }

  #read<Value>(path: string, read: (passage: Passage, diagnostics: Diagnostic[]) => Value): Value | null {
    const text = this.#texts.get(path)
    return text === undefined ? null : read(wholeFile(path, text), this.diagnostics)
  }

  /** Adds what another reader found; while bodies.yaml could not be read, nothing that it may have been the cause of. */
  #add(found: readonly Diagnostic[], bodies: Bodies | null): void {
    const aboutBodies = ["law/unknown-body", "law/unknown-group", "law/rule-never-holds"]
    for (const one of found) if (bodies !== null || !aboutBodies.includes(one.code)) this.diagnostics.push(one)
  }

  #vocabulary(bodies: Bodies | null): Vocabulary | null {
    const path = "vocabulary.cedarschema"
    const text = this.#texts.get(path)
    if (text === undefined) return null
    const { value, diagnostics } = readVocabulary({ path, text }, [...(bodies?.bodies.values() ?? [])], [...(bodies?.groups.values() ?? [])])
    this.#add(diagnostics, bodies)
    for (const { id, span } of new Map(value?.questions.flatMap((question) => question.facts.map((fact) => [fact.id, fact])) ?? []).values()) {
      if (OTHER_COLUMNS.some((column) => column === id)) this.diagnostics.push(errorAt(span, "law/reserved-word", `${quote(id)} cannot be a fact, because it is a column of its own in tables of cases`, { hint: "choose another name" }))
    }
    return value
  }

  #assumptions(vocabulary: Vocabulary | null): readonly Assumption[] {
    const path = "assumptions.cedar"
    const text = this.#texts.get(path)
    if (text === undefined || vocabulary === null) return []
    const { assumptions, diagnostics } = readAssumptions(vocabulary, { path, text })
    this.diagnostics.push(...diagnostics)
    return assumptions
  }

  #draftInstruments(bodies: Bodies | null): readonly DraftInstrument[] {
    const paths = [...this.#texts.keys()].filter((path) => INSTRUMENT_FILE.test(path))
    const drafts = paths.map((path) => draftInstrument(readMarkdown(path, this.#texts.get(path) ?? "", this.diagnostics), bodies, this.diagnostics))
    const first = new Map<string, Span>()
    for (const { id, idSpan } of drafts) {
      const before = first.get(id ?? "")
      if (before !== undefined) this.diagnostics.push(errorAt(idSpan, "law/duplicate-id", `two instruments have the id ${quote(id ?? "")}`, { hint: "give one of them another id", related: [{ span: before, note: "the first stands here" }] }))
      else if (id !== null) first.set(id, idSpan)
    }
    return drafts
  }

  #rules(vocabulary: Vocabulary | null, bodies: Bodies | null, steps: ReadonlyMap<StepId, Step> | null): Rules {
    const blocks = this.#drafts.flatMap((draft) => cedarBlocksOf(draft, this.diagnostics))
    const written = new Set(this.#drafts.flatMap((draft) => draft.outline.sections).flatMap((section) => section.blocks).flatMap(writtenRuleIds))
    if (vocabulary === null) return { rules: [], written, known: null }
    const { rules, diagnostics } = readRules(vocabulary, blocks)
    this.#add(diagnostics, bodies)
    for (const rule of rules) this.#checkSteps(rule, steps)
    return { rules, written, known: diagnostics.some(({ code }) => code === "law/rule-without-id") ? null : byText(rules) }
  }

  #checkSteps(rule: Rule, steps: ReadonlyMap<StepId, Step> | null): void {
    const { path, start, end } = rule.span
    const names = stringIn(this.#texts.get(path)?.slice(start, end) ?? "", "steps")
    for (const step of rule.steps) {
      if (steps === null || steps.has(step)) continue
      const at = names?.text.search(new RegExp(`(?<![a-z0-9-])${step}(?![a-z0-9-])`)) ?? -1
      const place = names === null ? { start, end } : at < 0 ? { start: start + names.start, end: start + names.end } : { start: start + names.start + at, end: start + names.start + at + step.length }
      this.diagnostics.push(errorAt({ path, ...place }, "law/unknown-step", `no step is named ${quote(step)}`, { hint: didYouMean(step, steps.keys()) ?? "declare it in steps.yaml" }))
    }
  }

  #instruments(settings: Settings | null, bodies: Bodies | null, vocabulary: Vocabulary | null, { rules, written, known }: Rules): readonly Instrument[] {
    const rulesOf = new Map<ClauseId, Rule[]>()
    for (const rule of rules) rulesOf.set(rule.clause, [...(rulesOf.get(rule.clause) ?? []), rule])
    const world: World = { bodies, vocabulary, rules: known, writtenRules: written, rulesOf, clauses: this.#clauses(), timeZone: settings?.timeZone ?? "UTC", diagnostics: this.diagnostics }
    const instruments = this.#drafts.flatMap((draft) => finishInstrument(draft, world) ?? [])
    this.#checkDuties(instruments)
    return instruments
  }

  #checkDuties(instruments: readonly Instrument[]): void {
    const first = new Map<string, Span>()
    for (const { id, span } of instruments.flatMap((instrument) => instrument.clauses).flatMap((clause) => clause.duties)) {
      const before = first.get(id)
      if (before === undefined) first.set(id, span)
      else this.diagnostics.push(errorAt(span, "law/duplicate-id", `two duties are named ${quote(id)}`, { hint: "give one of them another id", related: [{ span: before, note: "the first stands here" }] }))
    }
  }

  /** Of help lines with a mistake nobody can say which are there. */
  #guides(settings: Shaped<Settings> | null, instruments: readonly Instrument[], help: readonly HelpLine[]): readonly Guide[] {
    const helpFailed = this.diagnostics.some(({ severity, span }) => severity === "error" && span?.path === "help.yaml")
    return readGuides(this.#texts, {
      languages: settings?.value.languages.map((language, index) => ({ language, span: settings.document.spanAt(["languages", index]) })) ?? [],
      clauses: this.#complete ? this.#clauses() : null,
      sourceOf: new Map(instruments.flatMap((instrument) => instrument.clauses).map(({ id, source }) => [id, source])),
      help: helpFailed ? null : new Map(help.map((line) => [line.id, line])),
      diagnostics: this.diagnostics,
    })
  }

  /** Whether every instrument has its id, so that what names none of them is a mistake. */
  get #complete(): boolean {
    return this.#drafts.length > 0 && this.#drafts.every(({ id }) => id !== null)
  }

  #clauses(): ReadonlyMap<string, ClauseId> {
    return new Map(this.#drafts.flatMap((draft) => draft.clauses.map(({ id }) => [id, id])))
  }

  #subjects(bodies: Bodies | null, vocabulary: Vocabulary | null, steps: ReadonlyMap<StepId, Step> | null, { rules, written, known }: Rules, texts: TextsIn): Subjects {
    const facts = vocabulary?.questions.flatMap((question) => question.facts) ?? []
    const asked = facts.filter((fact) => fact.visibility !== "asker")
    const complete = this.#complete
    return {
      questions: vocabulary && byText(vocabulary.questions),
      topics: vocabulary && new Map(asked.map(({ topic }) => [topic, topic])),
      facts: vocabulary && byText(facts),
      values: vocabulary && valuesOf(vocabulary.questions),
      bodies: bodies && byText([...bodies.bodies.values()]),
      groups: bodies && byText([...bodies.groups.values()]),
      steps: steps && byText([...steps.values()]),
      rules: complete && written.size === rules.length ? known : null,
      instruments: complete ? new Map(this.#drafts.flatMap(({ id }) => (id === null ? [] : [[id, id]]))) : null,
      clauses: complete ? this.#clauses() : null,
      texts: hasError(this.diagnostics) ? null : packTexts(texts),
    }
  }

  /** Without settings nobody can say which language comes first, and so what is missing. */
  #words(settings: Shaped<Settings> | null, subjects: Subjects, wordless: Wordless): ReadonlyMap<string, Words> {
    const read = new Map<string, Shaped<Words>>()
    for (const [path] of this.#filesIn("words", settings?.value ?? null)) {
      const language = path.slice("words/".length, -".yaml".length)
      const shaped = this.#read(path, (passage, diagnostics) => readWords(language, passage, subjects, diagnostics))
      if (shaped !== null) read.set(language, shaped)
    }
    if (settings !== null) this.#checkComplete(settings, read, wordless)
    const languages = settings?.value.languages ?? []
    return new Map(languages.flatMap((language) => pairOf(language, read.get(language)?.value)))
  }

  #checkComplete({ value: { languages }, document }: Shaped<Settings>, read: ReadonlyMap<string, Shaped<Words>>, wordless: Wordless): void {
    const hasWords = this.#filesIn("words", null).length > 0
    const [firstLanguage, ...others] = languages
    const first = read.get(firstLanguage)
    for (const [index, language] of languages.entries()) {
      const path = `words/${language}.yaml`
      if (hasWords && !this.#texts.has(path)) this.diagnostics.push(noWords(path, language, index === 0, document.spanAt(["languages", index])))
    }
    if (first === undefined) return
    this.diagnostics.push(...checkFirstLanguage(first, wordless))
    for (const language of others) {
      const words = read.get(language)
      if (words !== undefined) this.diagnostics.push(...checkOtherLanguage(words, first.value, wordless))
    }
  }

  #screening(settings: Settings | null): ReadonlyMap<string, readonly ScreeningWord[]> {
    const files = this.#filesIn("screening", settings)
    return new Map(files.map(([path]) => [path.slice("screening/".length, -".yaml".length), this.#read(path, readScreening) ?? []]))
  }

  /** A folder's files, one a language; those of languages that the pack does not have are noticed. */
  #filesIn(folder: "words" | "screening", settings: Settings | null): readonly (readonly [string, string])[] {
    const files = [...this.#texts].filter(([path]) => path.startsWith(`${folder}/`) && /^[^/]+\/[^/]+\.yaml$/.test(path))
    for (const [path, text] of files) {
      const language = path.slice(folder.length + 1, -".yaml".length)
      if (settings === null || settings.languages.includes(language)) continue
      this.diagnostics.push(warningAt({ path, start: 0, end: Math.max(0, text.search(/[\r\n]|$/)) }, "law/unknown-language", `pack.yaml lists no language ${quote(language)}`, { hint: "add it to `languages`, or leave the file out" }))
    }
    return files
  }
}

interface Rules {
  readonly rules: readonly Rule[]
  /** The ids of all rules that are written, those with mistakes included. */
  readonly written: ReadonlySet<string>
  /** Those that could be read, by id; `null` where names cannot be looked up. */
  readonly known: ReadonlyMap<string, RuleId> | null
}

/** The string of an annotation, as it is written. */
function stringIn(cedar: string, annotation: string): Token | null {
  const tokens = lex(cedar)
  const found = takeAnnotations(tokens).annotations.find(({ text }) => text === annotation)
  return tokens.find(({ kind, start, end }) => kind === "string" && found !== undefined && found.start <= start && end <= found.end) ?? null
}

function writtenRuleIds({ content }: Block): readonly string[] {
  return [...content.text.matchAll(/@id\s*\(\s*"([^"]*)"/g)].map((match) => match[1] ?? "")
}

function pairOf<Key, Value>(key: Key, value: Value | undefined): readonly (readonly [Key, Value])[] {
  return value === undefined ? [] : [[key, value]]
}

function byText<Id extends string>(all: readonly { readonly id: Id }[]): ReadonlyMap<string, Id> {
  return new Map(all.map(({ id }) => [id, id]))
}

function valuesOf(questions: readonly Question[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>([["Bool", ["yes", "no"]]])
  for (const fact of questions.flatMap((question) => question.facts)) {
    const listed = fact.shape.kind === "yes-no" ? ["yes", "no"] : listedValues(fact)
    if (fact.visibility === "asker" || listed.length === 0) continue
    values.set(fact.valuesKey, listed)
    values.set(fact.id, listed)
  }
  return values
}

function noWords(path: string, language: string, isFirst: boolean, span: Span): Diagnostic {
  if (isFirst) return errorAt(span, "law/missing-words", `the pack is written in ${quote(language)}, and there is no ${quote(path)}`, { hint: "the first language must be complete" })
  return warningAt(span, "law/untranslated", `all words are missing in ${quote(language)}: there is no ${quote(path)}`, { hint: "until then readers see the first language" })
}
