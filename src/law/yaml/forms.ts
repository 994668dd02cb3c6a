/**
 * The forms that values have in many of a pack's files: texts, ids, days, instants, colours, sources, messages.
 *
 * Each is a zod schema whose output is what types.ts wants, and whose problems have codes of their own.
 */
import { MessageSyntaxError, parseMessage, validate, visit } from "messageformat"
import { z } from "zod"
import { didYouMean, LISTED_AT_MOST, listNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { LawCode } from "../codes.ts"
import { dayIn, parseDay } from "../days.ts"
import { ID_FORM, isId, isReserved } from "../ids.ts"
import type { Day, Review, Source } from "../types.ts"
import { issueOf, keys, passOn, type Problem } from "./shape.ts"

/** A text with something in it. */
export const text = z.string().check((context) => {
  if (context.value.trim() === "") context.issues.push({ ...issueOf({ code: "law/empty-text", message: "there is no text here" }), input: context.value })
})

/** A key that may be missing, or null. */
export function optional<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema> | null> {
  return schema.nullish().transform((value) => value ?? null)
}

/** A key that may be missing; then `otherwise`. */
export function defaulting<Value>(schema: z.ZodType<Value>, otherwise: Value): z.ZodType<Value> {
  return schema.nullish().transform((value) => value ?? otherwise)
}

/** A text that `make` reads; where it returns `null`, the problem. */
export function textAs<Value>(make: (written: string) => Value | null, problem: (written: string) => Problem): z.ZodType<Value> {
  return text.transform((written, context) => {
    const value = make(written)
    if (value !== null) return value
    context.addIssue(issueOf(problem(written)))
    return z.NEVER
  })
}

function textThat(fits: (written: string) => boolean, code: LawCode, message: (written: string) => string, hint: string): z.ZodType<string> {
  return textAs((written) => (fits(written) ? written : null), (written) => ({ code, message: message(written), hint }))
}

export const NOT_A_DAY_HINT = "write year, month and day of a day that exists, such as `2025-08-30`"

export const day: z.ZodType<Day> = textAs(parseDay, (written) => ({ code: "law/not-a-day", message: `${quote(written)} is not a day`, hint: NOT_A_DAY_HINT }))

/** An id, made by `make`, which refuses what is no id. */
export function idAs<Id extends string>(make: (written: string) => Id | null): z.ZodType<Id> {
  return textAs((written) => (idProblem(written) === null ? make(written) : null), (written) => idProblem(written) ?? badId(written))
}

export const id: z.ZodType<string> = idAs((written) => written)

/** Why a text is no id; `null` where it is one. */
export function idProblem(written: string): Problem | null {
  if (isReserved(written)) return { code: "law/reserved-word", message: `${quote(written)} cannot be an id, because it means something in a case or an address`, hint: "choose another word" }
  return isId(written) ? null : badId(written)
}

function badId(written: string): Problem {
  return { code: "law/wrong-id", message: `${quote(written)} is not an id`, hint: ID_FORM }
}

export const colour = textThat((written) => /^#[0-9a-fA-F]{6}$/.test(written), "law/bad-colour", (written) => `${quote(written)} is not a colour`, "write six hexadecimal digits behind `#`, in quotes: `\"#9fd3ee\"`")

export const url = textThat(isWebAddress, "law/bad-url", (written) => `${quote(written)} is not a web address`, "write it whole, with `https://` in front")

function isWebAddress(written: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(written) || !URL.canParse(written)) return false
  const { username, password } = new URL(written)
  return username === "" && password === "" // `https://city.example@other.example` leads to the other
}

export const timeZone = textThat(isTimeZone, "law/bad-time-zone", (written) => `no time zone is named ${quote(written)}`, "use a name of the IANA database, such as `America/Chicago`")

function isTimeZone(name: string): boolean {
  try {
    dayIn(name, new Date(0))
    return /^(?:UTC|[A-Za-z_]+\/[\w/+-]+)$/.test(name)
  } catch {
    return false
  }
}

export const language = textThat(isLanguage, "law/bad-language", (written) => `${quote(written)} is not a language tag`, "use a tag of BCP 47, such as `en`, `es` or `zh-Hans`")

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}

/** An instant, as written, with its distance from UTC. */
export const instant = textThat(isInstant, "law/not-an-instant", (written) => `${quote(written)} is not a moment`, "write day, time and distance from UTC: `2025-08-30T14:30:00-05:00`, or `Z` for UTC itself")

function isInstant(written: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.exec(written)
  return match !== null && parseDay(match[1] ?? "") !== null && !Number.isNaN(Date.parse(written))
}

/** A MessageFormat 2 message; one without `{`, `}` and `\` is itself. Packs' texts are given no values to fill in. */
export const message: z.ZodType<string> = text.check((context) => {
  const problem = messageProblem(context.value)
  if (problem !== null) context.issues.push({ ...issueOf(problem), input: context.value })
})

