/** The sections of a guide's file: their ids, which must be those that the guide has, each once, and their headings. */
import type { NonEmpty } from "../../kernel/text/brand.ts"
import { didYouMean, listNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import { readBraces } from "../braces.ts"
import { idProblem } from "../yaml/forms.ts"
import { sectionId } from "../ids.ts"
import { spanIn, spanOf } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { GuideOutline, OutlineSection } from "./outline.ts"
import { readRuns } from "./runs.ts"
import type { Run, SectionId } from "./types.ts"

export interface NamedSection {
  readonly id: SectionId
  readonly heading: NonEmpty<Run>
  readonly section: OutlineSection
}

/** `allowed`: the ids that may stand here; `null` for any. `required`: those that must. */
export function readSections({ sections, file }: GuideOutline, allowed: readonly string[] | null, required: readonly string[], diagnostics: Diagnostic[]): readonly NamedSection[] {
  const named = sections.flatMap((section) => nameSection(section, allowed, diagnostics) ?? [])
  const first = new Map<string, Span>()
  for (const { id, section } of named) {
    const before = first.get(id)
    if (before === undefined) first.set(id, spanOf(section.whole))
    else diagnostics.push(errorAt(spanOf(section.whole), "law/duplicate-id", `two sections of this guide have the id ${quote(id)}`, { hint: "put what stands under both under one", related: [{ span: before, note: "the first stands here" }] }))
  }
  const missing = required.filter((id) => !first.has(id))
  if (missing.length > 0) diagnostics.push(errorAt(spanIn(file, 0, file.text.search(/[\r\n]|$/)), "law/missing-section", `${missing.length === 1 ? "a section is" : `${String(missing.length)} sections are`} missing: ${missing.map(quote).join(", ")}`, { hint: `write \`## A heading of your own {#${missing[0] ?? ""}}\` and what it says; a guide has the same sections in every language` }))
  return named
}

function nameSection(section: OutlineSection, allowed: readonly string[] | null, diagnostics: Diagnostic[]): NamedSection | null {
  const heading = readRuns(section.heading, diagnostics)
  if (section.heading.text === "") diagnostics.push(errorAt(spanOf(section.whole), "law/empty-text", "this heading has no words", { hint: "write what stands under it, in words of this language" }))
  const id = section.braces === null ? null : readBraces(section.braces, { noun: "section", names: [], code: "law/bad-statement" }, diagnostics).id
  if (id === null) {
    diagnostics.push(errorAt(spanOf(section.whole), "law/unknown-section", "this heading does not say which section it begins", { hint: `end it with braces and the section's id${allowed === null ? "" : `, one of ${allowed.map((one) => `\`{#${one}}\``).join(", ")}`}` }))
    return null
  }
  const problem = idProblem(id.text)
  if (problem !== null) diagnostics.push(errorAt(spanOf(id), problem.code, problem.message, { hint: problem.hint }))
  else if (allowed !== null && !allowed.includes(id.text)) diagnostics.push(errorAt(spanOf(id), "law/unknown-section", `no section of this guide is ${quote(id.text)}`, { hint: didYouMean(id.text, allowed) ?? `its sections are ${listNames(allowed)}` }))
  return problem === null ? { id: sectionId(id.text), heading: heading ?? [{ kind: "words", text: section.heading.text }], section } : null
}
