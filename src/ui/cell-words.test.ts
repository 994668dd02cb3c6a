/** Values in a reader's words: what would change an answer names a range, not some number in it. */
import { expect, test } from "vitest"
import { openPack } from "../pipeline.ts"
import type { Day } from "../law/types.ts"
import { classWords } from "./cell-words.ts"
import { factOf } from "./fact-words.ts"
import { openSite } from "./site.ts"

test("a number stands for its range; other values for themselves", () => {
  const { book } = openPack("packs/heat-emergency")
  const question = book?.question("work-outdoors")
  if (book === null || question === undefined) throw new Error("the heat pack has no such question")
  const site = openSite(book, "en", "2026-07-10" as Day, "")
  const numbers = question.facts.filter(({ shape }) => shape.kind === "number")
  expect(numbers.length).toBeGreaterThan(0)
  for (const fact of numbers) {
    const written = fact.shape.kind === "number" && fact.shape.unit === "duration" ? "0ms" : "0"
    expect(classWords(site, question, "2026-07-10" as Day, fact, written).text).toMatch(/[≤≥–]/)
  }
  const body = factOf(question, "body")
  const [first] = book.pack.bodies
  if (body === undefined || first === undefined) throw new Error("nobody asks")
  expect(classWords(site, question, "2026-07-10" as Day, body, first.id).text).toBe(first.name)
})
