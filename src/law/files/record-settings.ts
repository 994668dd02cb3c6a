/**
 * What pack.yaml says of the record: the log's name, how fast its public part grows, and when acts may be shown or destroyed.
 *
 *     log: { origin: city.example/record }
 *     record: { every-minutes: 60, leaves: 64, release-after-days: 7, smallest-cell: 10 }     as without it
 *     disposal: { decisions: { covers: Answers given at desks, keep-days: 3650 } }           without it nothing expires
 */
import { z } from "zod"
import { SMALLEST_CELL } from "../../kernel/receipt/release-entry.ts"
import type { Disposal, RecordSettings } from "../types.ts"
import { defaulting, mapOf, optional, text, textAs } from "../yaml/forms.ts"
import { keys } from "../yaml/shape.ts"

const origin = textAs(
  // What C2SP tlog-checkpoint recommends: an address without its scheme, no spaces, no plus signs.
  (written) => (/^[a-z0-9][a-z0-9.-]*\.[a-z]+(?:\/[\w.~-]+)*$/.test(written) ? written : null),
  () => ({ code: "law/bad-url", message: "this is not the name of a log", hint: "write an address of yours without `https://`, such as `city.example/record`" }),
)

const whole = (least: number, most: number): z.ZodNumber => z.number().int().min(least).max(most)

/** Weaker than these no pack may be: a public size that tells quiet from busy, a release that comes too soon, a count that is a person. */
const record = keys({
  "every-minutes": defaulting(whole(1, 1440), 60),
  leaves: defaulting(whole(2, 65_536), 64),
  "release-after-days": defaulting(whole(7, 3650), 7),
  "smallest-cell": defaulting(whole(SMALLEST_CELL, 1_000_000), SMALLEST_CELL),
})

export const log = optional(keys({ origin }))
export const recordOrDefault = defaulting(record, record.parse({}))
export const disposal = defaulting(mapOf(keys({ covers: text, "keep-days": whole(1, 365_000) })), new Map())

export function recordSettings(written: { readonly id: string; readonly log: z.output<typeof log>; readonly record: z.output<typeof record> }): RecordSettings {
  return {
    // `.invalid` is nobody's (RFC 2606): a pack that names no log has one that nobody takes for an official one.
    origin: written.log?.origin ?? `${written.id}.invalid/record`,
    everyMinutes: written.record["every-minutes"],
    leaves: written.record.leaves,
    releaseAfterDays: written.record["release-after-days"],
    smallestCell: written.record["smallest-cell"],
  }
}

export function disposalSchedules(written: z.output<typeof disposal>): ReadonlyMap<string, Disposal> {
  return new Map([...written].map(([id, { covers, "keep-days": keepDays }]) => [id, { covers, keepDays }]))
}
