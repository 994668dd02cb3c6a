/**
 * The tokens of Cedar, policies and schemas alike, with their places.
 *
 *     @id("no-joint-duty") forbid (…);
 *     @ id ( "no-joint-duty" ) forbid ( … ) ;          comments and blanks are left out
 *
 * cedar-wasm parses; this only finds things: where a policy begins and ends, in which sequence a schema declares its
 * actions, enums and attributes (which cedar-wasm loses), and where a literal stands (its ids may name nothing, and it
 * does not care). Whatever is no Cedar becomes a token of kind `invalid`: cedar-wasm then says so.
 *
 * Source: the grammar in https://docs.cedarpolicy.com/policies/syntax-grammar.html. Offsets are UTF-16.
 */

import { Shelf } from "../memory.ts"

/** A stretch of the text that was lexed: UTF-16 offsets, `start` included, `end` not. */
export interface At {
  readonly start: number
  readonly end: number
}

export interface Token extends At {
  /** `slot` is `?principal` or `?resource`. */
  readonly kind: "identifier" | "string" | "integer" | "symbol" | "slot" | "invalid"
  /** As written. */
  readonly text: string
  /** What a string says, without quotes and escapes; else as `text`. */
  readonly value: string
}

/** What may stand, a group for each of KINDS; blanks and comments have none. As in cedar-wasm, a comment ends at a lone carriage return too. */
const TOKEN = /[\s\u0085]+|\/\/[^\n\r]*|([A-Za-z_]\w*)|("(?:\\[^]|[^"\\])*")|(\d+)|(\?\w+)|(::|==|!=|<=|>=|&&|\|\||[@(){}[\],;:.<>!+*/%?=-])|("[^\n]*|[^])/gu
const KINDS = ["identifier", "string", "integer", "slot", "symbol", "invalid"] as const

const lexed = new Shelf<readonly Token[]>()

/** All tokens of `text`, in sequence. Never fails. */
export function lex(text: string): readonly Token[] {
  return lexed.take(text, () => tokensOf(text))
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const kind = KINDS.find((_, index) => match[index + 1] !== undefined)
    if (kind === undefined) continue
    const written = match[0]
    tokens.push({ kind, text: written, value: kind === "string" ? unescape(written.slice(1, -1)) : written, start: match.index, end: match.index + written.length })
  }
  return tokens
}

/** The comments of `text`, as written. */
export function commentsIn(text: string): readonly string[] {
  return [...text.matchAll(TOKEN)].map(([written]) => written).filter((written) => written.startsWith("//"))
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0", "\\": "\\", "'": "'", '"': '"', "*": "*" }

/** Resolves `\n \r \t \0 \\ \' \" \* \x41 \u{1f600}`; leaves other escapes, which cedar-wasm refuses, as they are. */
function unescape(inner: string): string {
  return inner.replace(/\\(?:x([0-7][0-9a-fA-F])|u\{([0-9a-fA-F]{1,6})\}|([^]))/g, (written, byte?: string, point?: string, letter?: string) => {
    if (letter !== undefined) return ESCAPES[letter] ?? written
    const code = Number.parseInt(byte ?? point ?? "", 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : written
  })
}

const OPENERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" }
const CLOSERS = new Set(Object.values(OPENERS))

export function isOpener(token: Token): boolean {
  return token.kind === "symbol" && token.text in OPENERS
}

export function isCloser(token: Token): boolean {
  return token.kind === "symbol" && CLOSERS.has(token.text)
}

/** Whether `token` is this symbol or word; a string that reads the same is not. */
export function isWord(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && (token.kind === "symbol" || token.kind === "identifier")
}

/** The index of the bracket that closes the one at `open`, or the last index where nothing does. */
export function closingIndex(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) break
    if (isOpener(token)) depth += 1
    if (isCloser(token)) depth -= 1
    if (depth === 0) return index
  }
  return tokens.length - 1
}

/** Cuts at `separator` outside all brackets. Empty pieces, as after a last comma, are left out. */
export function splitAtTop(tokens: readonly Token[], separator: string): readonly (readonly Token[])[] {
  const pieces: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (isOpener(token)) depth += 1
    if (isCloser(token)) depth -= 1
    if (depth === 0 && isWord(token, separator)) pieces.push([])
    else pieces.at(-1)?.push(token)
  }
  return pieces.filter((piece) => piece.length > 0)
}

/** From the first token to the last; of no tokens, `{0, 0}`. */
export function extent(tokens: readonly Token[]): At {
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 }
}
