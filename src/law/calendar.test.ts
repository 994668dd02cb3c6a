import { describe, expect, test } from "vitest"
import { overlap, standingOf, stretchesOf } from "./calendar.ts"
import { addDays, dayIn, parseDay } from "./days.ts"
import type { Clause, Day, Law, Rule } from "./types.ts"

const day = (text: string): Day => parseDay(text) ?? expect.fail(`${text} is no day`)

function clause(dates: Partial<Pick<Clause, "inForce" | "ends" | "suspensions" | "withdrawals">>): Clause {
  return { inForce: null, ends: null, suspensions: [], withdrawals: [], rules: [{} as Rule], cases: [], acceptedGaps: [], ...dates } as unknown as Clause
}

const suspendedIn2026 = clause({
  inForce: day("2025-08-30"),
  ends: day("2027-01-31"),
  suspensions: [{ from: day("2026-01-01"), to: day("2026-03-05"), by: "a court", source: {} as Clause["source"] }],
})

test.each(["0000-12-31", "2025-02-29", "2100-02-29", "2025-13-01", "2025-1-01", "10000-01-01", "-0001-01-01"])("%s is no day", (text) => {
  expect(parseDay(text)).toBeNull()
})

test.each(["0001-01-01", "2024-02-29", "9999-12-31"])("%s is a day", (text) => {
  expect(parseDay(text)).toBe(text)
})

describe("how a clause stands on a day", () => {
  test.each([
    ["2025-08-29", "not-yet"],
    ["2025-08-30", "in-force"],
    ["2025-12-31", "in-force"],
    ["2026-01-01", "suspended"],
    ["2026-03-05", "suspended"],
    ["2026-03-06", "in-force"],
    ["2027-01-31", "in-force"],
    ["2027-02-01", "ended"],
  ])("%s: %s", (on, standing) => {
    expect(standingOf(suspendedIn2026, day(on))).toBe(standing)
  })

  test("a clause whose first day nobody knows counts as long in force", () => {
    expect(standingOf(clause({}), day("1900-01-01"))).toBe("in-force")
  })

  test("a withdrawal holds for the whole of its first day, and silences nothing while a court suspends the clause", () => {
    const withdrawn = clause({
      withdrawals: [{ from: "2026-02-01T15:00:00-06:00", fromDay: day("2026-02-01"), by: "Corporation Counsel" }],
      suspensions: [{ from: day("2026-03-01"), to: null, by: "a court", source: {} as Clause["source"] }],
    })
    expect(standingOf(withdrawn, day("2026-01-31"))).toBe("in-force")
    expect(standingOf(withdrawn, day("2026-02-01"))).toBe("withdrawn")
    expect(standingOf(withdrawn, day("2026-03-01"))).toBe("suspended")
  })
})

test("stretches cut all of time where a clause with rules turns, and nowhere else", () => {
  const law = { instruments: [{ clauses: [suspendedIn2026, { ...clause({ inForce: day("2024-01-01") }), rules: [] }] }] } as unknown as Law
  expect(stretchesOf(law)).toEqual([
    { from: null, to: "2025-08-29" },
    { from: "2025-08-30", to: "2025-12-31" },
    { from: "2026-01-01", to: "2026-03-05" },
    { from: "2026-03-06", to: "2027-01-31" },
    { from: "2027-02-01", to: null },
  ])
})

test("what ends on the last day of the calendar turns no day after it", () => {
  const endless = clause({ inForce: day("2025-01-01"), ends: day("9999-12-31"), suspensions: [{ from: day("2026-01-01"), to: day("9999-12-31"), by: "a court", source: {} as Clause["source"] }] })
  const law = { instruments: [{ clauses: [endless] }] } as unknown as Law
  expect(stretchesOf(law).map(({ from }) => from)).toEqual([null, "2025-01-01", "2026-01-01"])
})

test("a clause with cases alone cuts time, so that its cases have days to run on", () => {
  const law = { instruments: [{ clauses: [{ ...clause({ inForce: day("2025-06-01") }), rules: [], cases: [{}] }] }] } as unknown as Law
  expect(stretchesOf(law).map(({ from }) => from)).toEqual([null, "2025-06-01"])
})

test.each([
  [{ from: null, to: day("2025-01-01") }, { from: day("2025-01-01"), to: null }, true],
  [{ from: null, to: day("2025-01-01") }, { from: day("2025-01-02"), to: null }, false],
  [{ from: day("2025-01-01"), to: day("2025-02-01") }, { from: day("2025-01-15"), to: day("2025-01-15") }, true],
])("stretches share a day or do not: %j %j", (a, b, shared) => {
  expect(overlap(a, b)).toBe(shared)
  expect(overlap(b, a)).toBe(shared)
})

describe("days", () => {
  test.each(["2025-02-29", "2025-13-01", "2025-1-1", "20250101", "", "2025-08-30T00:00"])("%j is refused", (text) => {
    expect(parseDay(text)).toBeNull()
  })

  test("a day is that of the pack's time zone", () => {
    expect(dayIn("America/Chicago", new Date("2025-08-31T04:59:59Z"))).toBe("2025-08-30")
    expect(dayIn("America/Chicago", new Date("2025-08-31T05:00:00Z"))).toBe("2025-08-31")
  })

  test("days are added across months and leap days", () => {
    expect(addDays(day("2024-02-28"), 2)).toBe("2024-03-01")
    expect(addDays(day("2025-03-01"), -1)).toBe("2025-02-28")
  })
})
