import { expect, test } from "vitest"
import type { Day } from "../law/types.ts"
import { bestLanguage, printDay, printList } from "./languages.ts"

test.each([
  ["en", "30 August 2025"],
  ["es", "30 de agosto de 2025"],
] as const)("a day in %s", (language, expected) => {
  expect(printDay(language, "2025-08-30" as Day)).toBe(expected)
})

test.each([
  ["en", "a, b and c"],
  ["es", "a, b y c"],
] as const)("a list in %s", (language, expected) => {
  expect(printList(language, ["a", "b", "c"])).toBe(expected)
})

test.each([
  [undefined, "en"],
  ["", "en"],
  ["es", "es"],
  ["es-419", "es"],
  ["fr, es;q=0.5, en;q=0.4", "es"],
  ["es;q=0, en", "en"],
  ["*", "en"],
  ["pl", "en"],
  ["es;q=nonsense", "en"],
])("Accept-Language %s gives %s", (header, expected) => {
  expect(bestLanguage(header, ["en", "es"])).toBe(expected)
})
