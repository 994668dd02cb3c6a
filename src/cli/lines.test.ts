/** Lines: the same however the bytes are cut, in bounded memory. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { Lines, LONGEST_LINE, type Line } from "./lines.ts"

function linesOf(chunks: readonly Buffer[]): readonly Line[] {
  const lines = new Lines()
  const found: Line[] = []
  for (const chunk of chunks) lines.push(chunk, (line) => { found.push(line) })
  lines.end((line) => { found.push(line) })
  return found
}

const text = (number: number, line: string): Line => ({ kind: "text", number, text: line })

test("cut anywhere, bytes give the lines that they give whole", () => {
  const pieces = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("\n", "\r\n", "\n\n", " ", "\ufeff")))
  fc.assert(
    fc.property(pieces.map((all) => Buffer.from(all.join(""))), fc.array(fc.nat({ max: 40 })), (bytes, cuts) => {
      const chunks: Buffer[] = []
      let from = 0
      for (const cut of cuts) { chunks.push(bytes.subarray(from, from + cut)); from += cut }
      expect(linesOf([...chunks, bytes.subarray(from)])).toEqual(linesOf([bytes]))
    }),
  )
})

test.each<[string, string, readonly Line[]]>([
  ["nothing", "", []],
  ["no end to the last", "a\nb", [text(1, "a"), text(2, "b")]],
  ["an end to the last", "a\nb\n", [text(1, "a"), text(2, "b")]],
  ["CR LF", "a\r\nb\r\n", [text(1, "a\r"), text(2, "b\r")]],
  ["blank lines, which are counted", "\n  \na\n\r\n", [text(3, "a")]],
  ["a byte order mark", "\ufeffa\n\ufeffb", [text(1, "a"), text(2, "\ufeffb")]],
  ["a byte order mark and nothing else", "\ufeff\na", [text(2, "a")]],
])("%s", (_, bytes, expected) => {
  expect(linesOf([Buffer.from(bytes)])).toEqual(expected)
})

test("bytes that are not UTF-8 are told, and the next line is read", () => {
  expect(linesOf([Buffer.from([0x61, 0xff, 0x0a, 0x62])])).toEqual([{ kind: "not-utf8", number: 1 }, text(2, "b")])
})

test("a line as long as may be is read; a longer one is told and passed over, however it comes", () => {
  const longest = "x".repeat(LONGEST_LINE)
  expect(linesOf([Buffer.from(`${longest}\nb`)])).toEqual([text(1, longest), text(2, "b")])
  expect(linesOf([Buffer.from(`${longest}x\nb`)])).toEqual([{ kind: "too-long", number: 1 }, text(2, "b")])
  expect(linesOf([...Array.from({ length: 40 }, () => Buffer.from("x".repeat(LONGEST_LINE / 16))), Buffer.from("\nb")])).toEqual([{ kind: "too-long", number: 1 }, text(2, "b")])
  expect(linesOf([Buffer.from(`${longest}x`)])).toEqual([{ kind: "too-long", number: 1 }])
})
