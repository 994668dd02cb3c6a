/**
 * A guide in the pack's first language, of which all others are translations: each statement says what it rests on.
 *
 *     - Keep the door closed. {#door source=rights}
 *     - City police may not help. {#police cites="wco#sec_2-173-020__para_a, il-trust#sec_15"}
 *     - Some say that they may come in. {#disputed source=factcheck contested=2026-02-14}
 *     - {#call help=icirr}                                  a help line alone; behind words it stands beside them
 */
import { isNonEmpty, type NonEmpty } from "../../kernel/text/brand.ts"
import { didYouMean, listNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { readBraces } from "../braces.ts"
import { parseDay } from "../days.ts"
import { guideStatementId } from "../ids.ts"
import { GUIDE_SOURCES } from "../pack-files.ts"
import { spanOf, split, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { ClauseId, Day, HelpLine, Source } from "../types.ts"
import { idProblem, NOT_A_DAY_HINT } from "../yaml/forms.ts"
import { readSourceFront } from "./front-matter.ts"
import { strayBraces, type GuideOutline, type OutlineStatement } from "./outline.ts"
import { noText, readRuns } from "./runs.ts"
import { readSections, type NamedSection } from "./sections.ts"
import { PAGE_SECTIONS, SECTIONS, type Guide, type GuideSection, type GuideStatement, type GuideStatementId } from "./types.ts"

/** What a guide's statements may name. `null`: the file that declares it could not be read, and then nothing is looked up. */
export interface GuideWorld {
  readonly sources: ReadonlyMap<string, Source> | null
  /** Every clause that is written; `sourceOf` has those that could be read. */
  readonly clauses: ReadonlyMap<string, ClauseId> | null
  readonly sourceOf: ReadonlyMap<ClauseId, Source>
  readonly help: ReadonlyMap<string, HelpLine> | null
  readonly diagnostics: Diagnostic[]
}

export type SourceGuide = Omit<Guide, "id" | "language" | "path" | "translations">

export function readSourceGuide(outline: GuideOutline, world: GuideWorld): SourceGuide | null {
  const front = readSourceFront(outline, world.diagnostics)?.value ?? null
  const isPage = front?.form === "page"
  const named = readSections(outline, isPage ? null : SECTIONS, isPage ? PAGE_SECTIONS : front === null ? [] : SECTIONS, world.diagnostics)
  const reader = new StatementReader(named, world)
  const read = named.flatMap((section) => reader.section(section) ?? [])
  const sections = isPage ? read : SECTIONS.flatMap((id) => read.filter((section) => section.id === id).slice(0, 1))
  return front === null || !isNonEmpty(sections) ? null : { ...front, sections }
}

const NAMES = ["source", "cites", "contested", "help"] as const
type Values = ReadonlyMap<(typeof NAMES)[number], Passage>

class StatementReader {
  readonly #world: GuideWorld
  readonly #first: Map<string, Span>

  /** Ids of statements share the page with those of sections. */
  constructor(sections: readonly NamedSection[], world: GuideWorld) {
    this.#world = world
    this.#first = new Map(sections.map(({ id, section }) => [id, spanOf(section.whole)]))
  }

  section({ id, heading, section }: NamedSection): GuideSection | null {
    const statements = section.statements.flatMap((one) => this.#statement(one) ?? [])
    if (isNonEmpty(statements)) return { id, heading, statements }
    if (section.statements.length === 0) this.#world.diagnostics.push(errorAt(spanOf(section.whole), "law/empty-list", "this section has no statements", { hint: "write what it says, each thought as an item of a list or a paragraph" }))
    return null
  }

  #statement(written: OutlineStatement): GuideStatement | null {
    const { diagnostics } = this.#world
    const stray = strayBraces(written)
    if (stray !== null) diagnostics.push(stray)
    if (written.braces === null) {
      diagnostics.push(errorAt(spanOf(written.whole), "law/bad-statement", "this statement has no braces at its end", { hint: "end it with its id and where it comes from: `{#stay-calm source=key}`" }))
      return null
    }
    const { id, values } = readBraces(written.braces, { noun: "statement", names: NAMES, code: "law/bad-statement" }, diagnostics)
    const named = statementIdFrom(id, written.braces, this.#first, diagnostics)
    const help = this.#help(values.get("help"))
    const isLine = written.text.text === "" && values.has("help")
    if (written.text.text === "" && !isLine) diagnostics.push(noText(written.whole))
    const text = written.text.text === "" ? null : readRuns(written.text, diagnostics)
    const cites = this.#cites(values.get("cites"))
    const contested = this.#contested(values.get("contested"))
    const sources = this.#sources(values, cites, help, written)
    if (named === null || sources === null || (text === null && !isLine)) return null
    return { id: named, text, sources, cites, contested, help, span: spanOf(written.whole) }
  }

  #sources(values: Values, cites: readonly ClauseId[], help: HelpLine | null, written: OutlineStatement): NonEmpty<Source> | null {
    const { sourceOf, diagnostics } = this.#world
    if (!values.has("source") && !values.has("cites") && (written.text.text !== "" || !values.has("help"))) {
      diagnostics.push(errorAt(spanOf(written.whole), "law/statement-without-source", "this statement does not say where it comes from", { hint: `add \`source=\` and a key of ${GUIDE_SOURCES}, or \`cites=\` and a clause of the pack's law` }))
    }
    const all = [...this.#named(values.get("source")), ...cites.flatMap((clause) => sourceOf.get(clause) ?? []), ...(help === null ? [] : [help.source])]
    const distinct = [...new Set(all)]
    return isNonEmpty(distinct) ? distinct : null
  }

  #named(value: Passage | undefined): readonly Source[] {
    const { sources, diagnostics } = this.#world
    if (value === undefined || sources === null) return []
    return split(value, /[,\s]+/).flatMap((key) => {
      const found = sources.get(key.text)
      if (found === undefined) diagnostics.push(errorAt(spanOf(key), "law/unknown-source", `no source has the key ${quote(key.text)}`, { hint: didYouMean(key.text, sources.keys()) ?? (sources.size === 0 ? `write it into ${GUIDE_SOURCES}` : `the sources of ${GUIDE_SOURCES} are ${listNames([...sources.keys()])}`) }))
      return found ?? []
    })
  }

  #cites(value: Passage | undefined): readonly ClauseId[] {
    const { clauses, diagnostics } = this.#world
    if (value === undefined || clauses === null) return []
    return split(value, /[,\s]+/).flatMap((target) => {
      const found = clauses.get(target.text)
      if (found === undefined) diagnostics.push(errorAt(spanOf(target), "law/unknown-clause", `no clause is named ${quote(target.text)}`, { hint: didYouMean(target.text, clauses.keys()) ?? "write the instrument, `#` and the clause's id: `wco#sec_2-173-020`" }))
      return found ?? []
    })
  }

  #help(value: Passage | undefined): HelpLine | null {
    const { help, diagnostics } = this.#world
    if (value === undefined || help === null) return null
    const found = help.get(value.text)
    if (found === undefined) diagnostics.push(errorAt(spanOf(value), "law/unknown-help", `no help line is named ${quote(value.text)}`, { hint: didYouMean(value.text, help.keys()) ?? (help.size === 0 ? "help.yaml has none: add it there" : `the lines of help.yaml are ${listNames([...help.keys()])}`) }))
    return found ?? null
  }

  #contested(value: Passage | undefined): Day | null {
    if (value === undefined) return null
    const day = parseDay(value.text)
    if (day === null) this.#world.diagnostics.push(errorAt(spanOf(value), "law/not-a-day", `${quote(value.text)} is not a day`, { hint: NOT_A_DAY_HINT }))
    return day
  }
}

/** The id in a statement's braces; `null`, and reported, where there is none or another has it. `first`: where ids stand so far. */
export function statementIdFrom(id: Passage | null, braces: Passage, first: Map<string, Span>, diagnostics: Diagnostic[]): GuideStatementId | null {
  if (id === null) {
    diagnostics.push(errorAt(spanOf(braces), "law/bad-statement", "the braces give no id", { hint: "begin with `#` and a name that stays when the words change: `{#stay-calm source=key}`" }))
    return null
  }
  const problem = idProblem(id.text)
  const before = first.get(id.text)
  if (problem !== null) diagnostics.push(errorAt(spanOf(id), problem.code, problem.message, { hint: problem.hint }))
  else if (before !== undefined) diagnostics.push(errorAt(spanOf(id), "law/duplicate-id", `${quote(id.text)} is the id of something else in this guide`, { hint: "give one of them another id", related: [{ span: before, note: "the first stands here" }] }))
  first.set(id.text, before ?? spanOf(id))
  return problem === null && before === undefined ? guideStatementId(id.text) : null
}
