/**
 * One instrument: front matter and headings first, so that every id of the pack is known; then the blocks, which name them.
 *
 *     draftInstrument(outline) -> its clauses' ids, Cedar and inheritance;   finishInstrument(draft, world) -> the Instrument
 */
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../kernel/text/diagnostic.ts"
import type { BlockContext } from "./blocks/context.ts"
import { readCases } from "./blocks/cases.ts"
import { readDuty } from "./blocks/duty.ts"
import { readAcceptedGap } from "./blocks/silent.ts"
import { readDispute, readSuspension, readWithdrawal } from "./blocks/standing.ts"
import type { CedarBlock } from "./cedar/rules.ts"
import type { Bodies } from "./files/bodies.ts"
import { readFrontMatter, salvagedId, type FrontMatter } from "./front-matter.ts"
import { checkClause, readAttributes, type Attributes, type Inherited } from "./headings.ts"
import { clauseId, UNNAMED_INSTRUMENT } from "./ids.ts"
import type { Block, Outline, Section } from "./markdown.ts"
import { spanOf } from "./passage.ts"
import { errorAt } from "./problem.ts"
import { sectionSign } from "./section-sign.ts"
import type { Clause, ClauseId, Heading, Instrument, InstrumentId, Rule } from "./types.ts"

export interface DraftInstrument {
  readonly outline: Outline
  /** Known even of some front matter that has mistakes. */
  readonly id: InstrumentId | null
  /** Where the id stands. */
  readonly idSpan: Span
  readonly frontMatter: FrontMatter | null
  readonly clauses: readonly DraftClause[]
}

export interface DraftClause {
  readonly id: ClauseId
  readonly section: Section
  readonly attributes: Attributes
}

/** What blocks may name, without what differs from clause to clause. */
export interface World extends Omit<BlockContext, "clause" | "sources"> {
  readonly rulesOf: ReadonlyMap<ClauseId, readonly Rule[]>
  readonly clauses: ReadonlyMap<string, ClauseId>
}

const KINDS = ["cedar", "cases", "duty", "silent", "suspended", "dispute", "withdrawn"]
const NOTHING: Inherited = { force: null, to: null, confidence: null, source: null, inForce: null, ends: null }

export function draftInstrument(outline: Outline, bodies: Bodies | null, diagnostics: Diagnostic[]): DraftInstrument {
  if (outline.frontMatter === null && outline.readable) {
    diagnostics.push(errorAt(outline.start, "law/missing-front-matter", "this instrument has no front matter", { hint: "begin the file with a line `---`, then `id:` and the other keys, then a line `---`" }))
  }
  const read = outline.frontMatter === null ? null : readFrontMatter(outline.frontMatter, diagnostics)
  const frontMatter = read?.value ?? null
  const id = frontMatter?.id ?? (outline.frontMatter === null ? null : salvagedId(outline.frontMatter))
  for (const block of outline.strayBlocks) refuseOutside(block, "before the first heading", diagnostics)
  return { outline, id, idSpan: read?.document.spanAt(["id"]) ?? outline.start, frontMatter, clauses: draftClauses(outline, id ?? UNNAMED_INSTRUMENT, frontMatter, bodies, diagnostics) }
}

function draftClauses(outline: Outline, instrument: InstrumentId, frontMatter: FrontMatter | null, bodies: Bodies | null, diagnostics: Diagnostic[]): readonly DraftClause[] {
  const top = frontMatter === null ? NOTHING : { ...NOTHING, confidence: frontMatter.source.confidence, source: frontMatter.source, inForce: frontMatter.inForce, ends: frontMatter.ends }
  const above: { readonly depth: number; readonly hands: Inherited }[] = []
  const clauses: DraftClause[] = []
  for (const section of outline.sections) {
    while ((above.at(-1)?.depth ?? 0) >= section.depth) above.pop()
    const inherited = above.at(-1)?.hands ?? top
    const attributes = section.attributes === null ? null : readAttributes(section.attributes, inherited, { bodies, sources: frontMatter?.sources ?? null }, diagnostics)
    above.push({ depth: section.depth, hands: attributes ?? inherited })
    checkSection(section, attributes, frontMatter, diagnostics)
    if (attributes !== null) clauses.push({ id: clauseId(instrument, attributes.eId.text), section, attributes })
  }
  checkDuplicates(clauses, diagnostics)
  return clauses
}

