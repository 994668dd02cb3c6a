/**
 * When a duty is due, in words: a day, a time after the clause's first day (ISO 8601, `P30D`), or again and again (RFC 5545,
 * `FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1`). What of a recurrence has no words here is shown as written.
 */
import type { Duty } from "../../law/types.ts"
import { LANGUAGES } from "../../ui/languages.ts"
import type { Site } from "../../ui/site.ts"

export function dueWords(site: Site, duty: Duty): string {
  if (duty.due === null) return site.t("duty.no-date")
  switch (duty.due.kind) {
    case "day":
      return site.t("duty.by", { day: site.day(duty.due.day) })
    case "after":
      return site.t("duty.after", { time: durationWords(site, duty.due.duration) })
    case "every":
      return recurrenceWords(site, duty.due.rrule)
  }
}

const UNITS = [["year", "Y"], ["month", "M"], ["week", "W"], ["day", "D"]] as const

function durationWords(site: Site, duration: string): string {
  const days = duration.split("T")[0] ?? ""
  const parts = UNITS.flatMap(([unit, letter]) => {
    const count = new RegExp(`(\\d+)${letter}`).exec(days)?.[1]
    if (count === undefined) return []
    return [new Intl.NumberFormat(LANGUAGES[site.language].locale, { style: "unit", unit, unitDisplay: "long" }).format(Number(count))]
  })
  return parts.length === 0 || duration.includes("T") ? duration : site.list(parts)
}

function recurrenceWords(site: Site, rrule: string): string {
  const parts = new Map(rrule.split(";").map((part) => [part.split("=")[0] ?? "", part.split("=")[1] ?? ""]))
  const [month, day] = [Number(parts.get("BYMONTH")), Number(parts.get("BYMONTHDAY"))]
  if (rrule === "FREQ=MONTHLY;INTERVAL=3") return site.t("duty.quarterly")
  const isPlain = !parts.has("INTERVAL") && [...parts.keys()].every((key) => ["FREQ", "BYMONTH", "BYMONTHDAY"].includes(key)) && !/,/.test(rrule)
  if (!isPlain) return site.t("duty.as-written", { rrule })
  if (parts.get("FREQ") === "YEARLY" && month > 0 && day > 0) return site.t("duty.yearly-by", { day: dayOfYear(site, month, day) })
  const often = OFTEN.find(([frequency]) => frequency === parts.get("FREQ"))
  return often === undefined ? site.t("duty.as-written", { rrule }) : site.t(often[1])
}

const OFTEN = [["YEARLY", "duty.yearly"], ["MONTHLY", "duty.monthly"], ["WEEKLY", "duty.weekly"], ["DAILY", "duty.daily"]] as const

function dayOfYear(site: Site, month: number, day: number): string {
  const format = new Intl.DateTimeFormat(LANGUAGES[site.language].locale, { day: "numeric", month: "long", timeZone: "UTC" })
  return format.format(new Date(Date.UTC(2024, month - 1, day)))
}
