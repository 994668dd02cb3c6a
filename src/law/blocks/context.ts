/** What the readers of blocks know of the pack. A part that could not be read is `null`, and nothing is looked up in it. */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { Vocabulary } from "../cedar/vocabulary.ts"
import type { Bodies } from "../files/bodies.ts"
import type { Block } from "../markdown.ts"
import { spanOf } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { ClauseId, Day, Question, RuleId, Source } from "../types.ts"

export interface BlockContext {
  readonly clause: { readonly id: ClauseId; readonly inForce: Day | null; readonly ends: Day | null }
  readonly bodies: Bodies | null
  readonly vocabulary: Vocabulary | null
  /** `null` also where a rule has no id, since it may be the one that is named. */
  readonly rules: ReadonlyMap<string, RuleId> | null
  /** Ids of all rules that are written; naming one that could not be read is no further mistake. */
  readonly writtenRules: ReadonlySet<string>
  readonly sources: ReadonlyMap<string, Source> | null
  readonly timeZone: string
  readonly diagnostics: Diagnostic[]
}

/** The question that a block of cases, or an accepted gap, is about. */
export function questionOf(block: Block, { vocabulary, diagnostics }: BlockContext): Question | null {
  const name = block.argument.text
  const known = vocabulary?.questions ?? []
  if (name === "") {
    diagnostics.push(errorAt(spanOf(block.kind), "law/block-argument", `the block ${quote(block.kind.text)} does not say which question it is about`, { hint: `write its id after the word: \`${block.kind.text} ${known[0]?.id ?? "joint-duty"}\`` }))
    return null
  }
  if (vocabulary === null) return null
  const found = known.find((question) => question.id === name)
  if (found === undefined) diagnostics.push(errorAt(spanOf(block.argument), "law/unknown-question", `no question is named ${quote(name)}`, { hint: didYouMean(name, known.map(({ id }) => id)) }))
  return found ?? null
}

/** For blocks that take nothing after their kind. */
export function refuseArgument(block: Block, { diagnostics }: BlockContext): void {
  if (block.argument.text === "") return
  diagnostics.push(errorAt(spanOf(block.argument), "law/block-argument", `the block ${quote(block.kind.text)} has no use for ${quote(block.argument.text)}`, { hint: "leave it out" }))
}
