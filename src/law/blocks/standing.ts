/**
 * What has become of a clause: `suspended` by a court, disputed in court (`dispute`), `withdrawn` by counsel.
 *
 *     from: 2025-11-19            from: 2026-03-01T12:00:00-06:00          by: …   says: …   reply: { by: …, says: … }
 *     to: 2026-03-04              by: Corporation Counsel                  stage: …   source: key   date: 2026-01-12
 *     by: …   source: key
 */
import type { Block } from "../markdown.ts"
import { quote } from "../../kernel/text/did-you-mean.ts"
import { dayIn, parseDay } from "../days.ts"
import { errorAt } from "../problem.ts"
import type { Dispute, Suspension, Withdrawal } from "../types.ts"
import { day, instant, optional, sourceOrKey, text } from "../yaml/forms.ts"
import { keys, readShaped } from "../yaml/shape.ts"
import { refuseArgument, type BlockContext } from "./context.ts"

export function readSuspension(block: Block, context: BlockContext): Suspension | null {
  refuseArgument(block, context)
  const shape = keys({ from: day, to: optional(day), by: text, source: sourceOrKey(context.sources) })
  const read = readShaped(block.content, shape, context.diagnostics)
  if (read === null) return null
  const { from, to, by, source } = read.value
  const { inForce, ends } = context.clause
  const complain = (key: string, message: string): number => context.diagnostics.push(errorAt(read.document.spanAt([key]), "law/dates", message))
  if (to !== null && to < from) complain("to", `the suspension ends on ${to}, before it begins on ${from}`)
  else if (ends !== null && from > ends) complain("from", `the clause ends on ${ends}, before it is suspended`)
  else if (inForce !== null && to !== null && to < inForce) complain("to", `the clause is in force from ${inForce}, after its suspension`)
  return source === null ? null : { from, to, by, source }
}

export function readDispute(block: Block, context: BlockContext): Dispute | null {
  refuseArgument(block, context)
  const shape = keys({ by: text, says: text, reply: optional(keys({ by: text, says: text })), stage: text, source: sourceOrKey(context.sources), date: day })
  const read = readShaped(block.content, shape, context.diagnostics)
  if (read === null || read.value.source === null) return null
  return { ...read.value, source: read.value.source }
}

export function readWithdrawal(block: Block, context: BlockContext): Withdrawal | null {
  refuseArgument(block, context)
  const read = readShaped(block.content, keys({ from: instant, by: text }), context.diagnostics)
  if (read === null) return null
  // At the ends of the calendar the day in the pack's time zone is one of a year that cannot be written.
  const fromDay = parseDay(dayIn(context.timeZone, new Date(read.value.from)))
  const { ends } = context.clause
  if (fromDay === null) {
    context.diagnostics.push(errorAt(read.document.spanAt(["from"]), "law/not-an-instant", `${quote(read.value.from)} is not a moment of the calendar's days`, { hint: "write the moment from which the clause is withdrawn" }))
    return null
  }
  if (ends !== null && fromDay > ends) context.diagnostics.push(errorAt(read.document.spanAt(["from"]), "law/dates", `the clause ends on ${ends}, before it is withdrawn`))
  return { ...read.value, fromDay }
}
