/**
 * What stands in braces at the end of a heading of law or of a guide's statement: an id, and attributes by name.
 *
 *     {#cl_police force=binds to=cpd}          {#stay-calm source=rights}          {#sec_3 to="cpd, oemc"}
 *
 * A value with blanks stands in quotes.
 */
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import type { LawCode } from "./codes.ts"
import { part, spanIn, spanOf, type Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"

export interface Braces<Name extends string> {
  readonly id: Passage | null
  readonly values: ReadonlyMap<Name, Passage>
}

/** Who has the braces, which attributes they may hold, and the code of what cannot be read in them. */
export interface BracesOf<Name extends string> {
  readonly noun: string
  readonly names: readonly Name[]
  readonly code: LawCode
}

const TOKEN = /\s*(?:#(?<id>[^\s"={}]*)|(?<name>[^\s"=#{}]+)=(?:"(?<quoted>[^"]*)"|(?<plain>[^\s"{}]*))|(?<stray>\S+))/g

/** Reads what stands between the braces. */
export function readBraces<Name extends string>(passage: Passage, { noun, names, code }: BracesOf<Name>, diagnostics: Diagnostic[]): Braces<Name> {
  let found: Passage | null = null
  const values = new Map<Name, Passage>()
  for (const match of passage.text.trimEnd().matchAll(TOKEN)) {
    const { id, name, quoted, plain, stray }: Partial<Record<string, string>> = match.groups ?? {}
    const end = match.index + match[0].length
    const written = part(passage, match.index + match[0].length - match[0].trimStart().length, end)
    const key = names.find((one) => one === name)
    const value = quoted ?? plain ?? ""
    const valueEnd = quoted === undefined ? end : end - 1
    if (id !== undefined && found === null) found = part(passage, end - id.length, end)
    else if (id !== undefined) diagnostics.push(errorAt(spanOf(written), code, `a ${noun} has one id, found a second`, { hint: "leave out one of them" }))
    else if (stray !== undefined || name === undefined) diagnostics.push(errorAt(spanOf(written), code, `${quote(stray ?? "")} is no attribute`, { hint: "an attribute is `name=value`; a value with blanks stands in quotes: `to=\"cpd, oemc\"`" }))
    else if (key === undefined) diagnostics.push(errorAt(spanIn(written, 0, name.length), "law/unknown-key", `the attribute ${quote(name)} has no meaning here`, { hint: didYouMean(name, names) ?? `the attributes are ${names.map(quote).join(", ")}` }))
    else if (values.has(key)) diagnostics.push(errorAt(spanOf(written), "law/duplicate-key", `the attribute ${quote(key)} stands here twice`, { hint: "keep one of them" }))
    else values.set(key, part(passage, valueEnd - value.length, valueEnd))
  }
  return { id: found, values }
}
