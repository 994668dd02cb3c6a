import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { nodeCrypto as crypto, signingKeyFromSeed } from "../../record/node-crypto.ts"
import { base64FromBytes, bytesFromHex, concatBytes, hexFromBytes, textFromUtf8, uint64Bytes, utf8 } from "../text/bytes.ts"
import type { Problem } from "./failure.ts"
import { isWeak, keyOf, parseKey, printKey, type VerifierKey } from "./key.ts"
import { openNote, parseNote, printNote, signText, type SignedNote } from "./note.ts"

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const signer = (name: string, byte: number, type: VerifierKey["type"] = "ed25519") => {
  const { publicKey, sign } = signingKeyFromSeed(seed(byte))
  return { key: keyOf(crypto, name, type, publicKey), sign }
}
const log = signer("chicago.example/record", 1)
const witness = signer("guild.example", 2, "ed25519-cosignature")
const text = "chicago.example/record\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
const note: SignedNote = { text, signatures: [signText(log.key, log.sign, text, 0), signText(witness.key, witness.sign, text, 1_700_000_000)] }

function mustParse(written: string): SignedNote {
  const parsed = parseNote(utf8(written))
  if (parsed.kind !== "note") throw new Error(`malformed: ${parsed.problem}`)
  return parsed.note
}

describe("keys", () => {
  test("reading is the inverse of writing", () => {
    for (const { key } of [log, witness]) expect(parseKey(crypto, printKey(key))).toEqual({ kind: "key", key: { ...key, publicKey: Uint8Array.from(key.publicKey) } })
  })

  test("the example of Go's note package", () => {
    // PeterNeumann+c74f20a3+… of golang.org/x/mod/sumdb/note, example_test.go
    const parsed = parseKey(crypto, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    expect(parsed).toMatchObject({ kind: "key", key: { name: "PeterNeumann", id: "c74f20a3", type: "ed25519" } })
    const message = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    const opened = parsed.kind === "key" ? openNote(crypto, mustParse(message), [parsed.key]) : parsed
    expect(opened.kind).toBe("opened")
    expect(opened.kind === "opened" && opened.by.length).toBe(1)
  })

  const good = printKey(log.key)
  const [, id = "", encoded = ""] = /^[^+]+\+([^+]+)\+(.*)$/.exec(good) ?? []
  test.each<[string, string, Problem]>([
    ["no text", "", "key-form"],
    ["no key", `chicago.example/record+${id}`, "key-form"],
    ["an empty name", `+${id}+${encoded}`, "key-form"],
    ["a name with a space", `a b+${id}+${encoded}`, "key-form"],
    ["a name with a no-break space", `a\u00a0b+${id}+${encoded}`, "key-form"],
    ["a name with the next-line sign", `a\u0085b+${id}+${encoded}`, "key-form"],
    ["a short id", `chicago.example/record+${id.slice(1)}+${encoded}`, "key-form"],
    ["an id in capitals", `chicago.example/record+${id.toUpperCase().replace(/^\d+$/, "ABCDEFAB")}+${encoded}`, "key-form"],
    ["another id", `chicago.example/record+00000000+${encoded}`, "key-id"],
    ["another name", `chicago.example/other+${id}+${encoded}`, "key-id"],
    ["a type that nobody assigned", withType(0xfa), "key-algorithm"],
    ["ML-DSA-44, which this program does not check", withType(0x06), "key-algorithm"],
    ["a byte too few", withType(0x01, log.key.publicKey.subarray(1)), "key-form"],
  ])("%s is refused", (_, written, problem) => {
    expect(parseKey(crypto, written, 7)).toEqual({ kind: "malformed", part: "key", problem, line: 7 })
  })

  function withType(type: number, publicKey: Uint8Array = log.key.publicKey): string {
    const bytes = concatBytes([Uint8Array.of(type), publicKey])
    const keyId = hexFromBytes(crypto.sha256(concatBytes([utf8("n\n"), bytes])).subarray(0, 4))
    return `n+${keyId}+${base64FromBytes(bytes)}`
  }

  test("points of small order are refused, their sign and their other spellings too", () => {
    const p = 2n ** 255n - 19n
    const encode = (y: bigint, sign: bigint): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => Number(((y | (sign << 255n)) >> BigInt(8 * at)) & 255n))
    const small = smallOrderYs()
    expect(small.size).toBe(5)
    for (const y of small) for (const sign of [0n, 1n]) expect(isWeak(encode(y, sign)), `y=${y}`).toBe(true)
    for (let past = p; past < 2n ** 255n; past++) expect(isWeak(encode(past, 0n))).toBe(true)
    expect(isWeak(encode(p - 2n, 0n))).toBe(false)
    expect(isWeak(log.key.publicKey)).toBe(false)
    expect(parseKey(crypto, withType(0x01, encode(1n, 0n)))).toMatchObject({ problem: "key-weak" })
  })
})

