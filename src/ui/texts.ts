/**
 * The program's own texts, from words/<lang>.yaml: MessageFormat 2 messages under keys such as `answer.next`.
 *
 * `MESSAGES` (messages.ts) lists every key and what the message is given, so that a page that names a missing key, or
 * forgets what a message needs, does not compile; a test holds both files to the list. Markup such as `{#b}…{/b}` is for
 * `rich`, which hands what stands between to a function.
 */
import { readFileSync } from "node:fs"
import type { Child } from "hono/jsx"
import { MessageFormat, parseMessage } from "messageformat"
import { parse } from "yaml"
import { bug } from "../kernel/text/bug.ts"
import { LANGUAGES, type LanguageId } from "./languages.ts"
import type { MESSAGES } from "./messages.ts"

export type MessageKey = keyof typeof MESSAGES
type Names<K extends MessageKey> = (typeof MESSAGES)[K][number]
type Given<K extends MessageKey> = Readonly<Record<Names<K>, string | number>>
type GivenIfAny<K extends MessageKey> = [Names<K>] extends [never] ? [] : [given: Given<K>]

/** A message that is given nothing. */
export type PlainKey = { readonly [K in MessageKey]: [Names<K>] extends [never] ? K : never }[MessageKey]

/** What a piece of markup becomes. */
export type Marks = Readonly<Record<string, (inside: readonly Child[]) => Child>>

export type Piece = string | { readonly given: string }

export class Texts {
  readonly language: LanguageId
  readonly #sources: ReadonlyMap<string, string>
  readonly #formats = new Map<string, MessageFormat>()

  constructor(language: LanguageId) {
    this.language = language
    this.#sources = readSources(language)
  }

  t<K extends MessageKey>(key: K, ...given: GivenIfAny<K>): string {
    return this.#format(key).format(given[0])
  }

  /** A message whose key is known when the program runs; what it is given is then held to by tests. */
  say(key: MessageKey, given: Readonly<Record<string, string>>): string {
    return this.#format(key).format(given)
  }

  /** A message without choices or markup in its pieces, for a script that has no message format: texts, and names of what it is given. */
  pieces(key: MessageKey): readonly Piece[] {
    const message = parseMessage(this.#sources.get(key) ?? bug(`ui/texts: ${this.language} has no text ${key}`))
    if (message.type !== "message") return bug(`ui/texts: ${key} has choices, and a script cannot make them`)
    return message.pattern.map((part) => {
      if (typeof part === "string") return part
      return part.type === "expression" && part.arg?.type === "variable" ? { given: part.arg.name } : bug(`ui/texts: ${key} has more than texts and names`)
    })
  }

  /** A message with markup, as page parts. */
  rich<K extends MessageKey>(key: K, given: Given<K>, marks: Marks): readonly Child[] {
    const open: { readonly name: string; readonly inside: Child[] }[] = [{ name: "", inside: [] }]
    for (const part of this.#format(key).formatToParts(given)) {
      if (part.type !== "markup") {
        open.at(-1)?.inside.push(printPart(part))
        continue
      }
      const { kind, name } = part as { readonly kind: string; readonly name: string }
      if (kind === "open") open.push({ name, inside: [] })
      if (kind === "close") closeMark(open, name, marks)
    }
    return open[0]?.inside ?? []
  }

  #format(key: MessageKey): MessageFormat {
    const known = this.#formats.get(key)
    if (known !== undefined) return known
    const source = this.#sources.get(key) ?? bug(`ui/texts: ${this.language} has no text ${key}`)
    // Isolation marks are left out: both languages run the same way as what is put into them.
    const made = new MessageFormat(LANGUAGES[this.language].locale, source, { bidiIsolation: "none" })
    this.#formats.set(key, made)
    return made
  }
}

/** A text or a placeholder; a number comes in pieces. */
function printPart(part: object): string {
  if ("value" in part && typeof part.value === "string") return part.value
  return "parts" in part && Array.isArray(part.parts) ? part.parts.map((piece: object) => printPart(piece)).join("") : ""
}

function closeMark(open: { readonly name: string; readonly inside: Child[] }[], name: string, marks: Marks): void {
  const closed = open.pop() ?? bug("ui/texts: markup closes what was not opened")
  const mark = marks[name] ?? bug(`ui/texts: nothing is said about the mark ${name}`)
  open.at(-1)?.inside.push(mark(closed.inside))
}

/** The messages of a language by key. */
export function readSources(language: LanguageId): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  collect(parse(readFileSync(new URL(`./words/${language}.yaml`, import.meta.url), "utf8")), "", sources)
  return sources
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === "string") into.set(path, value)
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, path === "" ? key : `${path}.${key}`, into)
  } else bug(`ui/texts: ${path} is not a text`)
}
