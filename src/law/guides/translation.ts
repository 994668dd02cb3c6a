/**
 * A guide in another language: the same statements by id, each with the digest of the text that it translates.
 *
 *     - Mantenga la puerta cerrada. {#door of=1f2e3d4c}
 *
 * Where the source's text has changed, its digest is another one: the translation is stale until somebody has looked at both and
 * writes the new digest. A statement that is not translated is shown in the source's language; a help line has nothing to translate.
 */
import { didYouMean, listNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { readBraces } from "../braces.ts"
import { spanOf, type Passage } from "../passage.ts"
import { errorAt, warningAt } from "../problem.ts"
import type { YamlDocument } from "../yaml/parse.ts"
import { readTranslationFront } from "./front-matter.ts"
import { strayBraces, type GuideOutline, type OutlineStatement } from "./outline.ts"
import { frameDigest, noText, readRuns, statementDigest } from "./runs.ts"
import { readSections } from "./sections.ts"
import { statementIdFrom, type SourceGuide } from "./source-guide.ts"
import type { GuideSection, GuideStatement, GuideStatementId, GuideTranslation, TranslatedText } from "./types.ts"

export function readTranslation(language: string, outline: GuideOutline, source: SourceGuide, diagnostics: Diagnostic[]): GuideTranslation | null {
  const front = readTranslationFront(outline, diagnostics)
  const ids = source.sections.map(({ id }) => id)
  const named = readSections(outline, ids, ids, diagnostics)
  const first = new Map<string, Span>(named.map(({ id, section }) => [id, spanOf(section.whole)]))
  const statements = new Map(named.flatMap(({ id, section }) => section.statements.flatMap((written) => {
    const read = readStatement(written, { source, section: source.sections.find((one) => one.id === id) ?? null, first, diagnostics })
    return read === null ? [] : [[read.id, read.translated] as const]
  })))
  if (front === null) return null
  sayMissing(language, source, first, front.document, diagnostics)
  const { title, summary, state, of } = front.value
  const stale = frameIsStale(of, source, front.document, diagnostics)
  return { language, state, frame: { title, summary, headings: new Map(named.map(({ id, heading }) => [id, heading])), stale }, statements, path: outline.file.path }
}

interface Within {
  readonly source: SourceGuide
  /** `null` where the source has no such section. */
  readonly section: GuideSection | null
  readonly first: Map<string, Span>
  readonly diagnostics: Diagnostic[]
}

function readStatement(written: OutlineStatement, within: Within): { readonly id: GuideStatementId; readonly translated: TranslatedText } | null {
  const { first, diagnostics } = within
  const stray = strayBraces(written)
  if (stray !== null) diagnostics.push(stray)
  if (written.braces === null) {
    diagnostics.push(errorAt(spanOf(written.whole), "law/bad-statement", "this statement has no braces at its end", { hint: "end it with the source's id and the digest of its text: `{#stay-calm of=1f2e3d4c}`" }))
    return null
  }
  const braces = readBraces(written.braces, { noun: "statement", names: ["of"], code: "law/bad-statement" }, diagnostics)
  const id = statementIdFrom(braces.id, written.braces, first, diagnostics)
  const original = id === null ? null : originalOf(id, braces.id ?? written.braces, within)
  if (written.text.text === "") diagnostics.push(noText(written.whole))
  const text = readRuns(written.text, diagnostics)
  const stale = original === null ? false : isStale(braces.values.get("of"), original, braces.id ?? written.braces, diagnostics)
  return id === null || original === null || text === null ? null : { id, translated: { text, stale } }
}

/** The statement of the source that has the id, in the same section; `null`, and reported, where there is none. */
function originalOf(id: GuideStatementId, place: Passage, { source, section, diagnostics }: Within): GuideStatement | null {
  if (section === null) return null
  const found = section.statements.find((one) => one.id === id)
  if (found !== undefined && found.text !== null) return found
  const elsewhere = source.sections.find((one) => one.statements.some((statement) => statement.id === id))
  const hint = found !== undefined ? "a help line has no words to translate: leave it out" : elsewhere === undefined ? (didYouMean(id, section.statements.map((one) => one.id)) ?? "leave it out, or write it into the source first") : `the source has it under ${quote(elsewhere.id)}: move it there`
  diagnostics.push(errorAt(spanOf(place), "law/unknown-statement", `the source has no statement ${quote(id)} to translate under ${quote(section.id)}`, { hint }))
  return null
}

function isStale(of: Passage | undefined, original: GuideStatement, place: Passage, diagnostics: Diagnostic[]): boolean {
  const digest = statementDigest(original)
  const related = [{ span: original.span, note: "the source says" }]
  if (of === undefined) diagnostics.push(errorAt(spanOf(place), "law/missing-digest", "this translation does not say of which text it is", { hint: `once it says what the source says, add \`of=${digest}\``, related }))
  else if (of.text !== digest) diagnostics.push(warningAt(spanOf(of), "law/stale-translation", "the source has changed since this was translated", { hint: `once it says what the source says, write \`of=${digest}\``, related }))
  return of?.text !== digest
}

function frameIsStale(of: string, source: SourceGuide, document: YamlDocument, diagnostics: Diagnostic[]): boolean {
  const digest = frameDigest(source)
  if (of !== digest) diagnostics.push(warningAt(document.spanAt(["of"]), "law/stale-translation", "title, summary or a heading of the source has changed since they were translated", { hint: `once they say what the source says, write \`of: "${digest}"\`` }))
  return of !== digest
}

/** One warning a file; `found`: the ids that stand in it. */
function sayMissing(language: string, { sections }: SourceGuide, found: ReadonlyMap<string, Span>, document: YamlDocument, diagnostics: Diagnostic[]): void {
  const missing = sections.flatMap(({ statements }) => statements).filter(({ id, text }) => text !== null && !found.has(id))
  if (missing.length === 0) return
  const what = missing.length === 1 ? "a statement is" : `${String(missing.length)} statements are`
  diagnostics.push(warningAt(document.keyAt(["title"]), "law/untranslated", `${what} missing in ${quote(language)}`, { hint: `add ${listNames(missing.map(({ id }) => id))}; until then readers see the first language` }))
}
