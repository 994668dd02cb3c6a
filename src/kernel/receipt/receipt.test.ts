import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { nodeCrypto as crypto, signingKeyFromSeed } from "../../record/node-crypto.ts"
import { leafHash, leafIndex, nodeHash, treeSize } from "../log/hashes.ts"
import { printCheckpoint } from "../log/checkpoint.ts"
import { keyOf } from "../log/key.ts"
import { printNote, signText } from "../log/note.ts"
import type { Policy } from "../log/policy.ts"
import { printProofFile } from "../log/proof-file.ts"
import { equalBytes, utf8 } from "../text/bytes.ts"
import type { JsonValue } from "../text/canonical-json.ts"
import { decisionOf } from "./act.ts"
import { parseEntry, printEntry, SEALED_BYTES, type ClearEntry, type Entry } from "./entry.ts"
import { forestOn, printForestList, readForestList } from "./forest-list.ts"
import { commitmentOf, isFieldGroup, onlyGroups, opens, parseOpening, printOpening, type Opening } from "./opening.ts"
import { checkOpening, checkReceipt, isEntry } from "./receipt.ts"

const digest = "ab".repeat(32)
const key32 = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const opening: Opening = new Map([
  ["cell", { key: key32(1), fields: { department: "cpd", question: "joint-duty", outcome: "prohibited", law: digest, month: "2026-11" } }],
  ["act", { key: key32(2), fields: { kind: "decision", reference: "7K4Q-92", at: "2026-11-25T12:00:00.000Z", on: "2026-11-25", incident: null } }],
  ["facts", { key: key32(3), fields: { body: "cpd", purpose: "immigration" } }],
  ["private", { key: key32(4), fields: { existing_agreement: "no" } }],
  ["answer", { key: key32(5), fields: { reachable: ["prohibited"], rules: [{ id: "no-joint-duty", certain: true }] } }],
])
const sealed: Entry = { kind: "sealed", commitment: commitmentOf(crypto, opening) }

const clear: readonly ClearEntry[] = [
  { kind: "pack", pack: "example", law: digest, forests: digest, compiler: "writ 0.1.0", from: "2026-11-25" },
  { kind: "key", key: "city.example/record+00000000+AAAA", use: "log", state: "begins", on: "2026-11-25" },
  { kind: "withdrawal", law: digest, clause: "order-1#cl_joint", from: "2026-11-25T12:00:00Z", role: "counsel" },
  {
    kind: "release",
    batch: key32(9),
    part: 1,
    parts: 1,
    opened: [{ index: 12, opening: onlyGroups(crypto, opening, ["cell"]) }],
    sealed: [{ cell: { department: null, question: "joint-duty", outcome: null, law: digest, month: "2026-11" }, acts: 11 }],
  },
]

