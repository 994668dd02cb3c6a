import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { lex, splitAtTop } from "./lexer.ts"

describe("tokens", () => {
  test.each([
    ["names, numbers and symbols", "permit(a_1, 42);", ["permit", "(", "a_1", ",", "42", ")", ";"]],
    ["two-character symbols before their halves", "a::b==c!=d<=e>=f&&g||h<i", ["a", "::", "b", "==", "c", "!=", "d", "<=", "e", ">=", "f", "&&", "g", "||", "h", "<", "i"]],
    ["comments are left out", "a // b; \"c\n d", ["a", "d"]],
    ["a comment ends where cedar-wasm ends it, at a lone carriage return too", "a // b\rc // d\r\ne", ["a", "c", "e"]],
    ["a comment does not end at other separators", "a // b\u2028c\u0085d", ["a"]],
    ["blanks as cedar-wasm has them", "a\u0085b\u2028c\u00a0d\fe", ["a", "b", "c", "d", "e"]],
    ["a comment's signs inside a string", '"a // b" c', ['"a // b"', "c"]],
    ["annotations", '@id("x") @must', ["@", "id", "(", '"x"', ")", "@", "must"]],
    ["slots", "?principal", ["?principal"]],
    ["a string over two lines", '"a\nb" c', ['"a\nb"', "c"]],
    ["an open string ends with its line", '"a b\nc', ['"a b', "c"]],
    ["what is no Cedar", "a & é #", ["a", "&", "é", "#"]],
  ])("%s", (_, text, expected) => {
    expect(lex(text).map((token) => token.text)).toEqual(expected)
  })

  test.each([
    ["quotes", '"a\\"b\\\'c"', "a\"b'c"],
    ["control characters", '"\\n\\t\\r\\0\\\\"', "\n\t\r\0\\"],
    ["code points", '"\\x41\\u{e9}\\u{1f600}"', "Aé😀"],
    ["unknown escapes stay", '"\\q\\u{fffffff}"', "\\q\\u{fffffff}"],
  ])("escapes: %s", (_, text, expected) => {
    expect(lex(text)).toMatchObject([{ kind: "string", value: expected }])
  })

  test("any text is cut into tokens that stand where they say, in sequence", () => {
    const cedarLike = fc.array(fc.oneof(fc.string(), fc.constantFrom('"', "\\", "//", "\n", "::", "&&", "?", "😀", "é", "when", "{", "}")), { maxLength: 30 }).map((parts) => parts.join(""))
    fc.assert(
      fc.property(cedarLike, (text) => {
        let end = 0
        for (const token of lex(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end)
          expect(text.slice(token.start, token.end)).toBe(token.text)
          expect(token.end).toBeGreaterThan(token.start)
          end = token.end
        }
      }),
    )
  })
})

test("a cut at commas leaves those in brackets alone", () => {
  const pieces = splitAtTop(lex("a, [b, c], f(d, {e, g}),"), ",")
  expect(pieces.map((piece) => piece.map((token) => token.text).join(""))).toEqual(["a", "[b,c]", "f(d,{e,g})"])
})
