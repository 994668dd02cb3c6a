/** Local times: what is shown is read back as the instant it was, also where the clock is set. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { instantOf, localText } from "./moment.ts"

const ZONES = ["America/Chicago", "Europe/Madrid", "Asia/Kolkata", "UTC"]

test("an instant that is shown and read back shows the same", () => {
  fc.assert(fc.property(fc.constantFrom(...ZONES), fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }), (zone, at) => {
    const shown = localText(zone, at)
    const read = instantOf(zone, shown)
    expect(read === null ? null : localText(zone, read)).toBe(shown)
    expect(Math.abs((read?.getTime() ?? 0) - at.getTime())).toBeLessThanOrEqual(3_660_000)
  }), { numRuns: 60 })
})

test.each([
  ["2026-11-25T14:05", "2026-11-25T20:05:00.000Z"],
  ["2026-07-01T00:00", "2026-07-01T05:00:00.000Z"],
  ["2026-11-01T01:30", "2026-11-01T06:30:00.000Z"],
  ["2026-03-08T02:30", null],
  ["2026-02-30T10:00", null],
  ["2026-11-25", null],
  ["2026-11-25T25:00", null],
])("in Chicago %s is %s", (local, instant) => {
  expect(instantOf("America/Chicago", local)?.toISOString() ?? null).toBe(instant)
})
