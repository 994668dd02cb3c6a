/** What the balance counts, in small; the warnings that rest on it have their golden cases. */
import { describe, expect, test } from "vitest"
import { readTimeline } from "./read.ts"
import { adjectivesIn } from "./adjectives.ts"
import { balanceOf, wordsOf } from "./balance.ts"
import type { Timeline } from "./types.ts"

const SOURCE = "{ by: Clerk; Gazette, read-on: 2026-02-01, confidence: P }"

function timelineOf(statements: readonly (readonly [side: string, says: string, quote: string | null, answered: boolean])[]): Timeline {
  const written = statements.map(([side, says, quote, answered], index) =>
    `  - { id: s-${String(index)}, date: 2026-01-02, speaker: X, role: Y, side: ${side}, says: ${says}, ${quote === null ? "" : `quote: ${quote}, `}source: ${SOURCE}, answer: ${answered ? `{ by: Z, says: No., source: ${SOURCE} }` : "{ none-found: 2026-01-31 }"} }`)
  return readTimeline({ path: "timeline.yaml", text: `statements:\n${written.join("\n")}\n`, offset: 0 }, new Map(), [])
}

test("the median is the middle one, or lies between the two in the middle; a quotation counts", () => {
  const { sides } = balanceOf(timelineOf([
    ["city", "one two three", null, true],
    ["city", "one", null, false],
    ["city", "one two three four", "five six", false],
    ["dhs", "one two", null, true],
    ["dhs", "one two three four five", null, true],
  ]))
  const of = (side: string) => sides.find((one) => one.side === side)
  expect(of("city")).toMatchObject({ statements: 3, words: { median: 3, least: 1, most: 6 }, answered: 1 })
  expect(of("dhs")).toMatchObject({ statements: 2, words: { median: 3.5, least: 2, most: 5 }, answered: 2 })
  expect(of("courts")).toMatchObject({ statements: 0, words: null, answered: 0 })
})

test("outlets are counted apart, those of answers too, the most read first", () => {
  expect(balanceOf(timelineOf([["city", "one", null, true], ["dhs", "one", null, false]])).outlets).toEqual([
    { outlet: "Clerk", sources: 3 },
    { outlet: "Gazette", sources: 3 },
  ])
})

test("signs alone are no words", () => {
  expect(wordsOf({ says: "Says that – by data – 32% fell.", quote: null })).toBe(6)
})

describe("adjectives that take a side", () => {
  test.each([
    ["a brutal raid", "en", ["brutal"]],
    ["A Reckless, reckless act", "en", ["Reckless", "reckless"]],
    ["calls it “reckless”, « brutal » and \"cruel\"", "en", []],
    ["he acts recklessly; an extremely short note; a non-extreme case", "en", []],
    ["las crueles patrullas históricas", "es", ["crueles", "históricas"]],
    ["por “cruel” que sea", "es", []],
    ["a brutal raid", "pl", []],
  ])("%s (%s)", (text, language, found) => {
    expect(adjectivesIn(text, language)).toEqual(found)
  })
})
