/**
 * An instrument's front matter: what the text is, of which rank, since when, and where it was read.
 *
 *     id: order-1                 kind: executive-order          rank: executive-order        signed: 2026-01-02
 *     title: …   short: …         in-force: 2026-01-05           text: summary                source: { by: …, … }
 */
import { z } from "zod"
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { instrumentId } from "./ids.ts"
import type { Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"
import { INSTRUMENT_KINDS, RANKS, type Instrument, type InstrumentId, type Source } from "./types.ts"
import { day, defaulting, idAs, lawSource, mapOf, optional, review, text } from "./yaml/forms.ts"
import type { YamlDocument } from "./yaml/parse.ts"
import { keys, readShaped } from "./yaml/shape.ts"

export interface FrontMatter extends Pick<Instrument, "id" | "kind" | "number" | "title" | "short" | "rank" | "signed" | "inForce" | "ends" | "text" | "source" | "unread" | "reviewed"> {
  readonly sources: ReadonlyMap<string, Source>
}

const frontMatter = keys({
  id: idAs(instrumentId),
  kind: z.enum(INSTRUMENT_KINDS),
  number: optional(text),
  title: text,
  short: text,
  rank: z.enum(RANKS),
  signed: optional(day),
  "in-force": day.nullable(),
  ends: optional(day),
  text: z.enum(["summary", "official"]),
  source: lawSource,
  sources: defaulting(mapOf(lawSource), new Map()),
  unread: defaulting(z.array(text), []),
  reviewed: optional(review),
})

export function readFrontMatter(passage: Passage, diagnostics: Diagnostic[]): { readonly value: FrontMatter; readonly document: YamlDocument } | null {
  const read = readShaped(passage, frontMatter, diagnostics)
  if (read === null) return null
  const { "in-force": inForce, ...rest } = read.value
  const value = { ...rest, inForce }
  checkDays(value, read.document, diagnostics)
  return { value, document: read.document }
}

function checkDays({ signed, inForce, ends }: FrontMatter, document: YamlDocument, diagnostics: Diagnostic[]): void {
  if (ends === null) return
  if (inForce !== null && ends < inForce) diagnostics.push(errorAt(document.spanAt(["ends"]), "law/dates", `the text ends on ${ends}, before it is in force on ${inForce}`))
  else if (signed !== null && ends < signed) diagnostics.push(errorAt(document.spanAt(["ends"]), "law/dates", `the text ends on ${ends}, before it was signed on ${signed}`))
}

/** The id of front matter that has other mistakes, so that references to it are none. */
export function salvagedId(passage: Passage): InstrumentId | null {
  const written = /^id:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(?:#.*)?$/m.exec(passage.text)?.[1]
  return written === undefined ? null : instrumentId(written)
}
