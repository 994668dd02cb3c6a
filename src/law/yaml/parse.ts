/**
 * YAML as plain values, with the place of each node kept.
 *
 * Packs use the plain part of YAML: maps, lists, texts, numbers, true, false and null. Anchors, aliases, tags and keys
 * that are no texts are refused. Dates stay texts (YAML 1.2 core schema); whoever reads a day checks that it exists.
 *
 * Source: https://yaml.org/spec/1.2.2/, through the package `yaml`.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, type ErrorCode, type Node, type Pair, type Scalar, type YAMLMap } from "yaml"
import { quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { hiddenIn } from "../hidden-characters.ts"
import { Shelf } from "../memory.ts"
import { part, spanIn, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"

export type YamlPath = readonly PropertyKey[]

export interface YamlDocument {
  readonly plain: unknown
  /** Whether a node stands at `path`. */
  has(path: YamlPath): boolean
  /** The node at `path`, or the nearest above it; its key where the node itself has nothing to underline. */
  spanAt(path: YamlPath): Span
  /** The key at `path`; of a list's element, the element. */
  keyAt(path: YamlPath): Span
  /** The text at `path` as it stands in the file, and whether that is letter by letter what it says. */
  textAt(path: YamlPath): { readonly passage: Passage; readonly verbatim: boolean } | null
}

const DEEPEST = 60
/** `%YAML 1.1` would make other values of the same texts. */
const DIRECTIVE = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%/
/** Tags that say what a node is anyhow. */
const PLAIN_TAG = /^tag:yaml\.org,2002:(?:map|seq|str|int|float|bool|null)$/

const documents = new Shelf<{ readonly document: YamlDocument | null; readonly found: readonly Diagnostic[] }>()

/** Reads a passage; `null` where it is no YAML. */
export function parseYaml(passage: Passage, diagnostics: Diagnostic[]): YamlDocument | null {
  const { document, found } = documents.take(`${passage.path}\0${String(passage.offset)}\0${passage.text}`, () => {
    const found: Diagnostic[] = []
    return { document: documentFrom(passage, found), found }
  })
  diagnostics.push(...found)
  return document
}

function documentFrom(passage: Passage, diagnostics: Diagnostic[]): YamlDocument | null {
  const directive = DIRECTIVE.exec(passage.text)
  if (directive !== null) {
    diagnostics.push(errorAt(spanIn(passage, directive[0].length - 1, directive[0].length), "law/yaml-syntax", "a directive is not read in packs", { hint: "leave the line out" }))
    return null
  }
  let document
  try {
    document = parseDocument(passage.text, { prettyErrors: false, uniqueKeys: false, schema: "core", logLevel: "error" })
  } catch {
    diagnostics.push(errorAt(spanIn(passage, 0, 1), "law/yaml-syntax", "this YAML cannot be read", { hint: "simplify it: lists and maps are nested too deeply" }))
    return null
  }
  if (document.errors.length > 0) {
    diagnostics.push(...syntaxErrors(passage, document.errors))
    return null
  }
  const contents: unknown = document.contents
  const root = isNode(contents) ? contents : null
  const plain = toPlain(root, passage, diagnostics, 0)
  return { plain, ...placesIn(passage, root) }
}

function placesIn(passage: Passage, root: Node | null): Omit<YamlDocument, "plain"> {
  const pairs: Pairs = new Map()
  const find = (from: Node | null, path: YamlPath): Found => findIn(pairs, from, path)
  return {
    has: (path) => find(root, path).rest === 0,
    spanAt(path) {
      const { node, pair } = find(root, path)
      const [start, end] = rangeOf(node)
      return end > start ? spanIn(passage, start, end) : spanIn(passage, ...rangeOf(pair?.key ?? root))
    },
    keyAt(path) {
      const { node, pair } = find(root, path)
      return spanIn(passage, ...rangeOf(pair?.key ?? node))
    },
    textAt(path) {
      const { node, rest } = find(root, path)
      return rest === 0 && isScalar(node) ? sourceOf(passage, node) : null
    },
  }
}

