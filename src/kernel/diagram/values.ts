/**
 * Fact values as people write them: on the command line, in a URL, in JSON and in a table of cases.
 *
 *     who=troops   existing_agreement=no   age=17   seen=2025-08-30   asked_for=name,address   asked_for=nothing
 *     paper=unknown (asked, not known)   agreement=absent   agreement=present (there, its value not known)
 *
 * Numbers are integers underneath: a decimal × 10^4, a datetime and a duration in milliseconds (Cedar's own units).
 */
import type { FactSpec, MemberShape, NumberUnit } from "./types.ts"

/** What was said about one fact. */
export type Given =
  | { readonly kind: "unknown" }
  | { readonly kind: "present" }
  | { readonly kind: "absent" }
  /** A choice's id, `yes` or `no`, or any text. */
  | { readonly kind: "value"; readonly value: string }
  /** An integer in the unit of the fact, within its `NUMBER_RANGE`. */
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "set"; readonly members: readonly string[] }

export type ParsedGiven =
  | { readonly kind: "given"; readonly given: Given }
  /** `allowed`: what may be said instead; ids for a choice, else words such as `a whole number`. */
  | { readonly kind: "problem"; readonly problem: string; readonly allowed: readonly string[] }

/** Words that mean something wherever a value is written, and so cannot be ids. */
export const RESERVED_WORDS = ["yes", "no", "absent", "present", "unknown", "nothing", "body"] as const

/** Reads a value of `fact`; surrounding blanks do not matter. The inverse of `printGiven`. */
export function parseGiven(fact: FactSpec, written: string): ParsedGiven {
  const text = written.trim()
  if (text === "unknown") return given({ kind: "unknown" })
  if (text === "absent" || text === "present") {
    return fact.optional ? given({ kind: text }) : problem(`\`${fact.id}\` is always there; \`${text}\` is for facts that may be absent`, allowedValues(fact))
  }
  const shape = fact.shape
  switch (shape.kind) {
    case "yes-no":
      return text === "yes" || text === "no" ? given({ kind: "value", value: text }) : notOneOf(fact, text)
    case "choice":
      return shape.values.includes(text) ? given({ kind: "value", value: text }) : notOneOf(fact, text)
    case "text":
      return given({ kind: "value", value: text })
    case "number": {
      const value = parseNumber(shape.unit, text)
      return value === null ? problem(`\`${text}\` is not ${NUMBER_WORDS[shape.unit]}`, allowedValues(fact)) : given({ kind: "number", value })
    }
    case "set":
      return parseSet(fact, shape.of, text)
  }
}

/** Writes what `parseGiven` reads. */
export function printGiven(fact: FactSpec, said: Given): string {
  switch (said.kind) {
    case "unknown":
    case "present":
    case "absent":
      return said.kind
    case "value":
      return said.value
    case "number":
      return printNumber(fact.shape.kind === "number" ? fact.shape.unit : "integer", said.value)
    case "set":
      return said.members.length === 0 ? "nothing" : said.members.join(",")
  }
}

/** What may be said about a fact, for messages and for `GET /v1/questions`. */
export function allowedValues(fact: FactSpec): readonly string[] {
  const always = fact.optional ? ["absent", "present", "unknown"] : ["unknown"]
  const shape = fact.shape
  switch (shape.kind) {
    case "yes-no":
      return ["yes", "no", ...always]
    case "choice":
      return [...shape.values, ...always]
    case "text":
      return ["any text", ...always]
    case "number":
      return [NUMBER_WORDS[shape.unit], ...always]
    case "set":
      return [shape.of.kind === "choice" ? `any of ${shape.of.values.join(", ")}, joined by commas` : "members joined by commas", "nothing", ...always]
  }
}

const NUMBER_WORDS: Record<NumberUnit, string> = {
  integer: "a whole number",
  decimal: "a number with at most four digits after the point",
  datetime: "a date such as 2025-08-30 or 2025-08-30T14:30:00Z",
  duration: "a duration such as 1d2h30m",
}

/** As the one member of a set these would be read as something else. */
const NO_MEMBERS = ["", "absent", "present", "unknown", "nothing"]