function checkSection(section: Section, attributes: Attributes | null, frontMatter: FrontMatter | null, diagnostics: Diagnostic[]): void {
  const sign = sectionSign(attributes?.eId.text ?? null, section.text.text)
  if (sign !== null) {
    const at = section.text.offset + section.text.text.indexOf("§")
    diagnostics.push(errorAt({ path: section.text.path, start: at, end: at + 1 }, sign.code, sign.message, { hint: sign.hint }))
  }
  if (attributes === null) {
    if (section.attributes === null) for (const block of section.blocks) refuseOutside(block, "under a heading without an id", diagnostics)
    return
  }
  checkClause(attributes, diagnostics)
  checkDays(attributes, frontMatter, diagnostics)
}

function refuseOutside(block: Block, where: string, diagnostics: Diagnostic[]): void {
  diagnostics.push(errorAt(block.span, "law/block-outside-clause", `this block stands ${where}, expected under a clause`, { hint: "give the heading above it an id: `{#cl_joint-duty force=binds to=all}`" }))
}

/** The days that a heading itself gives must fit each other and the instrument's. */
function checkDays({ places, inForce, ends, eId }: Attributes, frontMatter: FrontMatter | null, diagnostics: Diagnostic[]): void {
  const [from, to] = [places.get("in-force"), places.get("ends")]
  const place = to ?? from
  if (place === undefined) return
  const complain = (span: Span, message: string): number => diagnostics.push(errorAt(span, "law/dates", message))
  if (inForce !== null && ends !== null && ends < inForce) complain(place, `the clause ends on ${ends}, before it is in force on ${inForce}`)
  const [textFrom, textTo] = [frontMatter?.inForce ?? null, frontMatter?.ends ?? null]
  if (from !== undefined && inForce !== null && textFrom !== null && inForce < textFrom) complain(from, `${quote(eId.text)} is in force from ${inForce}, before its text is on ${textFrom}`)
  if (to !== undefined && ends !== null && textTo !== null && ends > textTo) complain(to, `${quote(eId.text)} ends on ${ends}, after its text does on ${textTo}`)
}

function checkDuplicates(clauses: readonly DraftClause[], diagnostics: Diagnostic[]): void {
  const first = new Map<string, Span>()
  for (const { attributes } of clauses) {
    const { text } = attributes.eId
    const before = first.get(text)
    if (before === undefined) first.set(text, spanOf(attributes.eId))
    else diagnostics.push(errorAt(spanOf(attributes.eId), "law/duplicate-id", `two clauses of this instrument have the id ${quote(text)}`, { hint: "give one of them another id", related: [{ span: before, note: "the first stands here" }] }))
  }
}

/** The Cedar of all clauses that have rules; a rule under another clause is reported. */
export function cedarBlocksOf(draft: DraftInstrument, diagnostics: Diagnostic[]): readonly CedarBlock[] {
  return draft.clauses.flatMap(({ id, section, attributes: { force } }) =>
    section.blocks.filter((block) => block.kind.text === "cedar").flatMap((block) => {
      if (force === null) return []
      if (force === "binds" || force === "advises") return [{ clause: { id, force }, ...block.content }]
      diagnostics.push(errorAt(block.span, "law/rule-without-force", `rules stand under a clause that only ${force}`, { hint: "rules stand under clauses that bind or advise: move them, or leave them out" }))
      return []
    }),
  )
}