interface Found {
  readonly node: Node | null
  /** The pair of a map that the node is the value of. */
  readonly pair: Pair | null
  /** How many steps of the path lead nowhere. */
  readonly rest: number
}

/** The pairs of each map by their keys, filled as places are asked for. */
type Pairs = Map<YAMLMap, ReadonlyMap<string, Pair>>

function findIn(pairs: Pairs, root: Node | null, path: YamlPath): Found {
  let found: Found = { node: root, pair: null, rest: 0 }
  for (const [index, step] of path.entries()) {
    const next = child(pairs, found.node, step)
    if (next === null) return { ...found, rest: path.length - index }
    found = { ...next, rest: 0 }
  }
  return found
}

function child(pairs: Pairs, node: Node | null, step: PropertyKey): Omit<Found, "rest"> | null {
  if (isMap(node)) {
    const pair = pairsOf(pairs, node).get(String(step))
    return pair === undefined ? null : { node: isNode(pair.value) ? pair.value : null, pair }
  }
  if (!isSeq(node)) return null
  const element = node.items[Number(step)]
  return isNode(element) ? { node: element, pair: null } : null
}

/** Of a key that stands twice, the first. */
function pairsOf(pairs: Pairs, node: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairs.get(node) ?? new Map(node.items.toReversed().map((pair) => [keyText(pair) ?? "", pair]))
  pairs.set(node, known)
  return known
}

function rangeOf(node: unknown): [number, number] {
  const range = isNode(node) ? node.range : undefined
  return range ? [range[0], range[1]] : [0, 1]
}

function keyText(pair: Pair): string | null {
  if (!isScalar(pair.key)) return null
  const { value, source } = pair.key
  return typeof value === "string" ? value : (source ?? "")
}

function toPlain(node: Node | null, passage: Passage, diagnostics: Diagnostic[], depth: number): unknown {
  const refuse = (what: string, hint: string): number => diagnostics.push(errorAt(spanIn(passage, ...rangeOf(node)), "law/yaml-syntax", what, { hint }))
  if (node === null) return null
  if (depth > DEEPEST || isAlias(node)) {
    if (isAlias(node)) refuse(`the alias \`*${node.source}\` is not read in packs`, "write the value out, or put a text that begins with `*` in quotes")
    else refuse("lists and maps are nested too deeply here", "nothing in a pack needs this")
    return null
  }
  if ("anchor" in node) refuse(`the anchor \`&${node.anchor}\` is not read in packs`, "leave it out, or put a text that begins with `&` in quotes")
  if (node.tag !== undefined && !PLAIN_TAG.test(node.tag)) refuse(`the tag ${quote(node.tag)} is not read in packs`, "leave it out, or put a text that begins with `!` in quotes")
  if (isMap(node)) return plainMap(node, passage, diagnostics, depth)
  if (isSeq(node)) return node.items.map((element) => toPlain(isNode(element) ? element : null, passage, diagnostics, depth + 1))
  return isScalar(node) ? plainScalar(node, passage, diagnostics) : null
}

/** What stands in the file itself is said of the whole file; here it is what an escape makes. */
function plainScalar(node: Scalar, passage: Passage, diagnostics: Diagnostic[]): unknown {
  const [start, end] = rangeOf(node)
  const hidden = typeof node.value === "string" && hiddenIn(passage.text.slice(start, end)) === null ? hiddenIn(node.value) : null
  if (hidden !== null) diagnostics.push(errorAt(spanIn(passage, start, end), "law/hidden-character", `an escape stands here for ${hidden}, which nobody sees`, { hint: "leave it out; in single quotes a backslash is one" }))
  return node.value
}

