/**
 * An instrument's Markdown, taken apart: front matter, headings, prose and fenced blocks, each with its place.
 *
 *     ## Police {#cl_police force=binds to=cpd}       a heading: text `Police`, attributes `#cl_police force=binds to=cpd`
 *     The police department …                         its prose, up to the next heading of any level
 *     ```cases joint-duty                             a block: kind `cases`, argument `joint-duty`
 *
 * Attributes are read from the heading's own source, since Markdown turns what they hold into links and emphasis. Blocks
 * stand at the top level only; in a list or a quotation they would be text to some readers and law to others.
 */
import type { Code, Heading as MarkdownHeading, Nodes, Root, RootContent } from "mdast"
import remarkFrontmatter from "remark-frontmatter"
import remarkParse from "remark-parse"
import { unified } from "unified"
import type { Diagnostic, Span } from "../kernel/text/diagnostic.ts"
import { pastLimits } from "./markdown-limits.ts"
import { Shelf } from "./memory.ts"
import { part, spanIn, trimmed, wholeFile, type Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"

export interface Outline {
  readonly path: string
  /** Whether the Markdown could be read; else that is reported, and nothing is said of what is not found in it. */
  readonly readable: boolean
  /** What stands between the two lines `---`; `null` where there is none. */
  readonly frontMatter: Passage | null
  /** What stands before the first heading. */
  readonly preamble: string
  /** Blocks before the first heading, where none may stand. */
  readonly strayBlocks: readonly Block[]
  readonly sections: readonly Section[]
  /** The beginning of the file, for what is missing in it. */
  readonly start: Span
}

/** A heading and what stands under it, up to the next heading of any level. */
export interface Section {
  readonly depth: number
  readonly text: Passage
  /** Between the braces; `null` where there are none. */
  readonly attributes: Passage | null
  readonly prose: string
  readonly blocks: readonly Block[]
  readonly span: Span
  /** Offset of the section's end. */
  readonly end: number
}

export interface Block {
  readonly kind: Passage
  /** What follows the kind in the first line. */
  readonly argument: Passage
  readonly content: Passage
  readonly span: Span
}

/**
 * Borders between prose, headings and blocks are all that is wanted here, so that what stands within a line is left unread:
 * it changes none of them, and some of it (`![![![`) takes minutes. Whoever shows prose reads the rest, GitHub's additions too.
 */
const WITHIN_LINES = ["attention", "autolink", "characterEscape", "characterReference", "codeText", "hardBreakEscape", "htmlText", "labelEnd", "labelStartImage", "labelStartLink"]
const parser = unified().data("micromarkExtensions", [{ disable: { null: WITHIN_LINES } }]).use(remarkParse).use(remarkFrontmatter, ["yaml"])

const outlines = new Shelf<{ readonly outline: Outline; readonly found: readonly Diagnostic[] }>()

/** Never fails; what is wrong with the Markdown itself is reported. */
export function readMarkdown(path: string, text: string, diagnostics: Diagnostic[]): Outline {
  const { outline, found } = outlines.take(`${path}\0${text}`, () => {
    const found: Diagnostic[] = []
    return { outline: outlineOf(path, text, found), found }
  })
  diagnostics.push(...found)
  return outline
}

function outlineOf(path: string, text: string, diagnostics: Diagnostic[]): Outline {
  const file = wholeFile(path, text)
  const root = parseBlocks(file, diagnostics)
  const builder = new OutlineBuilder(file, diagnostics)
  for (const markdownNode of root?.children ?? []) builder.add(markdownNode)
  return { ...builder.finish(), readable: root !== null }
}

/** The file's blocks, with their places; `null`, and reported, where it is past the limits. */
export function parseBlocks(file: Passage, diagnostics: Diagnostic[]): Root | null {
  const problem = pastLimits(file)
  if (problem === null) return parser.parse(file.text)
  diagnostics.push(problem)
  return null
}

class OutlineBuilder {
  readonly #file: Passage
  readonly #diagnostics: Diagnostic[]
  #frontMatter: Passage | null = null
  #strayBlocks: Block[] = []
  #preamble = ""
  readonly #sections: Section[] = []
  #heading: Pick<Section, "depth" | "text" | "attributes" | "span"> | null = null
  #prose: string[] = []
  #blocks: Block[] = []

  constructor(file: Passage, diagnostics: Diagnostic[]) {
    this.#file = file
    this.#diagnostics = diagnostics
  }

  add(markdownNode: RootContent): void {
    const source = this.#sourceOf(markdownNode)
    if (markdownNode.type === "yaml") this.#frontMatter ??= betweenLines(source)
    else if (markdownNode.type === "heading") this.#begin(markdownNode, source)
    else if (markdownNode.type === "code" && isFenced(source)) this.#blocks.push(this.#block(source))
    else {
      this.#refuseNested(markdownNode)
      if (markdownNode.type === "html") this.#refuseInHtml(source)
      this.#prose.push(source.text)
    }
  }

  finish(): Omit<Outline, "readable"> {
    this.#end(this.#file.text.length)
    return {
      path: this.#file.path,
      frontMatter: this.#frontMatter,
      preamble: this.#preamble,
      strayBlocks: this.#strayBlocks,
      sections: this.#sections,
      start: spanIn(this.#file, 0, Math.max(1, this.#file.text.search(/[\r\n]|$/))),
    }
  }

  #begin(heading: MarkdownHeading, source: Passage): void {
    this.#end(source.offset)
    const { closed, ...parts } = headingParts(this.#contentOf(heading, source))
    const span = spanIn(source, 0, source.text.length)
    const stray = /\{\s*#/.exec(parts.text.text)
    if (!closed) this.#diagnostics.push(errorAt(span, "law/bad-heading", "the heading's attributes have no end", { hint: "end them with `}`" }))
    else if (stray !== null) this.#diagnostics.push(errorAt(spanIn(parts.text, stray.index, parts.text.text.length), "law/bad-heading", "these braces are not the heading's attributes", { hint: "a heading has one pair of braces, at its end, and none inside them" }))
    this.#heading = { depth: heading.depth, ...parts, span }
  }

  #end(end: number): void {
    const prose = this.#prose.join("\n\n")
    if (this.#heading !== null) this.#sections.push({ ...this.#heading, prose, blocks: this.#blocks, end })
    else {
      this.#preamble = prose
      this.#strayBlocks = this.#blocks
    }
    this.#prose = []
    this.#blocks = []
  }

  /** A heading's text without its signs: from its first child to its last. */
  #contentOf(heading: MarkdownHeading, source: Passage): Passage {
    const [first, last] = [heading.children[0], heading.children.at(-1)]
    if (first === undefined || last === undefined) return part(source, source.text.length, source.text.length)
    const start = this.#sourceOf(first).offset
    const lastSource = this.#sourceOf(last)
    return part(this.#file, start, lastSource.offset + lastSource.text.length)
  }

  #block(source: Passage): Block {
    const { first, content, closed } = fenceParts(source)
    const info = trimmed(part(first, /^\s*(?:`+|~+)/.exec(first.text)?.[0].length ?? 0, first.text.length))
    const kindLength = /^\S*/.exec(info.text)?.[0].length ?? 0
    const inner = /^ {0,3}(?:`{3,}|~{3,})[ \t]*[a-z].*$/m.exec(content.text)
    if (!closed) this.#diagnostics.push(errorAt(spanIn(first, 0, first.text.length), "law/unclosed-block", "this block has no end, and so all that follows is part of it", { hint: "end it with a line of three backticks" }))
    else if (inner !== null) this.#diagnostics.push(errorAt(spanIn(content, inner.index, inner.index + inner[0].length), "law/unclosed-block", "a block begins here inside another, which has not ended", { hint: "end the one above with a line of three backticks" }))
    return { kind: part(info, 0, kindLength), argument: trimmed(part(info, kindLength, info.text.length)), content: part(content, 0, inner?.index ?? content.text.length), span: spanIn(first, 0, first.text.length) }
  }

  /** A comment or an element goes on to its end, or to the next empty line: what looks like law in it is none. */
  #refuseInHtml(source: Passage): void {
    for (const match of source.text.matchAll(LAW_IN_HTML)) {
      const what = match[1] === undefined ? "a block" : "a clause"
      this.#diagnostics.push(errorAt(spanIn(source, match.index, match.index + match[0].length), "law/nested-block", `${what} stands inside HTML, expected at the top level`, { hint: "leave the HTML out, or an empty line between; what shall not be law is left out" }))
    }
  }

  #refuseNested(container: Nodes): void {
    const pending: Nodes[] = "children" in container ? [...container.children] : []
    for (let markdownNode = pending.pop(); markdownNode !== undefined; markdownNode = pending.pop()) {
      const source = this.#sourceOf(markdownNode)
      if (isNestedLaw(markdownNode, source)) {
        const what = markdownNode.type === "heading" ? "a clause" : "a block"
        const firstLine = source.text.search(/[\r\n]|$/)
        this.#diagnostics.push(errorAt(spanIn(source, 0, firstLine), "law/nested-block", `${what} stands inside a list or a quotation, expected at the top level`, { hint: "begin it in the first column, with an empty line before it" }))
      } else if ("children" in markdownNode) pending.push(...markdownNode.children)
    }
  }

  #sourceOf(markdownNode: Nodes): Passage {
    const { start, end } = markdownNode.position ?? {}
    return part(this.#file, start?.offset ?? 0, end?.offset ?? 0)
  }
}

const LAW_IN_HTML = /^[ \t]*(?:```|~~~|(#{1,6})[^\r\n]*\{\s*#).*$/gm

function isNestedLaw(markdownNode: Nodes, source: Passage): markdownNode is Code | MarkdownHeading {
  if (markdownNode.type === "heading") return /\{\s*#/.test(source.text)
  return markdownNode.type === "code" && isFenced(source)
}

/** Otherwise its lines are indented: prose, set off. */
function isFenced(source: Passage): boolean {
  return /^ {0,3}(?:```|~~~)/.test(source.text)
}

/** All but the first and the last line. */
export function betweenLines(source: Passage): Passage {
  const start = /^[^\r\n]*(?:\r\n|\r|\n)?/.exec(source.text)?.[0].length ?? 0
  const lastBreak = Math.max(source.text.lastIndexOf("\n"), source.text.lastIndexOf("\r"))
  return part(source, start, Math.max(start, lastBreak + 1))
}

function fenceParts(source: Passage): { readonly first: Passage; readonly content: Passage; readonly closed: boolean } {
  const firstLength = source.text.search(/[\r\n]|$/)
  const first = part(source, 0, firstLength)
  const fence = /^\s*(`{3,}|~{3,})/.exec(first.text)?.[1] ?? "```"
  const lastStart = Math.max(source.text.lastIndexOf("\n"), source.text.lastIndexOf("\r")) + 1
  const last = source.text.slice(lastStart).trim()
  const closed = lastStart > 0 && last.length >= fence.length && last === fence.charAt(0).repeat(last.length)
  if (closed) return { first, content: betweenLines(source), closed }
  const start = /^[^\r\n]*(?:\r\n|\r|\n)?/.exec(source.text)?.[0].length ?? 0
  return { first, content: part(source, start, source.text.length), closed }
}

/** `Police {#cl_police force=binds}` is a text and what stands in the braces at its end. */
function headingParts(content: Passage): { readonly text: Passage; readonly attributes: Passage | null; readonly closed: boolean } {
  const braces = /\{([^{}]*)(\}?)\s*$/.exec(content.text)
  const [, inner = "", end = ""] = braces ?? []
  if (braces === null || (end === "" && !/^\s*#/.test(inner))) return { text: trimmed(content), attributes: null, closed: true }
  return { text: trimmed(part(content, 0, braces.index)), attributes: part(content, braces.index + 1, braces.index + 1 + inner.length), closed: end !== "" }
}
