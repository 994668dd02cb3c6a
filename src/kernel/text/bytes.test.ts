import { randomBytes } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { base64FromBytes, bytesFromBase64, bytesFromHex, hexFromBytes, parseDecimal, textFromUtf8, uint64Bytes, uint64FromBytes, utf8 } from "./bytes.ts"

const bytes = fc.uint8Array({ maxLength: 100 })

test("base64 is Node's, and reading is the inverse of writing", () => {
  fc.assert(fc.property(bytes, (some) => {
    const text = base64FromBytes(some)
    expect(text).toBe(Buffer.from(some).toString("base64"))
    expect(bytesFromBase64(text)).toEqual(some)
  }))
})

test("no text but the one that is written is read as base64", () => {
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^[A-Za-z0-9+/=]{0,12}$/)), (text) => {
    const read = bytesFromBase64(text)
    expect(read === null ? text : base64FromBytes(read)).toBe(text)
  }))
})

test.each([
  ["URL letters", "-_-_"],
  ["no padding", "Zg"],
  ["a bit left over", "Zh=="],
  ["padding inside", "Zg==Zg=="],
  ["a line break", "Zm9v\n"],
  ["a blank", "Zm9v Zm9v"],
  ["three signs of padding", "Z==="],
])("base64 with %s is refused", (_, text) => {
  expect(bytesFromBase64(text)).toBeNull()
})

test("hex: reading is the inverse of writing; capitals and odd lengths are refused", () => {
  fc.assert(fc.property(bytes, (some) => { expect(bytesFromHex(hexFromBytes(some))).toEqual(some) }))
  for (const text of ["AB", "abc", "g0", " 00", "00\n"]) expect(bytesFromHex(text)).toBeNull()
})

test("UTF-8: a byte order mark stays, what is no UTF-8 is refused", () => {
  expect(textFromUtf8(utf8("\ufeffa—b"))).toBe("\ufeffa—b")
  for (const wrong of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x80]]) expect(textFromUtf8(Uint8Array.from(wrong))).toBeNull()
})

test("64-bit integers: up to 2^53-1, and no further", () => {
  fc.assert(fc.property(fc.maxSafeNat(), (value) => { expect(uint64FromBytes(uint64Bytes(value))).toBe(value) }))
  expect(uint64FromBytes(Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0))).toBeNull()
  expect(uint64FromBytes(randomBytes(7))).toBeNull()
})

test.each(["", "00", "01", "+1", "-1", "1.0", "1e3", " 1", "1\n", "9007199254740992", "99999999999999999", "١"])("%j is no decimal", (text) => {
  expect(parseDecimal(text)).toBeNull()
})

test("decimals are read as they are written", () => {
  for (const value of [0, 1, 10, 9007199254740991]) expect(parseDecimal(String(value))).toBe(value)
})
