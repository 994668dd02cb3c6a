/**
 * The contract of `Crypto`, for node:crypto and for @noble: the same digests, and the same verdict on every signature, hostile ones
 * included. A log that could make a key on which the two differ could show one record to a server and another to a browser.
 */
import { createHash } from "node:crypto"
import { ed25519 } from "@noble/curves/ed25519.js"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { browserCrypto } from "../../src/browser/crypto.ts"
import { bytesFromHex, concatBytes, hexFromBytes, utf8 } from "../../src/kernel/text/bytes.ts"
import { nodeCrypto, signingKeyFromSeed } from "../../src/record/node-crypto.ts"

const { Point } = ed25519
const L = Point.Fn.ORDER
const P = 2n ** 255n - 19n
const MESSAGE = utf8("city.example/record\n2\n")
const { publicKey, sign } = signingKeyFromSeed(new Uint8Array(32).fill(7))
const good = sign(MESSAGE)

const hex = (text: string): Uint8Array => bytesFromHex(text)!
const little = (number: bigint): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => Number((number >> BigInt(8 * at)) & 255n))
const fromLittle = (bytes: Uint8Array): bigint => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n)
const withS = (s: bigint): Uint8Array => concatBytes([good.subarray(0, 32), little(s)])
const signed = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, at) => (at === 31 ? byte | 128 : byte))
const challenge = (r: Uint8Array, key: Uint8Array, message: Uint8Array): bigint => fromLittle(createHash("sha512").update(concatBytes([r, key, message])).digest()) % L

/** A point of order 8. */
const torsion = Point.fromBytes(hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"))
const SECRET = 1234567890123456789012345678901234567890n

/** A signature that holds for a key of mixed order only where `k` is a multiple of 8, or where an equation is multiplied by 8. */
function mixed(wanted: "k divides by 8" | "k does not divide by 8"): { readonly key: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array } {
  const key = Point.BASE.multiply(SECRET % L).add(torsion).toBytes()
  const r = Point.BASE.multiply(77n).toBytes()
  for (let tried = 0; ; tried++) {
    const message = utf8(`message ${tried}`)
    const k = challenge(r, key, message)
    if ((k % 8n === 0n) === (wanted === "k divides by 8")) return { key, message, signature: concatBytes([r, little((77n + k * SECRET) % L)]) }
  }
}

/** A signature whose R has a part of order 8: it holds multiplied by 8, and not otherwise. */
function torsionInR(): Uint8Array {
  const secret = SECRET % L
  const r = Point.BASE.multiply(77n).add(torsion).toBytes()
  return concatBytes([r, little((77n + challenge(r, Point.BASE.multiply(secret).toBytes(), MESSAGE) * secret) % L)])
}

const SMALL_ORDER_Y = [0n, 1n, P - 1n, fromLittle(torsion.toBytes()), P - fromLittle(torsion.toBytes())]
const weakKeys = [...SMALL_ORDER_Y, ...[0n, 1n, 2n, 3n, 18n].map((y) => y + P)].flatMap((y) => [little(y), signed(little(y))])
const even = mixed("k divides by 8")
const odd = mixed("k does not divide by 8")

type Row = readonly [name: string, key: Uint8Array, message: Uint8Array, signature: Uint8Array, holds: boolean]
const ROWS: readonly Row[] = [
  ["RFC 8032 §7.1, test 1", hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), new Uint8Array(0), hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"), true],
  ["RFC 8032 §7.1, test 2", hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"), hex("72"), hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"), true],
  ["a good signature", publicKey, MESSAGE, good, true],
  ["another message", publicKey, utf8("city.example/record\n3\n"), good, false],
  ["a key that is not on the curve", little(2n), MESSAGE, good, false],
  ["a key of 31 bytes", publicKey.subarray(1), MESSAGE, good, false],
  ["a key of 33 bytes", concatBytes([publicKey, new Uint8Array(1)]), MESSAGE, good, false],
  ["no key", new Uint8Array(0), MESSAGE, good, false],
  ["S of the group's order more", publicKey, MESSAGE, withS(fromLittle(good.subarray(32)) + L), false],
  ["S of the group's order", publicKey, MESSAGE, withS(L), false],
  ["the largest S", publicKey, MESSAGE, withS(2n ** 256n - 1n), false],
  ["S of nothing", publicKey, MESSAGE, withS(0n), false],
  ["a signature of zeros", publicKey, MESSAGE, new Uint8Array(64), false],
  ["no signature", publicKey, MESSAGE, new Uint8Array(0), false],
  ["a signature of 63 bytes", publicKey, MESSAGE, good.subarray(0, 63), false],
  ["a signature of 65 bytes", publicKey, MESSAGE, concatBytes([good, new Uint8Array(1)]), false],
  ["a part of order 8 in R", Point.BASE.multiply(SECRET % L).toBytes(), MESSAGE, torsionInR(), false],
  ["a key of mixed order, where the parts cancel out", even.key, even.message, even.signature, true],
  ["a key of mixed order, where they do not", odd.key, odd.message, odd.signature, false],
  ...weakKeys.flatMap((key): readonly Row[] => [
    [`the weak key ${hexFromBytes(key)}`, key, MESSAGE, good, false],
    // Anybody can make this one: k·A vanishes for a key of order 1, and for one message in eight for order 8.
    [`a forgery for ${hexFromBytes(key)}`, key, MESSAGE, concatBytes([little(1n), little(0n)]), false],
    [`a forgery with R as the key ${hexFromBytes(key)}`, key, MESSAGE, concatBytes([key, little(0n)]), false],
  ]),
]