/** Reads the blocks of a draft; `null` where its front matter could not be read. */
export function finishInstrument(draft: DraftInstrument, world: World): Instrument | null {
  const clauses = draft.clauses.flatMap((clause) => finishClause(clause, draft, world) ?? [])
  const { frontMatter, outline } = draft
  if (frontMatter === null) return null
  const { sources: _, ...front } = frontMatter
  return { ...front, headings: outline.sections.map((section) => headingFrom(section, draft)), clauses, preamble: outline.preamble, path: outline.path }
}

function headingFrom(section: Section, { clauses }: DraftInstrument): Heading {
  const clause = clauses.find((one) => one.section === section)?.id ?? null
  return { depth: section.depth, text: section.text.text, clause, span: section.span }
}

function finishClause({ id, section, attributes }: DraftClause, draft: DraftInstrument, world: World): Clause | null {
  const { inForce, ends, force, to, confidence, source, eId } = attributes
  const context: BlockContext = { ...world, clause: { id, inForce, ends }, sources: draft.frontMatter?.sources ?? null }
  const restates = attributes.restates.flatMap((target) => {
    const known = world.clauses.get(target.text)
    if (known === undefined) world.diagnostics.push(errorAt(spanOf(target), "law/unknown-clause", `no clause is named ${quote(target.text)}`, { hint: didYouMean(target.text, world.clauses.keys()) ?? "write the instrument, `#` and the clause's id: `wco#sec_2-173-020`" }))
    return known ?? []
  })
  const blocks = readBlocks(section.blocks, attributes, context)
  if (force === null || to === null || confidence === null || source === null) return null
  const heading = { id, instrument: draft.id ?? UNNAMED_INSTRUMENT, eId: eId.text, title: section.text.text, depth: section.depth, prose: section.prose, span: section.span }
  return { ...heading, force, to, confidence, source, inForce, ends, restates, rules: world.rulesOf.get(id) ?? [], ...blocks }
}

type ClauseBlocks = Pick<Clause, "cases" | "duties" | "acceptedGaps" | "suspensions" | "disputes" | "withdrawals">

function readBlocks(blocks: readonly Block[], { force }: Attributes, context: BlockContext): ClauseBlocks {
  const of = <Value>(kind: string, read: (block: Block) => Value | null): readonly Value[] => blocks.filter((block) => block.kind.text === kind).flatMap((block) => read(block) ?? [])
  for (const block of blocks) checkKind(block, force, context)
  return {
    cases: of("cases", (block) => readCases(block, context)).flat(),
    duties: of("duty", (block) => readDuty(block, context)),
    acceptedGaps: of("silent", (block) => readAcceptedGap(block, context)),
    suspensions: of("suspended", (block) => readSuspension(block, context)),
    disputes: of("dispute", (block) => readDispute(block, context)),
    withdrawals: of("withdrawn", (block) => readWithdrawal(block, context)),
  }
}

function checkKind({ kind, span, argument }: Block, force: Attributes["force"], { diagnostics }: BlockContext): void {
  if (kind.text === "") diagnostics.push(errorAt(span, "law/unknown-block", "this block does not say what it is", { hint: `write its kind behind the backticks, one of ${KINDS.map(quote).join(", ")}; text is set off by indenting it` }))
  else if (!KINDS.includes(kind.text)) diagnostics.push(errorAt(spanOf(kind), "law/unknown-block", `no block is of the kind ${quote(kind.text)}`, { hint: didYouMean(kind.text, KINDS) ?? `the kinds are ${KINDS.map(quote).join(", ")}` }))
  if (kind.text === "cedar" && argument.text !== "") diagnostics.push(errorAt(spanOf(argument), "law/block-argument", `the block \`cedar\` has no use for ${quote(argument.text)}`, { hint: "leave it out" }))
  if (kind.text === "duty" && force !== null && force !== "binds" && force !== "advises") {
    diagnostics.push(errorAt(span, "law/rule-without-force", `a duty stands under a clause that only ${force}`, { hint: "duties stand under clauses that bind or advise: move it, or leave it out" }))
  }
}