/** y of every point P with 8·P = 0, computed on the curve itself: -x² + y² = 1 + d·x²·y² (RFC 8032 §5.1). */
function smallOrderYs(): ReadonlySet<bigint> {
  const p = 2n ** 255n - 19n
  const mod = (value: bigint): bigint => ((value % p) + p) % p
  const power = (base: bigint, exponent: bigint): bigint => {
    let result = 1n
    for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b)
    return result
  }
  const inverse = (value: bigint): bigint => power(value, p - 2n)
  const d = mod(-121665n * inverse(121666n))
  // Doubling (x, y) gives y = 0 at order 4: y² = -x², so with the curve's equation 1 + d·y⁴·(-1)… order 8 solves d·y⁴ + 2·y² - 1 = 0.
  const sqrt = (value: bigint): bigint | null => {
    const root = power(value, (p + 3n) / 8n)
    const other = mod(root * power(2n, (p - 1n) / 4n))
    return [root, other].find((one) => mod(one * one) === mod(value)) ?? null
  }
  const ys = new Set([0n, 1n, p - 1n])
  const half = sqrt(1n + d)
  for (const sign of [1n, -1n]) {
    const y = half === null ? null : sqrt(mod((-1n + sign * half) * inverse(d)))
    if (y !== null) ys.add(y).add(p - y)
  }
  return ys
}