/** The same, but it may be empty. */
export const messageOrEmpty: z.ZodType<string> = z.string().check((context) => {
  const problem = messageProblem(context.value)
  if (problem !== null) context.issues.push({ ...issueOf(problem), input: context.value })
})

const BRACE_HINT = "braces and backslashes that readers shall see are written `\\{`, `\\}` and `\\\\`, in single quotes or none"

function messageProblem(written: string): Problem | null {
  if (!/[{}\\]|^\s*\./.test(written)) return null
  try {
    const read = parseMessage(written)
    const { functions, variables } = validate(read)
    let markup: string | null = null
    visit(read, { markup: ({ name }) => { markup ??= name } })
    const [unread = markup] = functions
    if (unread !== null) return { code: "law/bad-message", message: `the text has a place for ${quote(unread)}, and nothing is computed or marked in it`, hint: BRACE_HINT }
    if (variables.size === 0) return null
    return { code: "law/bad-message", message: `the text waits for ${listNames([...variables].map((name) => `$${name}`))}, and nothing fills it in`, hint: BRACE_HINT }
  } catch (problem) {
    const within = problem instanceof MessageSyntaxError && problem.start >= 0 ? { start: problem.start, end: problem.end } : undefined
    const missing = problem instanceof Error ? /^Missing ([{}|]+)/.exec(problem.message)?.[1] : undefined
    return { code: "law/bad-message", message: missing === undefined ? "MessageFormat 2 cannot read this text" : `MessageFormat 2 cannot read this text: ${quote(missing)} is missing`, hint: BRACE_HINT, within }
  }
}

const CONFIDENCES = ["P", "P*", "N"] as const

const sourceKeys = { by: text, url: optional(url), dated: optional(day), "read-on": day, confidence: z.enum(CONFIDENCES) }

/** A source of law, which must say through which day it is confirmed. */
export const lawSource: z.ZodType<Source> = keys({ ...sourceKeys, "confirmed-through": day }).transform((written, context) => sourceFrom(written, written["confirmed-through"], context))

/** A source of anything else: what it says is confirmed for its own day, or else for the day on which it was read. */
export const source: z.ZodType<Source> = keys({ ...sourceKeys, "confirmed-through": optional(day) }).transform((written, context) =>
  sourceFrom(written, written["confirmed-through"] ?? written.dated ?? written["read-on"], context),
)

interface WrittenSource {
  readonly by: string
  readonly url: string | null
  readonly dated: Day | null
  readonly "read-on": Day
  readonly confidence: Source["confidence"]
}

function sourceFrom(written: WrittenSource, confirmedThrough: Day, context: z.RefinementCtx): Source {
  const readOn = written["read-on"]
  if (written.dated !== null && written.dated > readOn) {
    context.addIssue(issueOf({ code: "law/dates", message: `the source is dated ${written.dated}, after it was read on ${readOn}` }, ["dated"]))
  }
  if (confirmedThrough > readOn) {
    context.addIssue(issueOf({ code: "law/dates", message: `nobody can confirm through ${confirmedThrough} what was read on ${readOn}`, hint: "`confirmed-through` is the last day for which the source, as read, shows that the law stood" }, ["confirmed-through"]))
  }
  return { by: written.by, url: written.url, dated: written.dated, readOn, confirmedThrough, confidence: written.confidence }
}

/** Where named sources stand, for hints. */
export type SourcesAt = "the front matter" | "the file"

/** A key of `sources`, or a source written out; `null` where `sources` themselves could not be read. */
export function sourceOrKey(sources: ReadonlyMap<string, Source> | null, at: SourcesAt = "the front matter"): z.ZodType<Source | null> {
  return z.unknown().transform((written, context) => {
    if (typeof written === "string") {
      const found = sources?.get(written)
      if (found !== undefined || sources === null) return found ?? null
      context.addIssue(issueOf(unknownSource(written, [...sources.keys()], at)))
      return z.NEVER
    }
    const read = source.safeParse(written)
    if (read.success) return read.data
    passOn(read.error, context)
    return z.NEVER
  })
}

export function unknownSource(written: string, known: readonly string[], at: SourcesAt = "the front matter"): Problem {
  const near = known.length > LISTED_AT_MOST ? didYouMean(written, known) : undefined
  const hint = known.length === 0 ? `${at} has no \`sources\`` : (near ?? `${at}'s sources are ${listNames(known)}`)
  return { code: "law/unknown-source", message: `no source has the key ${quote(written)}`, hint }
}

export const review: z.ZodType<Review> = keys({ "by-role": text, on: day }).transform((written) => ({ byRole: written["by-role"], on: written.on }))

/** A map whose keys the author chooses. No object holds it: there the key `__proto__` would be lost, and `constructor` found unwritten. */
export function mapOf<Value>(schema: z.ZodType<Value>): z.ZodType<ReadonlyMap<string, Value>> {
  return z.preprocess((written) => (isMapOfKeys(written) ? new Map(Object.entries(written)) : written), z.map(z.string(), schema))
}

function isMapOfKeys(written: unknown): written is object {
  return typeof written === "object" && written !== null && !Array.isArray(written)
}
