/** The chain: each of those on call is told once, five minutes apart, until somebody answers; and nobody is told after that. */
import fc from "fast-check"
import { expect, test } from "vitest"
import type { PersonId } from "../types.ts"
import { ANSWER_WITHIN_MS, nextStep, type Told } from "./chain.ts"
import { DIRECTIONS, differsFrom } from "./directions.ts"

const SECOND = 1_000
const names = fc.uniqueArray(fc.constantFrom("A", "B", "C", "D", "E", "F").map((name) => name as PersonId), { maxLength: 6 })

/** A server that looks at these instants, in seconds since the call. */
function run(looks: readonly number[], onCallAt: (second: number) => readonly PersonId[], answeredAt: number | null): { readonly told: readonly Told[]; readonly last: ReturnType<typeof nextStep>["kind"] | null } {
  const told: Told[] = []
  let last: ReturnType<typeof nextStep>["kind"] | null = null
  for (const second of looks) {
    const now = new Date(second * SECOND)
    const step = nextStep(answeredAt !== null && answeredAt <= second ? new Date(answeredAt * SECOND) : null, told, onCallAt(second), now)
    if (step.kind === "tell") told.push({ person: step.person, at: now })
    last = step.kind
  }
  return { told, last }
}

const everySecond = Array.from({ length: 3_000 }, (_, second) => second)

test("looked at every second, the nth is told at five minutes times n", () => {
  fc.assert(fc.property(names, (people) => {
    const { told, last } = run(everySecond, () => people, null)
    expect(told).toEqual(people.map((person, at) => ({ person, at: new Date(at * ANSWER_WITHIN_MS) })))
    expect(last).toBe("nobody-left")
  }), { numRuns: 20 })
})

test("however seldom it is looked at, nobody is told twice or before the last had five minutes", () => {
  const looks = fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 40 }).map((seconds) => [...seconds].sort((a, b) => a - b))
  const shifting = fc.tuple(names, names, fc.integer({ min: 0, max: 4_000 }))
  fc.assert(fc.property(looks, shifting, (seconds, [before, after, change]) => {
    const onCallAt = (second: number): readonly PersonId[] => (second < change ? before : after)
    const { told } = run(seconds, onCallAt, null)
    expect(new Set(told.map(({ person }) => person)).size).toBe(told.length)
    told.forEach(({ person, at }, index) => {
      expect(onCallAt(at.getTime() / SECOND)).toContain(person)
      const earlier = told[index - 1]
      if (earlier !== undefined) expect(at.getTime() - earlier.at.getTime()).toBeGreaterThanOrEqual(ANSWER_WITHIN_MS)
    })
  }))
})

test("nobody is told after it was answered", () => {
  fc.assert(fc.property(names, fc.integer({ min: 0, max: 2_000 }), (people, answered) => {
    const { told, last } = run(everySecond.filter((second) => second % 10 === 0), () => people, answered)
    expect(told.every(({ at }) => at.getTime() < answered * SECOND)).toBe(true)
    expect(last).toBe("answered")
  }), { numRuns: 50 })
})

test("whoever comes on call while it waits is told, once those told before had their time", () => {
  const [ana, ben] = ["Ana", "Ben"].map((name) => name as PersonId)
  if (ana === undefined || ben === undefined) throw new Error("nobody")
  const { told } = run(everySecond, (second) => (second < 1_000 ? [ana] : [ben]), null)
  expect(told.map(({ person, at }) => [person, at.getTime() / SECOND])).toEqual([["Ana", 0], ["Ben", 1_000]])
})

test.each([
  ["follow-answer", []],
  ["wait-for-me", ["allowed", "required", "advised-for"]],
  ["step-aside", ["allowed", "required", "advised-for"]],
  ["act-on-emergency", ["prohibited", "advised-against"]],
] as const)("%s differs from %j alone", (direction, expected) => {
  const outcomes = ["prohibited", "allowed", "required", "advised-against", "advised-for", "conflict", "silent", "open", "impossible"] as const
  expect(outcomes.filter((outcome) => differsFrom(direction, outcome)).sort()).toEqual([...expected].sort())
  expect(DIRECTIONS).toContain(direction)
})