function parseSet(fact: FactSpec, of: MemberShape, text: string): ParsedGiven {
  const members = text === "" || text === "nothing" ? [] : text.split(",").map((member) => member.trim())
  for (const member of members) {
    if (of.kind === "choice" && !of.values.includes(member)) return notOneOf(fact, member)
    if (NO_MEMBERS.includes(member)) return problem(`\`${member}\` cannot be a member of \`${fact.id}\``, allowedValues(fact))
    if (of.kind === "integer" && parseNumber("integer", member) === null) return problem(`\`${member}\` is not a whole number`, allowedValues(fact))
  }
  const canonical = of.kind === "integer" ? members.map((member) => String(parseNumber("integer", member))) : members
  return given({ kind: "set", members: [...new Set(canonical)].sort() })
}

/** The largest integer that a number holds exactly; the smallest is its negative. */
export const LARGEST = Number.MAX_SAFE_INTEGER
const WHOLE = { least: -LARGEST, most: LARGEST }

/** What can be said of a number, in its unit, both ends included. A datetime's year has four digits, since no other can be written. */
export const NUMBER_RANGE: Readonly<Record<NumberUnit, { readonly least: number; readonly most: number }>> = {
  integer: WHOLE,
  decimal: WHOLE,
  datetime: { least: Date.parse("0000-01-01T00:00:00.000Z"), most: Date.parse("9999-12-31T23:59:59.999Z") },
  duration: WHOLE,
}

/** Reads a number in its unit; `null` when it is none, or lies outside its `NUMBER_RANGE`. */
export function parseNumber(unit: NumberUnit, text: string): number | null {
  const value = PARSE[unit](text)
  const { least, most } = NUMBER_RANGE[unit]
  return value !== null && least <= value && value <= most ? value + 0 : null
}

const PARSE: Record<NumberUnit, (text: string) => number | null> = {
  integer: (text) => (/^-?\d{1,16}$/.test(text) ? Number(text) : null),
  decimal: parseDecimal,
  datetime: parseDatetime,
  duration: parseDuration,
}

function parseDecimal(text: string): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text)
  if (match === null) return null
  const magnitude = Number(match[2]) * 10_000 + Number((match[3] ?? "").padEnd(4, "0"))
  return match[1] === "-" ? -magnitude : magnitude
}

/** RFC 3339 as Cedar reads it: a day, or a time with `Z` or an offset of four digits, milliseconds optional; in UTC its year has four digits. */
function parseDatetime(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T((?:[01]\d|2[0-3]):\d{2}:\d{2})(\.\d{3})?(Z|[+-]\d{4}))?$/.exec(text)
  if (match === null) return null
  const [, day = "", time = "00:00:00", fraction = ".000", zone = "Z"] = match
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const milliseconds = Date.parse(`${day}T${time}${fraction}${offset}`)
  const echoed = Date.parse(`${day}T00:00:00Z`)
  const dayExists = !Number.isNaN(echoed) && new Date(echoed).toISOString().slice(0, 10) === day
  return dayExists ? milliseconds : null
}

const DURATION = /^(-?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/

function parseDuration(text: string): number | null {
  const match = DURATION.exec(text)
  if (match === null || text === "" || text === "-") return null
  const [days, hours, minutes, seconds, milliseconds] = match.slice(2).map((digits) => Number((digits as string | undefined) ?? 0))
  const total = ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000 + (milliseconds ?? 0)
  return match[1] === "-" ? -total : total
}

/** The inverse of `parseNumber`, in the shortest form. */
export function printNumber(unit: NumberUnit, value: number): string {
  switch (unit) {
    case "integer":
      return String(value)
    case "decimal": {
      const magnitude = Math.abs(value)
      const fraction = String(magnitude % 10_000).padStart(4, "0").replace(/0+$/, "")
      return `${value < 0 ? "-" : ""}${String(Math.floor(magnitude / 10_000))}${fraction === "" ? "" : `.${fraction}`}`
    }
    case "datetime":
      return new Date(value).toISOString().replace("T00:00:00.000Z", "").replace(".000Z", "Z")
    case "duration":
      return printDuration(value)
  }
}

function printDuration(value: number): string {
  const parts: string[] = []
  let rest = Math.abs(value)
  for (const [letter, size] of [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1000], ["ms", 1]] as const) {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    if (amount > 0) parts.push(`${String(amount)}${letter}`)
  }
  return parts.length === 0 ? "0ms" : `${value < 0 ? "-" : ""}${parts.join("")}`
}

function given(said: Given): ParsedGiven {
  return { kind: "given", given: said }
}

function problem(text: string, allowed: readonly string[]): ParsedGiven {
  return { kind: "problem", problem: text, allowed }
}

function notOneOf(fact: FactSpec, text: string): ParsedGiven {
  return problem(`\`${text}\` is not a value of \`${fact.id}\``, allowedValues(fact))
}
