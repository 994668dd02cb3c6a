/** Values: what is written is read, what is read is printed so that it is read again, and the rest is refused. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { choice, number, setOf, text, yesNo } from "../../../tests/generators/by-hand.ts"
import { NUMBER_UNITS, type FactSpec } from "./types.ts"
import { allowedValues, LARGEST, NUMBER_RANGE, parseGiven, parseNumber, printGiven, printNumber, type Given } from "./values.ts"

const optional = { optional: true }
const FACTS: readonly FactSpec[] = [
  yesNo("consent", optional),
  choice("who", ["agents", "troops"], optional),
  text("name", optional),
  ...NUMBER_UNITS.map((unit) => number(unit, unit, optional)),
  setOf("papers", { kind: "choice", values: ["letter", "warrant"] }, optional),
  setOf("words", { kind: "text" }, optional),
  setOf("numbers", { kind: "integer" }, optional),
]

test.each(NUMBER_UNITS)("every number of a unit is printed so that it is read again, the first and the last too: %s", (unit) => {
  const { least, most } = NUMBER_RANGE[unit]
  const numbers = fc.oneof(fc.constantFrom(least, most), fc.integer({ min: least, max: most }))
  fc.assert(fc.property(numbers, (value) => { expect(parseNumber(unit, printNumber(unit, value))).toBe(value) }))
})

test("whatever can be read is printed so that it is read again", () => {
  const scraps = fc.constantFrom("yes", "agents", "letter", "warrant", "nothing", "unknown", "absent", "present", "-", "0", "12", ".5", "d", "h", "ms", "2025-08-30", "T14:30:00", "Z", "+0530", " ", ",", ",", "Ann")
  fc.assert(
    fc.property(fc.constantFrom(...FACTS), fc.array(scraps, { maxLength: 5 }).map((parts) => parts.join("")), (fact, written) => {
      const parsed = parseGiven(fact, written)
      if (parsed.kind === "given") expect(parseGiven(fact, printGiven(fact, parsed.given))).toEqual(parsed)
      else expect(parsed.allowed).toEqual(allowedValues(fact))
    }),
    { numRuns: 3000 },
  )
})

test("no text is read with an exception", () => {
  fc.assert(fc.property(fc.constantFrom(...FACTS), fc.string({ unit: "binary" }), (fact, written) => { expect(["given", "problem"]).toContain(parseGiven(fact, written).kind) }), { numRuns: 2000 })
})

test.each<readonly [string, string, Given, string]>([
  ["consent", "yes", { kind: "value", value: "yes" }, "yes"],
  ["consent", " no ", { kind: "value", value: "no" }, "no"],
  ["consent", "unknown", { kind: "unknown" }, "unknown"],
  ["consent", "absent", { kind: "absent" }, "absent"],
  ["consent", "present", { kind: "present" }, "present"],
  ["who", "troops", { kind: "value", value: "troops" }, "troops"],
  ["name", "Ann, of Cook County", { kind: "value", value: "Ann, of Cook County" }, "Ann, of Cook County"],
  ["name", "", { kind: "value", value: "" }, ""],
  ["integer", "-0", { kind: "number", value: 0 }, "0"],
  ["integer", "0017", { kind: "number", value: 17 }, "17"],
  ["integer", String(LARGEST), { kind: "number", value: LARGEST }, String(LARGEST)],
  ["decimal", "2.50", { kind: "number", value: 25_000 }, "2.5"],
  ["decimal", "-0.0001", { kind: "number", value: -1 }, "-0.0001"],
  ["decimal", "3", { kind: "number", value: 30_000 }, "3"],
  ["decimal", "900719925474.0991", { kind: "number", value: LARGEST }, "900719925474.0991"],
  ["datetime", "1970-01-01", { kind: "number", value: 0 }, "1970-01-01"],
  ["datetime", "2025-08-30T14:30:00Z", { kind: "number", value: 1_756_564_200_000 }, "2025-08-30T14:30:00Z"],
  ["datetime", "2025-08-30T14:30:00.250-0500", { kind: "number", value: 1_756_582_200_250 }, "2025-08-30T19:30:00.250Z"],
  ["datetime", "2024-02-29", { kind: "number", value: 1_709_164_800_000 }, "2024-02-29"],
  ["duration", "1d2h30m", { kind: "number", value: 95_400_000 }, "1d2h30m"],
  ["duration", "90m", { kind: "number", value: 5_400_000 }, "1h30m"],
  ["duration", "5ms", { kind: "number", value: 5 }, "5ms"],
  ["duration", "-1h", { kind: "number", value: -3_600_000 }, "-1h"],
  ["duration", "0h", { kind: "number", value: 0 }, "0ms"],
  ["papers", "warrant,letter", { kind: "set", members: ["letter", "warrant"] }, "letter,warrant"],
  ["papers", "warrant, warrant", { kind: "set", members: ["warrant"] }, "warrant"],
  ["papers", "nothing", { kind: "set", members: [] }, "nothing"],
  ["papers", "", { kind: "set", members: [] }, "nothing"],
  ["numbers", "07,7,-0", { kind: "set", members: ["0", "7"] }, "0,7"],
])("%s=%s is %o, printed %s", (id, written, given, printed) => {
  const fact = FACTS.find((one) => one.id === id)!
  expect(parseGiven(fact, written)).toEqual({ kind: "given", given })
  expect(printGiven(fact, given)).toBe(printed)
})

describe("refused", () => {
  test.each([
    ["consent", "true"],
    ["consent", "Yes"],
    ["consent", ""],
    ["who", "nobody"],
    ["who", "agents,troops"],
    ["integer", "1.5"],
    ["integer", "1e3"],
    ["integer", "+1"],
    ["integer", "9007199254740992"],
    ["integer", "99999999999999999"],
    ["integer", ""],
    ["decimal", "0.00001"],
    ["decimal", ".5"],
    ["decimal", "1."],
    ["decimal", "900719925474.0992"],
    ["datetime", "2025-02-29"],
    ["datetime", "2025-13-01"],
    ["datetime", "2025-8-30"],
    ["datetime", "30 August 2025"],
    ["datetime", "2025-08-30T14:30Z"],
    ["datetime", "2025-08-30T14:30:00"],
    ["datetime", "2025-08-30T24:00:00Z"],
    ["datetime", "2025-08-30T23:59:60Z"],
    ["datetime", "2025-08-30T14:30:00+05:30"],
    ["datetime", "2025-08-30T14:30:00+2400"],
    ["datetime", "2025-08-30 14:30:00Z"],
    ["datetime", "9999-12-31T23:59:59-0100"],
    ["duration", "1h1d"],
    ["duration", "90"],
    ["duration", "-"],
    ["duration", "1.5h"],
    ["duration", "104249991375d"],
    ["papers", "letter,visa"],
    ["papers", "letter,"],
    ["papers", "letter,nothing"],
    ["words", "a,,b"],
    ["words", ","],
    ["words", "nothing,unknown"],
    ["numbers", "7,seven"],
  ])("%s=%s", (id, written) => {
    expect(parseGiven(FACTS.find((one) => one.id === id)!, written).kind).toBe("problem")
  })

  test.each(["absent", "present"])("%s, of a fact that is always there", (written) => {
    for (const fact of FACTS) expect(parseGiven({ ...fact, optional: false }, written).kind).toBe("problem")
  })

  test("with the text as written, and what may be said instead", () => {
    expect(parseGiven(FACTS[1]!, "trops")).toEqual({ kind: "problem", problem: "`trops` is not a value of `who`", allowed: ["agents", "troops", "absent", "present", "unknown"] })
    expect(parseGiven(number("age"), "old")).toEqual({ kind: "problem", problem: "`old` is not a whole number", allowed: ["a whole number", "unknown"] })
  })
})
