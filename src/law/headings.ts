/**
 * A heading's attributes: what makes it a clause, and what it hands down to the headings below it.
 *
 *     {#cl_police force=binds to=cpd}          {#sec_3__para_a to="cpd, oemc" restates="wco#sec_2-173-020__para_a"}
 *
 * `force to confidence source in-force ends` are inherited from the heading above, or from the front matter; `restates`
 * is not. A value with blanks stands in quotes.
 */
import { didYouMean, listNames, quote } from "../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../kernel/text/diagnostic.ts"
import { readAddressee } from "./addressee.ts"
import { readBraces } from "./braces.ts"
import { parseDay } from "./days.ts"
import { eIdProblem } from "./e-id.ts"
import type { Bodies } from "./files/bodies.ts"
import { part, spanOf, split, type Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"
import type { Addressee, Confidence, Day, Force, Source } from "./types.ts"
import { NOT_A_DAY_HINT, unknownSource } from "./yaml/forms.ts"

/** What headings inherit. `null` is not said, or not known; confidence and source are so only where the front matter could not be read. */
export interface Inherited {
  readonly force: Force | null
  readonly to: Addressee | null
  readonly confidence: Confidence | null
  readonly source: Source | null
  readonly inForce: Day | null
  readonly ends: Day | null
}

export interface Attributes extends Inherited {
  readonly eId: Passage
  /** As written; they are looked up once all instruments are read. */
  readonly restates: readonly Passage[]
  /** Where each attribute's value stands. */
  readonly places: ReadonlyMap<string, Span>
}

/** What attributes may name. */
export interface Known {
  readonly bodies: Bodies | null
  readonly sources: ReadonlyMap<string, Source> | null
}

const NAMES = ["force", "to", "confidence", "source", "in-force", "ends", "restates"] as const
const FORCES: readonly Force[] = ["binds", "advises", "urges", "demands", "states"]
const CONFIDENCES: readonly Confidence[] = ["P", "P*", "N"]

/** Reads what stands between the braces; `null` where it gives no id. */
export function readAttributes(passage: Passage, inherited: Inherited, known: Known, diagnostics: Diagnostic[]): Attributes | null {
  const { id: eId, values } = readBraces(passage, { noun: "clause", names: NAMES, code: "law/bad-heading" }, diagnostics)
  if (eId === null) {
    diagnostics.push(errorAt(spanOf(passage), "law/bad-heading", "the braces give no id", { hint: "begin with `#` and the clause's id: `{#cl_joint-duty force=binds to=all}`" }))
    return null
  }
  const problem = eIdProblem(eId.text)
  if (problem !== null) diagnostics.push(errorAt(spanOf(eId), problem.code, problem.message, { hint: problem.hint }))
  const source = sourceFrom(values.get("source"), known, diagnostics)
  return {
    eId,
    force: oneOf(values.get("force"), FORCES, diagnostics) ?? inherited.force,
    to: addresseeFrom(values.get("to"), known, diagnostics) ?? inherited.to,
    confidence: oneOf(values.get("confidence"), CONFIDENCES, diagnostics) ?? source?.confidence ?? inherited.confidence,
    source: source ?? inherited.source,
    inForce: dayFrom(values.get("in-force"), diagnostics) ?? inherited.inForce,
    ends: dayFrom(values.get("ends"), diagnostics) ?? inherited.ends,
    restates: split(values.get("restates") ?? part(passage, 0, 0), /[,\s]+/),
    places: new Map([...values].map(([name, value]) => [name, spanOf(value)])),
  }
}

function oneOf<Word extends string>(value: Passage | undefined, words: readonly Word[], diagnostics: Diagnostic[]): Word | null {
  if (value === undefined) return null
  const found = words.find((word) => word === value.text)
  if (found === undefined) diagnostics.push(errorAt(spanOf(value), "law/unknown-choice", `${quote(value.text)} is none of the words allowed here`, { hint: didYouMean(value.text, words) ?? `one of ${words.map(quote).join(", ")}` }))
  return found ?? null
}

function dayFrom(value: Passage | undefined, diagnostics: Diagnostic[]): Day | null {
  if (value === undefined) return null
  const day = parseDay(value.text)
  if (day === null) diagnostics.push(errorAt(spanOf(value), "law/not-a-day", `${quote(value.text)} is not a day`, { hint: NOT_A_DAY_HINT }))
  return day
}

function sourceFrom(value: Passage | undefined, { sources }: Known, diagnostics: Diagnostic[]): Source | null {
  if (value === undefined || sources === null) return null
  const found = sources.get(value.text)
  if (found !== undefined) return found
  const { code, message, hint } = unknownSource(value.text, [...sources.keys()])
  diagnostics.push(errorAt(spanOf(value), code, message, { hint }))
  return null
}

function addresseeFrom(value: Passage | undefined, { bodies }: Known, diagnostics: Diagnostic[]): Addressee | null {
  return value === undefined ? null : readAddressee(value, bodies, diagnostics)
}

/** What every clause must say, itself or by inheritance, and what may not stand together. */
export function checkClause(attributes: Attributes, diagnostics: Diagnostic[]): void {
  const { eId, force, to, places } = attributes
  if (force === null && !places.has("force")) {
    diagnostics.push(errorAt(spanOf(eId), "law/missing-force", `${quote(eId.text)} does not say what it does to whom it addresses`, { hint: `add \`force=\` and one of ${listNames(FORCES)}, here or in a heading above` }))
  }
  if (to === null && !places.has("to")) {
    diagnostics.push(errorAt(spanOf(eId), "law/missing-addressee", `${quote(eId.text)} does not say whom it addresses`, { hint: "add `to=` and bodies or groups, `all` or `outside`, here or in a heading above" }))
  }
  if (to?.kind === "outside" && (force === "binds" || force === "advises")) {
    const place = places.get("to") ?? places.get("force") ?? spanOf(eId)
    diagnostics.push(errorAt(place, "law/bad-addressee", `a clause that ${force} cannot address \`outside\`, which is nobody of the city`, { hint: "the city binds and advises its own bodies; it urges, demands or states towards others" }))
  }
}
