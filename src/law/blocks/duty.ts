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
  return /^P(?:\d{1,4}W|(?=.)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}D)?(?:T(?=.)(?:\d{1,4}H)?(?:\d{1,4}M)?(?:\d{1,4}S)?)?)$/.test(written)
}

/** Up to `most`, and from the end where `-` stands before it. */
function areNumbers(value: string, least: number, most: number, fromEnd: "from-end" | "from-start"): boolean {
  const form = fromEnd === "from-end" ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/
  return value.split(",").every((number) => form.test(number) && Math.abs(Number(number)) >= least && Math.abs(Number(number)) <= most)
}

const WEEKDAY = /^(?:[+-]?(\d{1,2}))?(?:MO|TU|WE|TH|FR|SA|SU)$/
const RRULE_PARTS: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => /^(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(value),
  INTERVAL: (value) => /^[1-9]\d{0,3}$/.test(value),
  COUNT: (value) => /^[1-9]\d{0,3}$/.test(value),
  UNTIL: isUntil,
  BYMONTH: (value) => areNumbers(value, 1, 12, "from-start"),
  BYMONTHDAY: (value) => areNumbers(value, 1, 31, "from-end"),
  BYDAY: (value) => value.split(",").every((day) => { const [found, week = "1"] = WEEKDAY.exec(day) ?? []; return found !== undefined && Number(week) >= 1 && Number(week) <= 53 }),
  BYYEARDAY: (value) => areNumbers(value, 1, 366, "from-end"),
  BYWEEKNO: (value) => areNumbers(value, 1, 53, "from-end"),
  BYSETPOS: (value) => areNumbers(value, 1, 366, "from-end"),
  BYHOUR: (value) => areNumbers(value, 0, 23, "from-start"),
  BYMINUTE: (value) => areNumbers(value, 0, 59, "from-start"),
  WKST: (value) => /^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value),
}

/** A day, and a time where there is one. */
function isUntil(value: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/.exec(value)
  return match !== null && parseDay(match.slice(1, 4).join("-")) !== null
}

function isRepetition(rrule: string): boolean {
  const parts = rrule.split(";").map((one) => one.split("="))
  const sound = parts.every(([name = "", value = "", ...rest]) => rest.length === 0 && (Object.hasOwn(RRULE_PARTS, name) ? (RRULE_PARTS[name]?.(value) ?? false) : false))
  const values = new Map(parts.map(([name = "", value = ""]) => [name, value]))
  return sound && values.size === parts.length && fitsTogether(values)
}

/** What RFC 5545 lets stand together, and whether it ever happens. */
function fitsTogether(parts: ReadonlyMap<string, string>): boolean {
  const every = parts.get("FREQ")
  if (every === undefined || (parts.has("COUNT") && parts.has("UNTIL"))) return false
  if (parts.has("BYWEEKNO") && every !== "YEARLY") return false
  if (parts.has("BYYEARDAY") && ["DAILY", "WEEKLY", "MONTHLY"].includes(every)) return false
  if (parts.has("BYMONTHDAY") && every === "WEEKLY") return false
  if (/\d/.test(parts.get("BYDAY") ?? "") && (!["MONTHLY", "YEARLY"].includes(every) || parts.has("BYWEEKNO"))) return false
  if (parts.has("BYSETPOS") && ![...parts.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS")) return false
  const [months, days] = [parts.get("BYMONTH"), parts.get("BYMONTHDAY")]
  return months === undefined || days === undefined || months.split(",").some((month) => days.split(",").some((day) => Math.abs(Number(day)) <= longest(Number(month))))
}

/** Days of a month, of a leap year's February. */
function longest(month: number): number {
  return new Date(Date.UTC(2024, month, 0)).getUTCDate()
}
