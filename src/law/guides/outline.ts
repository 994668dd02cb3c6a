/**
 * A guide's Markdown, taken apart: front matter, headings of the second level, and under each its statements, with their places.
 *
 *     ## Do this {#do}                                a section: heading `Do this`, braces `#do`
 *     - Keep the door closed. {#door source=rights}   a statement: text `Keep the door closed.`, braces `#door source=rights`
 *
 * A statement is an item of a list, or a paragraph. All else is reported, since nobody would be shown it.
 */
import type { List, Nodes, RootContent } from "mdast"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { betweenLines, parseBlocks } from "../markdown.ts"
import { Shelf } from "../memory.ts"
import { part, spanIn, spanOf, trimmed, wholeFile, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"

export interface GuideOutline {
  readonly file: Passage
  /** What stands between the two lines `---`; `null` where there is none. */
  readonly frontMatter: Passage | null
  readonly sections: readonly OutlineSection[]
}

export interface OutlineSection {
  readonly heading: Passage
  /** Between the braces; `null` where there are none. */
  readonly braces: Passage | null
  readonly statements: readonly OutlineStatement[]
  readonly whole: Passage
}

export interface OutlineStatement {
  readonly text: Passage
  readonly braces: Passage | null
  /** The statement as it stands, without the sign of its list. */
  readonly whole: Passage
}

const outlines = new Shelf<{ readonly outline: GuideOutline | null; readonly found: readonly Diagnostic[] }>()

/** `null` where the Markdown itself could not be read. */
export function outlineGuide(path: string, text: string, diagnostics: Diagnostic[]): GuideOutline | null {
  const { outline, found } = outlines.take(`${path}\0${text}`, () => {
    const found: Diagnostic[] = []
    return { outline: outlineOf(path, text, found), found }
  })
  diagnostics.push(...found)
  return outline
}

function outlineOf(path: string, text: string, diagnostics: Diagnostic[]): GuideOutline | null {
  const file = wholeFile(path, text)
  const root = parseBlocks(file, diagnostics)
  if (root === null) return null
  let frontMatter: Passage | null = null
  const sections: (OutlineSection & { statements: OutlineStatement[] })[] = []
  for (const markdownNode of root.children) {
    const source = sourceOf(markdownNode, file)
    const heading = headingOf(markdownNode, source)
    if (markdownNode.type === "yaml") frontMatter ??= betweenLines(source)
    else if (heading !== null) sections.push({ ...heading, statements: [] })
    else addStatements(markdownNode, file, sections.at(-1)?.statements ?? null, diagnostics)
  }
  return { file, frontMatter, sections }
}

function sourceOf(markdownNode: Nodes, file: Passage): Passage {
  const { start, end } = markdownNode.position ?? {}
  return part(file, start?.offset ?? 0, end?.offset ?? 0)
}

function headingOf(markdownNode: RootContent, source: Passage): Omit<OutlineSection, "statements"> | null {
  if (markdownNode.type !== "heading" || markdownNode.depth !== 2) return null
  const sign = /^##[ \t]+/.exec(source.text)?.[0].length
  if (sign === undefined) return null
  const { text, braces } = withBraces(part(source, sign, source.text.length))
  return { heading: text, braces, whole: source }
}

/** `statements`: of the section above; `null` before the first. */
function addStatements(markdownNode: RootContent, file: Passage, statements: OutlineStatement[] | null, diagnostics: Diagnostic[]): void {
  const source = sourceOf(markdownNode, file)
  if (statements !== null && markdownNode.type === "paragraph") statements.push({ ...withBraces(source), whole: source })
  else if (statements !== null && markdownNode.type === "list") addItems(markdownNode, file, statements, diagnostics)
  else diagnostics.push(noStatement(source))
}

function addItems(list: List, file: Passage, statements: OutlineStatement[], diagnostics: Diagnostic[]): void {
  for (const item of list.children) {
    const [first, ...others] = item.children
    const source = first?.type === "paragraph" ? sourceOf(first, file) : null
    if (source !== null) statements.push({ ...withBraces(source), whole: source })
    const strays = source === null ? [sourceOf(item, file)] : others.map((other) => sourceOf(other, file))
    diagnostics.push(...strays.map(noStatement))
  }
}

function noStatement(source: Passage): Diagnostic {
  const firstLine = part(source, 0, source.text.search(/[\r\n]|$/))
  return errorAt(spanOf(firstLine), "law/not-a-statement", "this is no part of a guide, expected headings of the second level and statements under them", { hint: "a statement is an item of a list, or a paragraph, and one thought" })
}

/** `Keep calm. {#calm source=rights}` is a text and what stands in the braces at its end. */
function withBraces(passage: Passage): { readonly text: Passage; readonly braces: Passage | null } {
  const found = /\{([^{}]*)\}\s*$/.exec(passage.text)
  if (found === null) return { text: trimmed(passage), braces: null }
  const start = found.index + 1
  return { text: trimmed(part(passage, 0, found.index)), braces: part(passage, start, start + (found[1] ?? "").length) }
}

/** Braces that do not stand at the end: nobody would read what they say. */
export function strayBraces({ text }: Pick<OutlineStatement, "text">): Diagnostic | null {
  const at = text.text.search(/[{}]/)
  return at < 0 ? null : errorAt(spanIn(text, at, at + 1), "law/bad-statement", "this brace is not that of the braces at the end", { hint: "a statement has one pair of braces, at its end, and none in its text" })
}