describe("entries", () => {
  test.each([...clear, sealed])("$kind: reading is the inverse of writing", (entry) => {
    const bytes = printEntry(entry)
    const read = parseEntry(bytes)
    expect(isEntry(read) && equalBytes(printEntry(read), bytes)).toBe(true)
    expect(read.kind).toBe(entry.kind)
  })

  test("a sealed entry is 34 bytes, whatever it holds", () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), fc.uint8Array({ minLength: 32, maxLength: 32 }), (fields, key) => {
      expect(printEntry({ kind: "sealed", commitment: commitmentOf(crypto, new Map([["act", { key, fields }]])) }).length).toBe(SEALED_BYTES)
    }))
  })

  const pack = printEntry(clear[0] ?? sealed)
  const text = new TextDecoder().decode(pack.subarray(2))
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "entry-form"],
    ["a version of tomorrow", Uint8Array.of(2, 0), "entry-version"],
    ["a kind of tomorrow", Uint8Array.of(1, 200), "entry-kind"],
    ["a sealed entry that is short", printEntry(sealed).subarray(0, 33), "entry-form"],
    ["a blank in the JSON", Uint8Array.of(1, 1, ...utf8(text.replace(",", ", "))), "entry-form"],
    ["members in another sequence", Uint8Array.of(1, 1, ...utf8(`{"pack":"example",${text.slice(1).replace(',"pack":"example"', "")}`)), "entry-form"],
    ["a member twice", Uint8Array.of(1, 1, ...utf8(`${text.slice(0, -1)},"pack":"example"}`)), "entry-form"],
    ["a member that nobody knows", Uint8Array.of(1, 1, ...utf8(text.replace("{", '{"a":1,'))), "entry-form"],
    ["a member that is missing", Uint8Array.of(1, 1, ...utf8(text.replace('"compiler":"writ 0.1.0",', ""))), "entry-form"],
    ["a digest in capitals", Uint8Array.of(1, 1, ...utf8(text.replaceAll("ab", "AB"))), "entry-form"],
    ["bytes that are no UTF-8", Uint8Array.of(1, 1, 0xff), "entry-form"],
    ["an empty list of members", Uint8Array.of(1, 1, ...utf8("{}")), "entry-form"],
    ["__proto__ as a member", Uint8Array.of(1, 1, ...utf8(text.replace("{", '{"__proto__":1,'))), "entry-form"],
  ])("%s is no entry", (_, bytes, kind) => {
    expect(parseEntry(bytes).kind).toBe(kind)
  })

  test("a release may show no group but the cell", () => {
    const showing = (names: readonly string[]): Entry => ({ kind: "release", batch: key32(9), part: 1, parts: 1, opened: [{ index: 1, opening: onlyGroups(crypto, opening, names) }], sealed: [] })
    expect(parseEntry(printEntry(showing(["cell"]))).kind).toBe("release")
    for (const names of [["cell", "facts"], ["cell", "private"], ["facts"], []]) expect(parseEntry(printEntry(showing(names))).kind).toBe("entry-form")
  })

  test("JSON nested deeper than any program follows is no entry, and no exception", () => {
    const deep = `{"a":${"[".repeat(60_000)}${"]".repeat(60_000)}}`
    expect(parseEntry(Uint8Array.of(1, 1, ...utf8(deep))).kind).toBe("entry-form")
  })

  test("any bytes are read without an exception", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(5), (bytes, kind) => { parseEntry(Uint8Array.of(1, kind, ...bytes)) }))
    fc.assert(fc.property(fc.jsonValue(), fc.nat(5), (json, kind) => { parseEntry(Uint8Array.of(1, kind, ...utf8(JSON.stringify(json)))) }))
  })
})

describe("openings", () => {
  test("the file: reading is the inverse of writing", () => {
    const read = parseOpening(JSON.parse(new TextDecoder().decode(printOpening(opening))) as JsonValue)
    expect(read === null ? null : opens(crypto, read, commitmentOf(crypto, opening))).toBe(true)
    for (const wrong of [null, [], {}, { format: "writ-opening/2", groups: {} }, { format: "writ-opening/1", groups: { a: { key: "00", fields: {} } } }]) expect(parseOpening(wrong)).toBeNull()
  })

  test("closing groups keeps the commitment; what is closed shows neither key nor field", () => {
    const cellOnly = onlyGroups(crypto, opening, ["cell"])
    expect(opens(crypto, cellOnly, commitmentOf(crypto, opening))).toBe(true)
    const text = new TextDecoder().decode(printOpening(cellOnly))
    for (const hidden of ["immigration", "existing_agreement", "7K4Q", "03".repeat(32), "04".repeat(32)]) expect(text).not.toContain(hidden)
  })

  test("another field, key, name of a group, or a group more or fewer: it does not open", () => {
    const commitment = commitmentOf(crypto, opening)
    for (const [name, group] of opening) {
      if (!isFieldGroup(group)) continue
      const changed = (other: typeof group): Opening => new Map([...opening, [name, other]])
      expect(opens(crypto, changed({ ...group, fields: { ...group.fields, more: "x" } }), commitment)).toBe(false)
      expect(opens(crypto, changed({ ...group, key: key32(99) }), commitment)).toBe(false)
      expect(opens(crypto, new Map([...opening].map(([other, its]) => [other === name ? "renamed" : other, its])), commitment)).toBe(false)
      expect(opens(crypto, new Map([...opening].filter(([other]) => other !== name)), commitment)).toBe(false)
    }
    expect(opens(crypto, new Map([...opening, ["more", { key: key32(1), fields: {} }]]), commitment)).toBe(false)
  })

  test.each([
    ["a lone surrogate", '"\\ud800"'],
    ["a number past all numbers", "1e999"],
    ["lists nested without an end", `${"[".repeat(60_000)}${"]".repeat(60_000)}`],
  ])("%s in a field opens nothing, and is no exception", (_, json) => {
    const read = parseOpening(JSON.parse(`{"format":"writ-opening/1","groups":{"cell":{"key":"${"01".repeat(32)}","fields":{"a":${json}}}}}`) as JsonValue)
    expect(read === null ? null : opens(crypto, read, commitmentOf(crypto, opening))).toBe(false)
  })

  test("two acts with the same fields have commitments that do not tell it", () => {
    const again: Opening = new Map([...opening].map(([name, group]) => [name, isFieldGroup(group) ? { ...group, key: key32(50) } : group]))
    expect(commitmentOf(crypto, again)).not.toEqual(commitmentOf(crypto, opening))
  })

  test("a decision opens whole or not at all", () => {
    expect(decisionOf(opening)).toMatchObject({ cell: { department: "cpd" }, facts: new Map([["body", "cpd"], ["purpose", "immigration"], ["existing_agreement", "no"]]), answer: { rules: [{ id: "no-joint-duty", certain: true }] } })
    for (const name of opening.keys()) expect(decisionOf(onlyGroups(crypto, opening, [...opening.keys()].filter((other) => other !== name)))).toBeNull()
  })
})

