/**
 * `duty`: what a clause makes a body do, by when, and what shows that it was done.
 *
 *     id: yearly-count
 *     who: police                                        bodies, groups, or all
 *     what: Tell the council how often …
 *     due: "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"          or a day, or a duration from the clause's first day: P30D
 *     evidence: The letter to the council.
 *
 * Sources: ISO 8601-1:2019 section 5.5.2 for durations, RFC 5545 section 3.3.10 for repetitions.
 */
import { quote } from "../../kernel/text/did-you-mean.ts"
import { readAddressee } from "../addressee.ts"
import { parseDay } from "../days.ts"
import type { Block } from "../markdown.ts"
import { errorAt } from "../problem.ts"
import type { Duty } from "../types.ts"
import { id, optional, text, textAs } from "../yaml/forms.ts"
import { keys, readShaped } from "../yaml/shape.ts"
import { refuseArgument, type BlockContext } from "./context.ts"

const due = textAs(parseDue, (written) => ({
  code: "law/bad-due",
  message: `${quote(written)} is no due date`,
  hint: "write a day (`2025-12-31`), a duration from the clause's first day (`P30D`), or a repetition (`FREQ=YEARLY;BYMONTH=3`)",
}))

const duty = keys({ id, who: text, what: text, due: optional(due), evidence: optional(text) })

export function readDuty(block: Block, context: BlockContext): Duty | null {
  refuseArgument(block, context)
  const read = readShaped(block.content, duty, context.diagnostics)
  const who = read?.document.textAt(["who"])
  if (read === null || who === null || who === undefined) return null
  const addressee = readAddressee(who.passage, context.bodies, context.diagnostics)
  if (addressee?.kind === "outside") {
    context.diagnostics.push(errorAt(read.document.spanAt(["who"]), "law/bad-addressee", "a duty cannot be that of `outside`, which is nobody of the city", { hint: "name bodies or groups, or `all`" }))
  }
  return addressee === null ? null : { ...read.value, who: addressee, clause: context.clause.id, span: read.document.spanAt(["id"]) }
}

type Due = NonNullable<Duty["due"]>

function parseDue(written: string): Due | null {
  const day = parseDay(written)
  if (day !== null) return { kind: "day", day }
  if (isDuration(written)) return { kind: "after", duration: written }
  const rrule = written.replace(/^RRULE:/, "")
  return isRepetition(rrule) ? { kind: "every", rrule } : null
}

function isDuration(written: string): boolean {
  return /^P(?:\d+W|(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/.test(written)
}

const FREQUENCY = /^(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/
const INTEGER = /^[1-9]\d{0,3}$/
const INTEGERS = /^[+-]?\d{1,3}(?:,[+-]?\d{1,3})*$/
const WEEKDAY = /^(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)$/
const RRULE_PARTS: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => FREQUENCY.test(value),
  INTERVAL: (value) => INTEGER.test(value),
  COUNT: (value) => INTEGER.test(value),
  UNTIL: (value) => /^\d{8}(?:T\d{6}Z?)?$/.test(value) && parseDay(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`) !== null,
  BYMONTH: (value) => value.split(",").every((month) => /^\d{1,2}$/.test(month) && Number(month) >= 1 && Number(month) <= 12),
  BYMONTHDAY: (value) => INTEGERS.test(value) && value.split(",").every((day) => Math.abs(Number(day)) >= 1 && Math.abs(Number(day)) <= 31),
  BYDAY: (value) => value.split(",").every((day) => WEEKDAY.test(day)),
  BYYEARDAY: (value) => INTEGERS.test(value),
  BYWEEKNO: (value) => INTEGERS.test(value),
  BYSETPOS: (value) => INTEGERS.test(value),
  BYHOUR: (value) => INTEGERS.test(value),
  BYMINUTE: (value) => INTEGERS.test(value),
  WKST: (value) => WEEKDAY.test(value),
}

function isRepetition(rrule: string): boolean {
  const parts = rrule.split(";").map((one) => one.split("="))
  const names = parts.map(([name]) => name ?? "")
  const sound = parts.every(([name = "", value = "", ...rest]) => rest.length === 0 && (Object.hasOwn(RRULE_PARTS, name) ? (RRULE_PARTS[name]?.(value) ?? false) : false))
  return sound && names.includes("FREQ") && new Set(names).size === names.length && !(names.includes("COUNT") && names.includes("UNTIL"))
}