function plainMap(node: YAMLMap, passage: Passage, diagnostics: Diagnostic[], depth: number): Record<string, unknown> {
  const first = new Map<string, Span>()
  const entries: [string, unknown][] = []
  for (const pair of node.items) {
    const place = spanIn(passage, ...rangeOf(pair.key))
    const key = keyText(pair)
    const before = first.get(key ?? "")
    if (key === null) diagnostics.push(errorAt(place, "law/yaml-syntax", "a key must be a text", { hint: "a text with brackets or braces in it stands in quotes" }))
    else if (before !== undefined) {
      diagnostics.push(errorAt(place, "law/duplicate-key", `the key ${quote(key)} stands here twice`, { hint: "keep one of them", related: [{ span: before, note: "the first stands here" }] }))
    } else {
      first.set(key, place)
      entries.push([key, toPlain(isNode(pair.value) ? pair.value : null, passage, diagnostics, depth + 1)])
    }
  }
  return Object.fromEntries(entries)
}

/** What stands between the quotes, or below the sign of a block; verbatim where no quote, escape or fold changes it. */
function sourceOf(passage: Passage, node: Scalar): { passage: Passage; verbatim: boolean } {
  const [start, end] = rangeOf(node)
  const written = part(passage, start, end)
  const value = String(node.value)
  if (written.text === value) return { passage: written, verbatim: true }
  const inner = /^["']/.test(written.text) ? part(passage, start + 1, end - 1) : /^[|>]/.test(written.text) ? part(passage, start + written.text.indexOf("\n") + 1, end) : written
  return { passage: inner, verbatim: inner.text === value }
}

interface SyntaxError {
  readonly code: ErrorCode
  readonly message: string
  readonly pos: [number, number]
}

/** The first of each line, five at most: what follows is often only its echo. */
function syntaxErrors(passage: Passage, errors: readonly SyntaxError[]): readonly Diagnostic[] {
  const byLine = new Map<number, SyntaxError>()
  for (const error of errors) {
    const line = passage.text.slice(0, error.pos[0]).split("\n").length
    if (!byLine.has(line)) byLine.set(line, error)
  }
  return [...byLine.values()].slice(0, 5).map(({ code, message, pos }) => {
    const said = SPECIAL.find(({ says }) => says.test(message)) ?? SENTENCES[code] ?? { message: `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, "").replace(/\s+/g, " ")}` }
    return errorAt(spanIn(passage, pos[0], Math.max(pos[1], pos[0] + 1)), "law/yaml-syntax", said.message, { hint: said.hint })
  })
}

interface Said {
  readonly message: string
  readonly hint?: string
}

/** Where one code of the package stands for several mistakes. */
const SPECIAL: readonly (Said & { readonly says: RegExp })[] = [
  { says: / end with a /, message: "a list or map before this has no end", hint: "close it with `]` or `}`" },
  { says: /call stack/, message: "lists and maps are nested too deeply here", hint: "nothing in a pack needs this" },
]

const SENTENCES: Partial<Record<ErrorCode, Said>> = {
  BAD_ALIAS: { message: "an alias is not read in packs", hint: "a text that begins with `*` or `&` stands in quotes" },
  BAD_DQ_ESCAPE: { message: "this escape means nothing in double quotes", hint: "write `\\\\` for a backslash, or use single quotes" },
  BAD_INDENT: { message: "this line is indented otherwise than the lines it belongs to", hint: "lines of one map or list begin in the same column" },
  BAD_SCALAR_START: { message: "a text cannot begin with this sign", hint: "put the text in quotes" },
  BLOCK_AS_IMPLICIT_KEY: { message: "a second `: ` stands in one text", hint: "a text with `: ` in it stands in quotes; a key on a line of its own begins in the column of the keys above it" },
  MISSING_CHAR: { message: "a sign is missing here: a quote, a colon, a comma or a bracket", hint: "check that each quote and bracket has its partner; a text with `: ` in it stands in quotes" },
  MULTILINE_IMPLICIT_KEY: { message: "a key cannot run over several lines", hint: "is a `:` missing after the key?" },
  MULTIPLE_DOCS: { message: "a second document begins here", hint: "leave out the line `---`" },
  TAB_AS_INDENT: { message: "a tab cannot indent in YAML", hint: "use blanks" },
  UNEXPECTED_TOKEN: { message: "this cannot stand here", hint: "a text with `: `, quotes or brackets in it stands in quotes as a whole" },
}
