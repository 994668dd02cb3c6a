/** How the balance reads on a terminal. */
import { expect, test } from "vitest"
import { printBalance } from "./print-balance.ts"

const plain = (_style: string, text: string): string => text

test("a line for each side, also for one without statements, and the outlets", () => {
  const sides = [
    { side: "city" as const, statements: 2, words: { median: 17.5, least: 15, most: 20 }, answered: 1 },
    { side: "dhs" as const, statements: 0, words: null, answered: 0 },
  ]
  expect(printBalance({ sides, outlets: [{ outlet: "Clerk", sources: 3 }, { outlet: "Gazette", sources: 1 }] }, plain)).toEqual([
    "Balance of the time line: 2 statements, words each as the median and from least to most",
    "side  statements  words            answered",
    "city  2           17.5 (15 to 20)  1 of 2",
    "dhs   0           none             0 of 0",
    "Read in 4 places, of 2 outlets:",
    "  Clerk 3, Gazette 1",
  ])
})

test("nothing to compare", () => {
  expect(printBalance({ sides: [], outlets: [] }, plain)).toEqual(["The time line has no statements to compare."])
})
