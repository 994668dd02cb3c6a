/**
 * What is to be looked at again on a time line: a side put at greater length than another, an adjective that takes a side, a
 * statement whose source has no day, an event of which nothing new has been written for 90 days. All are warnings.
 */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { LISTED_AT_MOST, quote } from "../../kernel/text/did-you-mean.ts"
import { addDays } from "../days.ts"
import { textKey } from "../files/pack-texts.ts"
import { wholeFile } from "../passage.ts"
import { warningAt } from "../problem.ts"
import type { Day } from "../source.ts"
import type { Pack } from "../types.ts"
import { parseYaml, type YamlDocument, type YamlPath } from "../yaml/parse.ts"
import { adjectivesIn } from "./adjectives.ts"
import { balanceOf } from "./balance.ts"
import { newestStatus } from "./links.ts"
import { timelineSentences } from "./texts.ts"
import type { Timeline } from "./types.ts"

/** How long the newest status of an event counts as new. */
export const NEW_FOR_DAYS = 90
/** A side's median may be so many times another's. */
const LONGEST = 1.5

export function checkTimeline(pack: Pack, today: Day): readonly Diagnostic[] {
  return [...checkLengths(pack.timeline), ...checkSources(pack.timeline), ...checkAge(pack.timeline, today), ...checkAdjectives(pack)]
}

function checkLengths(timeline: Timeline): readonly Diagnostic[] {
  const sides = balanceOf(timeline).sides.flatMap(({ side, words }) => (words === null ? [] : [{ side, median: words.median }]))
  const shortest = sides.toSorted((a, b) => a.median - b.median)[0]
  if (shortest === undefined) return []
  return sides.filter(({ median }) => median > LONGEST * shortest.median).map(({ side, median }) => {
    const span = timeline.statements.find((one) => one.side === side)?.span ?? null
    const message = `half the statements of ${quote(side)} have ${String(median)} words or more, those of ${quote(shortest.side)} ${String(shortest.median)}: over half as long again`
    return warningAt(span, "law/side-longer", message, { hint: "put every side at one length" })
  })
}

function checkSources({ statements }: Timeline): readonly Diagnostic[] {
  const undated = statements.filter(({ source }) => source.dated === null)
  const [first] = undated
  if (first === undefined) return []
  const message = `${String(undated.length)} of ${String(statements.length)} statements ${undated.length === 1 ? "rests" : "rest"} on a source without its day`
  return [warningAt(first.span, "law/undated-source", message, { hint: `find the day and write it as \`dated\`; ${listed(undated)}` })]
}

function checkAge({ events }: Timeline, today: Day): readonly Diagnostic[] {
  const since = addDays(today, -NEW_FOR_DAYS)
  const old = events.filter((event) => newestStatus(event).status !== "ended" && newestStatus(event).date < since)
  const [first] = old
  if (first === undefined) return []
  const message = `the newest status of ${String(old.length)} of ${String(events.length)} events is older than ${String(NEW_FOR_DAYS)} days`
  return [warningAt(first.span, "law/old-status", message, { hint: `look up what each became, and write it with its day; ${listed(old)}` })]
}

function listed(entries: readonly { readonly id: string }[]): string {
  const names = entries.slice(0, LISTED_AT_MOST).map(({ id }) => quote(id)).join(", ")
  return entries.length > LISTED_AT_MOST ? `the first are ${names}` : entries.length === 1 ? `it is ${names}` : `they are ${names}`
}

/** In the pack's own language where the texts stand; in the others in their words files. */
function checkAdjectives({ texts, timeline, settings }: Pack): readonly Diagnostic[] {
  const [first, ...others] = settings.languages
  const sentences = new Set(timelineSentences(timeline).flatMap((sentence) => (sentence === null ? [] : [textKey(sentence)])))
  const own = textsAt(texts, "timeline.yaml", ({ plain }) => sentencesIn(plain, []), first)
  return [...own, ...others.flatMap((language) => textsAt(texts, `words/${language}.yaml`, ({ plain }) => translationsIn(plain, sentences), language))]
}

interface Said {
  readonly text: string
  readonly path: YamlPath
}

function textsAt(texts: Pack["texts"], path: string, find: (document: YamlDocument) => readonly Said[], language: string): readonly Diagnostic[] {
  const text = texts.get(path)
  const document = text === undefined ? null : parseYaml(wholeFile(path, text), [])
  if (document === null) return []
  return find(document).flatMap((said) =>
    adjectivesIn(said.text, language).map((word) => warningAt(document.spanAt(said.path), "law/sided-adjective", `the adjective ${quote(word)} stands outside quotation marks`, { hint: "leave it out, or quote who used it" })),
  )
}

/** Texts under `quote` are exact words, those under `was` no longer stand. */
const LEFT_OUT = ["quote", "was", "sources", "id"]

function sentencesIn(plain: unknown, path: YamlPath): readonly Said[] {
  if (typeof plain === "string") return [{ text: plain, path }]
  if (Array.isArray(plain)) return plain.flatMap((element: unknown, index) => sentencesIn(element, [...path, index]))
  if (typeof plain !== "object" || plain === null) return []
  return Object.entries(plain).flatMap(([key, value]: [string, unknown]) => (LEFT_OUT.includes(key) ? [] : sentencesIn(value, [...path, key])))
}

function translationsIn(plain: unknown, sentences: ReadonlySet<string>): readonly Said[] {
  const texts: unknown = typeof plain === "object" && plain !== null ? Reflect.get(plain, "texts") : null
  if (typeof texts !== "object" || texts === null) return []
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => (typeof value === "string" && sentences.has(textKey(key)) ? [{ text: value, path: ["texts", key] }] : []))
}