describe.each([
  ["node:crypto", nodeCrypto],
  ["@noble", browserCrypto],
] as const)("%s", (_, crypto) => {
  test.each(ROWS)("%s", (_name, key, message, signature, holds) => {
    expect(crypto.verifyEd25519(key, message, signature)).toBe(holds)
  })

  test("SHA-256 of FIPS 180-4's example", () => {
    expect(hexFromBytes(crypto.sha256(utf8("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  })

  test("HMAC-SHA-256 of RFC 4231 §4.2", () => {
    expect(hexFromBytes(crypto.hmacSha256(new Uint8Array(20).fill(0x0b), utf8("Hi There")))).toBe("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
  })

  test("every bit of a signature and of a key counts", () => {
    for (let bit = 0; bit < 64 * 8; bit += 3) expect(crypto.verifyEd25519(publicKey, MESSAGE, flipped(good, bit)), `signature, bit ${bit}`).toBe(false)
    for (let bit = 0; bit < 32 * 8; bit += 3) expect(crypto.verifyEd25519(flipped(publicKey, bit), MESSAGE, good), `key, bit ${bit}`).toBe(false)
  })
})

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
}

test("both give the same digests of whatever they are given", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 150 }), (data, key) => {
    expect(hexFromBytes(browserCrypto.sha256(data))).toBe(hexFromBytes(nodeCrypto.sha256(data)))
    expect(hexFromBytes(browserCrypto.hmacSha256(key, data))).toBe(hexFromBytes(nodeCrypto.hmacSha256(key, data)))
  }))
})

test("both give the same verdict on any key and signature", () => {
  const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const key = fc.oneof(bytes32, fc.constantFrom(publicKey, even.key, ...weakKeys))
  const half = fc.oneof(bytes32, fc.constantFrom(good.subarray(0, 32), good.subarray(32), little(0n), little(1n), little(L - 1n), ...weakKeys))
  fc.assert(fc.property(key, half, half, (one, r, s) => {
    const signature = concatBytes([r, s])
    expect(browserCrypto.verifyEd25519(one, MESSAGE, signature)).toBe(nodeCrypto.verifyEd25519(one, MESSAGE, signature))
  }), { numRuns: 300 })
})
