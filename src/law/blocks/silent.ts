/**
 * `silent <question>`: an accepted gap, as a condition over the facts, with the reason.
 *
 *     when: 'principal != Body::"police"'
 *     why: The order speaks only to the police.
 */
import { readGapCondition } from "../cedar/gap.ts"
import type { Block } from "../markdown.ts"
import { spanOf } from "../passage.ts"
import type { AcceptedGap } from "../types.ts"
import { text } from "../yaml/forms.ts"
import { keys, readShaped } from "../yaml/shape.ts"
import { questionOf, type BlockContext } from "./context.ts"

const silent = keys({ when: text, why: text })

export function readAcceptedGap(block: Block, context: BlockContext): AcceptedGap | null {
  const question = questionOf(block, context)
  const read = readShaped(block.content, silent, context.diagnostics)
  const written = read?.document.textAt(["when"])
  if (question === null || context.vocabulary === null || read === null || written === null || written === undefined) return null
  // As it stands in the file where possible, so that places are exact; line breaks and indents mean nothing to Cedar.
  const asWritten = written.verbatim || sameWords(written.passage.text, read.value.when)
  const passage = asWritten ? written.passage : { ...written.passage, text: read.value.when }
  const gap = readGapCondition(context.vocabulary, question, passage)
  const whole = spanOf(written.passage)
  context.diagnostics.push(...gap.diagnostics.map((diagnostic) => (asWritten || diagnostic.span === null ? diagnostic : { ...diagnostic, span: whole })))
  if (gap.value === null) return null
  return { question: question.id, clause: context.clause.id, when: gap.value, cedar: read.value.when, why: read.value.why, span: block.span }
}

function sameWords(one: string, other: string): boolean {
  return one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim()
}