describe("receipts", () => {
  const { publicKey, sign } = signingKeyFromSeed(key32(1))
  const log = keyOf(crypto, "city.example/record", "ed25519", publicKey)
  const policy: Policy = { logs: [{ key: log, url: null }], witnesses: [], quorum: { kind: "none" } }
  const entry = printEntry(sealed)
  const sibling = leafHash(crypto, utf8("blank"))
  const body = printCheckpoint({ origin: log.name, size: treeSize(2), root: nodeHash(crypto, sibling, leafHash(crypto, entry)) })
  const checkpoint = utf8(printNote({ text: body, signatures: [signText(log, sign, body, 0)] }))
  const receipt = printProofFile({ extra: entry, index: leafIndex(1), hashes: [sibling], checkpoint })

  test("a receipt holds, and the opening is that of its entry", () => {
    const checked = checkReceipt(crypto, policy, utf8(receipt))
    expect(checked).toMatchObject({ kind: "receipt", index: 1, entry: { kind: "sealed" }, opened: { witnessed: false, checkpoint: { size: 2 } } })
    expect(checked.kind === "receipt" && checkOpening(crypto, checked.entry, opening)).toEqual({ kind: "opens" })
    expect(checked.kind === "receipt" && checkOpening(crypto, checked.entry, new Map())).toEqual({ kind: "commitment-differs" })
    expect(checkOpening(crypto, clear[0] ?? sealed, opening)).toEqual({ kind: "not-sealed", found: "pack" })
  })

  test("every bit of it counts", () => {
    const bytes = utf8(receipt)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Uint8Array.from(bytes, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(checkReceipt(crypto, policy, changed).kind, `bit ${bit}`).not.toBe("receipt")
    }
  })

  test("each failure names its step", () => {
    const with_ = (from: RegExp | string, to: string): string => checkReceipt(crypto, policy, utf8(receipt.replace(from, to))).kind
    expect(with_(/extra .*\n/, "")).toBe("entry-missing")
    expect(with_(/extra .*/, "extra AQA=")).toBe("root-differs")
    expect(with_("index 1", "index 2")).toBe("index-outside")
    expect(with_("index 1", "index 0")).toBe("root-differs")
    expect(with_(/(index 1\n).*\n/, "$1")).toBe("proof-length")
    expect(with_("\n2\n", "\n3\n")).toBe("signature-wrong")
    expect(with_("city.example/record\n2", "town.example/record\n2")).toBe("signature-wrong")
    expect(with_("— city", "— town")).toBe("log-unknown")
  })
})

describe("the list of forests", () => {
  const list = new Map([["joint-duty", [{ from: null, to: "2025-08-29", forest: digest }, { from: "2025-08-30", to: null, forest: "cd".repeat(32) }]]])

  test("reading is the inverse of writing, and each day has its forest", () => {
    expect(readForestList(JSON.parse(new TextDecoder().decode(printForestList(list))) as JsonValue)).toEqual(list)
    expect([forestOn(list, "joint-duty", "2025-08-29"), forestOn(list, "joint-duty", "2025-08-30"), forestOn(list, "other", "2025-08-30")]).toEqual([digest, "cd".repeat(32), null])
    expect(readForestList({ format: "writ-forests/2", questions: {} })).toBeNull()
  })
})
