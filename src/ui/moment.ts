/** Instants as people at the desk say them: a day and a time in the pack's time zone. */
import type { Day } from "../law/types.ts"
import { dayIn } from "../law/days.ts"
import { LANGUAGES } from "./languages.ts"
import type { Site } from "./site.ts"

/** `25 November 2026, 14:05`. */
export function momentText(site: Site, at: Date): string {
  return `${site.day(dayOfMoment(site, at))}, ${timeText(site, at)}`
}

/** `14:05`. */
export function timeText(site: Site, at: Date): string {
  return new Intl.DateTimeFormat(LANGUAGES[site.language].locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: site.pack.settings.timeZone }).format(at)
}

export function dayOfMoment(site: Site, at: Date): Day {
  return dayIn(site.pack.settings.timeZone, at)
}

/** As the value of an input of type `datetime-local`. */
export function localText(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).format(at).replace(" ", "T")
}

/**
 * The instant that a clock in a time zone shows so, the earlier one of two where it is set back; `null` for what is no such text or no time of
 * that day.
 */
export function instantOf(timeZone: string, local: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const asIfUtc = Date.parse(`${local}:00Z`)
  if (Number.isNaN(asIfUtc)) return null
  const shows = (at: number): boolean => localText(timeZone, new Date(at)) === local
  // Offsets are whole quarters of an hour, from UTC+14 to UTC-12.
  for (let quarters = 14 * 4; quarters >= -12 * 4; quarters--) if (shows(asIfUtc - quarters * 900_000)) return new Date(asIfUtc - quarters * 900_000)
  return null
}
