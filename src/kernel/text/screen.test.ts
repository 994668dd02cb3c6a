/** Screening: what is found stands in the text, what looks the same is found the same, and a mark settles its word and no other. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { marksUsed, screen, unsettled } from "./screen.ts"

const GREEN = { pattern: "\\bgreen cards?\\b", hint: "g" }
const BORN = { pattern: "born in|\\bnacio en\\b", hint: "b" }
const NUMBER = { pattern: "\\bA-?\\d{8,9}\\b", hint: "n" }
const ALL = [GREEN, BORN, NUMBER]
const wordsIn = (text: string): readonly string[] => screen(ALL, text).map(({ word }) => word)

describe("a word is found", () => {
  test.each([
    ["in capital letters", "A GREEN CARD", ["GREEN CARD"]],
    ["with more white space", "green \n  card", ["green \n  card"]],
    ["with a character without ink in it", "gre\u200Ben card", ["gre\u200Ben card"]],
    ["with accents where the pattern has none", "nació en Lima", ["nació en"]],
    ["in full width letters", "ｇｒｅｅｎ ｃａｒｄ", ["ｇｒｅｅｎ ｃａｒｄ"]],
    ["with any dash", "A–12345678", ["A–12345678"]],
    ["behind letters of two units", "𝔘𝔫 green card", ["green card"]],
    ["more than once, in the sequence of the text", "born in a green card, Born In", ["born in", "green card", "Born In"]],
    ["once where two patterns overlap", "green cards", ["green cards"]],
    ["not within another word", "evergreen cardigan, A123456789012", []],
    ["not in nothing", "", []],
  ])("%s", (_, text, found) => {
    expect(wordsIn(text)).toEqual(found)
  })
})

test("what is found stands where it is said to stand, in any text", () => {
  const part = fc.constantFrom("green", " ", "card", "born in", "A", "-", "12345678", "é", "\u0301", "\u200B", "𝔘", "ﬁ", "\n", "x")
  fc.assert(fc.property(fc.oneof(fc.array(part).map((parts) => parts.join("")), fc.string({ unit: "binary" })), (text) => {
    let before = 0
    for (const { word, from, to } of screen(ALL, text)) {
      expect([text.slice(from, to), from >= before, to > from]).toEqual([word, true, true])
      before = to
    }
  }))
})

test("a text with what was found taken out holds nothing of it, or something new that is found again", () => {
  const taken = (text: string): string => screen(ALL, text).reduceRight((rest, { from, to }) => `${rest.slice(0, from)}▒${rest.slice(to)}`, text)
  fc.assert(fc.property(fc.array(fc.constantFrom("green card", "born in", "A12345678", " ", "x")), (parts) => {
    expect(screen(ALL, taken(parts.join(" ")))).toEqual([])
  }))
})

describe("a mark", () => {
  test("settles its word however it is spelled, and no other", () => {
    expect(unsettled(ALL, "a Green  Card table; born in", ["green card"]).map(({ word }) => word)).toEqual(["born in"])
  })
  test("that stands for nothing in the text is not kept", () => {
    expect(marksUsed(ALL, "a green card table", ["GREEN CARD", "green card", "born in"])).toEqual(["green card"])
  })
})