describe("notes", () => {
  test("reading is the inverse of writing, and both signatures hold", () => {
    expect(printNote(mustParse(printNote(note)))).toBe(printNote(note))
    expect(openNote(crypto, mustParse(printNote(note)), [log.key, witness.key])).toEqual({
      kind: "opened",
      by: [{ key: log.key, time: null }, { key: witness.key, time: 1_700_000_000 }],
    })
  })

  test("empty lines in the text belong to it", () => {
    const verse = "one\n\ntwo\n"
    const read = mustParse(printNote({ text: verse, signatures: [signText(log.key, log.sign, verse, 0)] }))
    expect(read.text).toBe(verse)
    expect(openNote(crypto, read, [log.key])).toMatchObject({ by: [{ key: log.key }] })
  })

  test("every bit of text and signature counts", () => {
    const bytes = utf8(printNote(note))
    const last = bytes.length * 8
    for (let bit = 0; bit < last; bit++) {
      const changed = Uint8Array.from(bytes, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      const parsed = parseNote(changed)
      if (parsed.kind === "malformed") continue
      const opened = openNote(crypto, parsed.note, [log.key, witness.key])
      // A changed name or id is another key's line, and costs that signature; anything else is wrong.
      if (opened.kind === "opened") expect(opened.by.length, textFromUtf8(changed) ?? "").toBeLessThan(2)
    }
  })

  test("unknown lines are passed over, even with a known name or a known id; a known key's wrong line is not", () => {
    const other = signer("chicago.example/record", 9)
    const unknown = signText(other.key, other.sign, text, 0)
    const [first, ...rest] = note.signatures
    expect(openNote(crypto, { text, signatures: [unknown, ...note.signatures] }, [log.key])).toMatchObject({ by: [{ key: log.key }] })
    expect(openNote(crypto, { text, signatures: [{ ...unknown, name: "x", keyId: log.key.id }, ...note.signatures] }, [log.key])).toMatchObject({ by: [{ key: log.key }] })
    expect(openNote(crypto, { text, signatures: [unknown] }, [log.key])).toEqual({ kind: "opened", by: [] })
    expect(openNote(crypto, { text, signatures: [{ ...unknown, keyId: log.key.id }, ...rest] }, [log.key])).toEqual({ kind: "signature-wrong", name: log.key.name })
    expect(openNote(crypto, { text, signatures: [...(first === undefined ? [] : [first, first]), ...rest] }, [log.key])).toMatchObject({ by: [{ key: log.key }] })
  })

  test("a cosignature is bound to its time, which is not zero", () => {
    const line = signText(witness.key, witness.sign, text, 5)
    const at = (time: Uint8Array): SignedNote => ({ text, signatures: [{ ...line, bytes: concatBytes([time, line.bytes.subarray(8)]) }] })
    expect(openNote(crypto, at(uint64Bytes(5)), [witness.key])).toMatchObject({ by: [{ time: 5 }] })
    for (const time of [uint64Bytes(6), uint64Bytes(0), new Uint8Array(8).fill(255)]) expect(openNote(crypto, at(time), [witness.key]).kind).toBe("signature-wrong")
    const zero = signText(witness.key, witness.sign, text, 0)
    expect(openNote(crypto, { text, signatures: [zero] }, [witness.key]).kind).toBe("signature-wrong")
    // The log's key over the bare text is no cosignature, nor the other way round.
    expect(openNote(crypto, { text, signatures: [{ ...line, bytes: line.bytes.subarray(8) }] }, [witness.key]).kind).toBe("signature-wrong")
  })

  test("the cosigned message is the specification's", () => {
    const signed: Uint8Array[] = []
    signText(witness.key, (message) => (signed.push(message), new Uint8Array(64)), "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", 1_679_315_147)
    expect(textFromUtf8(signed[0] ?? new Uint8Array(0))).toBe("cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")
  })

  const line = printNote(note).slice(text.length + 1).split("\n")[0] ?? ""
  test.each<[string, string | Uint8Array, Problem, number]>([
    ["nothing", "", "no-signature-block", 0],
    ["a text alone", "text\n", "no-signature-block", 0],
    ["no signature behind the blank line", "text\n\n", "no-signature-block", 0],
    ["no line break at the end", `text\n\n${line}`, "no-signature-block", 0],
    ["CRLF", `text\r\n\r\n${line}\r\n`, "control-character", 1],
    ["a tab in the text", `a\nb\tc\n\n${line}\n`, "control-character", 2],
    ["a NUL in the signatures", `a\n\n${line}\u0000\n`, "control-character", 3],
    ["a hyphen for the dash", `text\n\n- ${line.slice(2)}\n`, "signature-line", 3],
    ["no space behind the dash", `text\n\n—${line.slice(2)}\n`, "signature-line", 3],
    ["two spaces", `text\n\n${line.replace(" ", "  ")}\n`, "signature-line", 3],
    ["words behind the signature", `text\n\n${line} x\n`, "signature-line", 3],
    ["no signature in the line", "text\n\n— name\n", "signature-line", 3],
    ["an id alone", "text\n\n— name AAAAAA==\n", "signature-line", 3],
    ["a plus sign in the name", `text\n\n— a+b ${line.split(" ")[2] ?? ""}\n`, "signature-line", 3],
    ["base64 of URLs", `text\n\n— name ${"-".repeat(8)}\n`, "signature-line", 3],
    ["101 signatures", `text\n\n${`${line}\n`.repeat(101)}`, "too-many-signatures", 0],
    ["a million bytes", `${"a".repeat(1_000_000)}\n\n${line}\n`, "too-long", 0],
    ["bytes that are no UTF-8", Uint8Array.of(0x61, 0xff, 0x0a), "not-utf8", 0],
  ])("%s is malformed", (_, written, problem, at) => {
    expect(parseNote(typeof written === "string" ? utf8(written) : written)).toEqual({ kind: "malformed", part: "note", problem, line: at })
  })

  test("16 signatures and more are read", () => {
    expect(mustParse(`text\n\n${`${line}\n`.repeat(100)}`).signatures.length).toBe(100)
  })

  test("any bytes are read without an exception", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => { parseNote(bytes) }))
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("\n", "— ", "a", " ", "AAAA", "=", "+") }), (written) => { parseNote(utf8(written)) }))
    expect(bytesFromHex("00")).toEqual(Uint8Array.of(0))
  })
})
