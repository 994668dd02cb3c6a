import fc from "fast-check"
import { expect, test } from "vitest"
import { spanIn, utf16Offset } from "./offsets.ts"

test("a byte offset at the end of any prefix is that prefix's length", () => {
  const text = fc.array(fc.constantFrom("a", "é", "…", "😀", "\n", "ñ"), { maxLength: 20 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const prefix = before.join("")
      expect(utf16Offset(prefix + after.join(""), new TextEncoder().encode(prefix).length)).toBe(prefix.length)
    }),
  )
})

test.each([
  ["inside a character", "aé", 2, 1],
  ["past the end", "aé", 99, 2],
  ["the start", "😀", 0, 0],
])("%s", (_, text, bytes, expected) => {
  expect(utf16Offset(text, bytes)).toBe(expected)
})

test("a span stays within what the author wrote", () => {
  const piece = { path: "p", text: "when { x }", offset: 93, written: { start: 7, end: 8 } }
  expect(spanIn(piece, { start: 0, end: 10 })).toEqual({ path: "p", start: 100, end: 101 })
})
