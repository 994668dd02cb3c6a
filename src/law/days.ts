/** Days in a pack's time zone, as `2025-08-30`; they compare as text. */
import type { Day } from "./types.ts"

/** The last day of the calendar. */
export const LAST_DAY = "9999-12-31" as Day

/** Reads a day that exists, of the years 0001 to 9999; `null` otherwise. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return null
  const milliseconds = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text ? null : (text as Day)
}

/** `count` days later; earlier where it is negative. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10) as Day
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01` as Day
}

/** Making one takes longer than deciding a question; packs name few zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
  formats.set(timeZone, format)
  return format
}

/** The day of an instant in a time zone of the IANA database. */
export function dayIn(timeZone: string, instant: Date): Day {
  const parts = formatIn(timeZone).formatToParts(instant)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ""
  return `${part("year")}-${part("month")}-${part("day")}` as Day
}
