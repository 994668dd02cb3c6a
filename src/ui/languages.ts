/**
 * The languages the program speaks: their own names, direction, dates and lists.
 *
 * A site offers those of its pack's languages that stand here. Days are formatted in UTC: a `Day` already is a day in the
 * pack's time zone.
 */
import type { Day, Pack } from "../law/types.ts"

export const LANGUAGES = {
  en: { name: "English", dir: "ltr", locale: "en-GB" },
  es: { name: "Español", dir: "ltr", locale: "es" },
} as const

export type LanguageId = keyof typeof LANGUAGES

export function isLanguageId(text: string): text is LanguageId {
  return Object.hasOwn(LANGUAGES, text)
}

/** The languages of a pack's pages, the first one first. A pack without any of ours is shown with English around it. */
export function languagesOf(pack: Pack): readonly [LanguageId, ...LanguageId[]] {
  const [first, ...others] = pack.settings.languages.filter(isLanguageId)
  return first === undefined ? ["en"] : [first, ...others]
}

/** `30 August 2025`, `30 de agosto de 2025`. */
export function printDay(language: LanguageId, day: Day): string {
  return printPart(language, day, { day: "numeric", month: "long", year: "numeric" })
}

/** `30 Aug 2025`, `30 ago 2025`: where there is little room. */
export function printShortDay(language: LanguageId, day: Day): string {
  return printPart(language, day, { day: "numeric", month: "short", year: "numeric" })
}

/** Of a day in it: `August 2025`, `agosto de 2025`. */
export function printMonth(language: LanguageId, day: Day): string {
  return printPart(language, day, { month: "long", year: "numeric" })
}

/** `Aug`, `ago`. */
export function printMonthName(language: LanguageId, day: Day): string {
  return printPart(language, day, { month: "short" })
}

function printPart(language: LanguageId, day: Day, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LANGUAGES[language].locale, { ...parts, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))
}

/** `a, b and c`. */
export function printList(language: LanguageId, texts: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGES[language].locale, { type: "conjunction" }).format(texts)
}

/** `a, b or c`. */
export function printChoice(language: LanguageId, texts: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGES[language].locale, { type: "disjunction" }).format(texts)
}

/** A whole number of any size, with its thousands told apart. */
export function printCount(language: LanguageId, count: bigint): string {
  return count.toLocaleString(LANGUAGES[language].locale)
}

/** Of the languages offered, the one that an Accept-Language header (RFC 9110 §12.5.4) likes best; else the first. */
export function bestLanguage(header: string | undefined, offered: readonly [LanguageId, ...LanguageId[]]): LanguageId {
  const wishes = (header ?? "").slice(0, 500).split(",").map(parseWish).filter((wish) => wish.weight > 0)
  const liked = wishes.toSorted((a, b) => b.weight - a.weight).flatMap(({ tag }) => offered.filter((language) => language === tag || tag === "*"))
  return liked[0] ?? offered[0]
}

function parseWish(text: string): { readonly tag: string; readonly weight: number } {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith("q="))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { tag: range.toLowerCase().split("-")[0] ?? "", weight: Number.isFinite(weight) ? weight : 0 }
}
