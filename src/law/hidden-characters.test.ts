import { expect, test } from "vitest"
import { hiddenCharacters } from "./hidden-characters.ts"

test.each([
  ["a line turned from right to left", "// a \u202e b", "U+202E stands here, which turns the reading direction of what follows", "\u202e"],
  ["an isolate", "a \u2067b\u2069", "U+2067 stands here, which turns the reading direction of what follows", "\u2067"],
  ["a null", "a\0b", "U+0000 stands here, which nobody sees", "\0"],
  ["an escape of a terminal", "\u001b[2K", "U+001B stands here, which nobody sees", "\u001b"],
  ["a new line to some", "// a\u2028permit", "U+2028 stands here, which some programs take for a new line and others do not", "\u2028"],
  ["another", "a\u0085b", "U+0085 stands here, which some programs take for a new line and others do not", "\u0085"],
  ["a run is one place", "a\0\0\0b", "U+0000 stands here, which nobody sees", "\0\0\0"],
])("%s", (_name, text, message, underlined) => {
  const [first] = hiddenCharacters("a.md", text)
  expect(first).toMatchObject({ code: "law/hidden-character", message, hint: "leave it out" })
  expect(text.slice(first?.span?.start, first?.span?.end)).toBe(underlined)
})

test.each([
  ["Arabic, with a mark behind a sign", "\u0627\u062a\u0635\u0644 \u0628\u0640 911!\u200f \u0648\u0627\u0646\u062a\u0638\u0631 (\u061c123)"],
  ["Hebrew with points", "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd (ICE) \u200e5"],
  ["Persian with a joiner", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
  ["faces and flags", "\u{1f469}\u200d\u2696\ufe0f \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
  ["tabs and lines", "a\tb\nc\r\nd\r\n"],
  ["a blank that does not break", "\u00a7\u00a05"],
])("%s: nothing is hidden", (_name, text) => {
  expect(hiddenCharacters("a.md", text)).toEqual([])
})

test("a carriage return alone is a new line to some", () => {
  expect(hiddenCharacters("a.yaml", "a: b # c\rd: e\r\n")).toMatchObject([{ message: "U+000D stands here, which some programs take for a new line and others do not", hint: "end lines with a line feed", span: { start: 8, end: 9 } }])
})

test("a file full of them is told five times", () => {
  expect(hiddenCharacters("a.md", "\0a".repeat(1000))).toHaveLength(5)
})
