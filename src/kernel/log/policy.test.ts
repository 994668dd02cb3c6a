import fc from "fast-check"
import { expect, test } from "vitest"
import { nodeCrypto as crypto, signingKeyFromSeed } from "../../record/node-crypto.ts"
import { utf8 } from "../text/bytes.ts"
import { printCheckpoint } from "./checkpoint.ts"
import type { Problem } from "./failure.ts"
import { leafHash, leafIndex, treeSize } from "./hashes.ts"
import { keyOf, printKey, type VerifierKey } from "./key.ts"
import { printNote, signText, type NoteSignature } from "./note.ts"
import { openCheckpoint } from "./open-checkpoint.ts"
import { isQuorum, parsePolicy, type Policy } from "./policy.ts"
import { checkProof, parseProofFile, printProofFile, type ProofFile } from "./proof-file.ts"

const signer = (name: string, byte: number, type: VerifierKey["type"]) => {
  const { publicKey, sign } = signingKeyFromSeed(new Uint8Array(32).fill(byte))
  return { key: keyOf(crypto, name, type, publicKey), sign }
}
const log = signer("city.example/record", 1, "ed25519")
const [one, two, three] = [2, 3, 4].map((byte) => signer(`w${byte}.example`, byte, "ed25519-cosignature")) as [typeof log, typeof log, typeof log]
const line = `log ${printKey(log.key)}`
const witnesses = [one, two, three].map(({ key }, at) => `witness w${at + 1} ${printKey(key)} https://w${at + 1}.example/`).join("\n")

function mustBePolicy(text: string): Policy {
  const parsed = parsePolicy(crypto, utf8(text))
  if (parsed.kind !== "policy") throw new Error(`${parsed.problem} in line ${parsed.line}`)
  return parsed.policy
}

test("the shape of the specification's example: groups of groups", () => {
  const policy = mustBePolicy(`# a comment\n\n  ${line} https://city.example/record\n${witnesses}\ngroup pair 2 w1 w2\n\tgroup any-of any w3\ngroup both all pair any-of \nquorum both\n`)
  expect(policy.logs.map(({ key, url }) => [printKey(key), url])).toEqual([[printKey(log.key), "https://city.example/record"]])
  const met = (...names: readonly string[]): boolean => isQuorum(policy.quorum, new Set(names))
  expect([met("w1", "w2", "w3"), met("w1", "w2"), met("w1", "w3"), met("w2", "w3"), met()]).toEqual([true, false, false, false, false])
})

test.each<[string, string, Problem, number]>([
  ["no quorum", `${line}\n`, "quorum-missing", 0],
  ["two quorums", "quorum none\nquorum none\n", "quorum-twice", 2],
  ["a quorum that is not named before", `quorum w1\n${witnesses}\n`, "name-unknown", 1],
  ["a word that nobody knows", "logs x\n", "unknown-word", 1],
  ["a log without a key", "log\n", "word-count", 1],
  ["a log with too much", `${line} https://a b\n`, "word-count", 1],
  ["a witness without a name", `witness ${printKey(one.key)}\n`, "word-count", 1],
  ["a log with a witness's key", `log ${printKey(one.key)}\n`, "key-algorithm", 1],
  ["a witness with a log's key", `witness w ${printKey(log.key)}\n`, "key-algorithm", 1],
  ["the same log twice", `${line}\n${line}\n`, "key-taken", 2],
  ["a witness that is the log", `${line}\nwitness w ${printKey(keyOf(crypto, "w", "ed25519-cosignature", log.key.publicKey))}\n`, "key-taken", 2],
  ["the same witness under two names", `witness a ${printKey(one.key)}\nwitness b ${printKey(one.key)}\n`, "key-taken", 2],
  ["a name twice", `${witnesses}\nwitness w1 ${printKey(keyOf(crypto, "x", "ed25519-cosignature", log.key.publicKey))}\n`, "name-taken", 4],
  ["a witness called none", `witness none ${printKey(one.key)}\n`, "name-taken", 1],
  ["a group called as a witness", `${witnesses}\ngroup w1 any w2\n`, "name-taken", 4],
  ["a group of nobody", "group g any\n", "word-count", 1],
  ["a group of none", "group g any none\n", "name-unknown", 1],
  ["a group of itself", "group g any g\n", "name-unknown", 1],
  ["a member twice in a group", `${witnesses}\ngroup g any w1 w1\n`, "member-twice", 4],
  ["a member of two groups", `${witnesses}\ngroup g any w1\ngroup h any w1\n`, "member-twice", 5],
  ["a threshold of none", `${witnesses}\ngroup g 0 w1\n`, "threshold", 4],
  ["a threshold past the members", `${witnesses}\ngroup g 3 w1 w2\n`, "threshold", 4],
  ["a threshold in words", `${witnesses}\ngroup g two w1 w2\n`, "threshold", 4],
  ["a threshold with a leading zero", `${witnesses}\ngroup g 02 w1 w2\n`, "threshold", 4],
  ["a carriage return", "quorum none\r\n", "control-character", 1],
])("a policy with %s is refused", (_, text, problem, at) => {
  expect(parsePolicy(crypto, utf8(text))).toMatchObject({ kind: "malformed", problem, line: at })
})

test("a policy of 32 logs, 32 witnesses and 32 groups is read", () => {
  const many = Array.from({ length: 32 }, (_, at) => at)
  const text = [
    ...many.map((at) => `log ${printKey(signer(`l${at}`, 10 + at, "ed25519").key)}`),
    ...many.map((at) => `witness w${at} ${printKey(signer(`w${at}`, 100 + at, "ed25519-cosignature").key)}`),
    ...many.map((at) => `group g${at} all w${at}${at === 0 ? "" : ` g${at - 1}`}`),
    "quorum g31",
  ].join("\n")
  expect(isQuorum(mustBePolicy(text).quorum, new Set(many.map((at) => `w${at}`)))).toBe(true)
})

const entry = utf8("an entry")
const body = printCheckpoint({ origin: log.key.name, size: treeSize(1), root: leafHash(crypto, entry) })
const signedBy = (...by: readonly (typeof log)[]): Uint8Array => utf8(printNote({ text: body, signatures: by.map(({ key, sign }): NoteSignature => signText(key, sign, body, 1_700_000_000)) }))
const policy = mustBePolicy(`${line}\n${witnesses}\ngroup two-of 2 w1 w2 w3\nquorum two-of\n`)

test("a checkpoint opens by its log's line; witnesses make it witnessed", () => {
  expect(openCheckpoint(crypto, policy, signedBy(log))).toMatchObject({ kind: "opened", witnesses: [], witnessed: false })
  expect(openCheckpoint(crypto, policy, signedBy(log, one))).toMatchObject({ witnesses: [{ name: "w1", time: 1_700_000_000 }], witnessed: false })
  expect(openCheckpoint(crypto, policy, signedBy(three, log, one))).toMatchObject({ witnessed: true })
  expect(openCheckpoint(crypto, policy, signedBy(log, one, one))).toMatchObject({ witnesses: [{ name: "w1" }], witnessed: false })
})

test("witnesses alone do not open a checkpoint, and an unknown log does not", () => {
  expect(openCheckpoint(crypto, policy, signedBy(one, two))).toEqual({ kind: "log-unknown", origin: log.key.name })
  expect(openCheckpoint(crypto, policy, signedBy(signer("other.example", 8, "ed25519")))).toMatchObject({ kind: "log-unknown" })
})

test("a log does not speak for another", () => {
  const text = printCheckpoint({ origin: "other.example", size: treeSize(1), root: leafHash(crypto, entry) })
  const bytes = utf8(printNote({ text, signatures: [signText(log.key, log.sign, text, 0)] }))
  expect(openCheckpoint(crypto, policy, bytes)).toEqual({ kind: "origin-differs", origin: "other.example", expected: log.key.name })
})

test.each<[string, string, Problem, number]>([
  ["two lines", "o\n1\n", "line-missing", 3],
  ["an extension line", `${body}more\n`, "line-too-many", 4],
  ["a blank line behind it", `${body}\n`, "line-too-many", 4],
  ["no origin", body.replace(/^.*\n/, "\n"), "origin", 1],
  ["a leading zero", body.replace("\n1\n", "\n01\n"), "size", 2],
  ["a size past 2^53", body.replace("\n1\n", "\n9007199254740992\n"), "size", 2],
  ["a size with a sign", body.replace("\n1\n", "\n+1\n"), "size", 2],
  ["a short root", "o\n1\nAAAA\n", "hash", 3],
  ["a root in URL letters", `o\n1\n${"_".repeat(43)}=\n`, "hash", 3],
  ["an empty tree with another root", body.replace("\n1\n", "\n0\n"), "hash", 3],
])("a checkpoint with %s is refused", (_, text, problem, at) => {
  const bytes = utf8(printNote({ text, signatures: [signText(log.key, log.sign, text, 0)] }))
  expect(openCheckpoint(crypto, policy, bytes)).toMatchObject({ kind: "malformed", part: "checkpoint", problem, line: at })
})

const proof: ProofFile = { extra: entry, index: leafIndex(0), hashes: [], checkpoint: signedBy(log, one, two) }

test("a proof file: reading is the inverse of writing, and it holds", () => {
  for (const file of [proof, { ...proof, extra: null }, { ...proof, extra: new Uint8Array(0) }, { ...proof, hashes: [leafHash(crypto, entry)] }]) {
    const parsed = parseProofFile(utf8(printProofFile(file)))
    expect(parsed.kind === "proof" && printProofFile(parsed.proof)).toBe(printProofFile(file))
  }
  expect(checkProof(crypto, policy, proof, entry)).toMatchObject({ kind: "opened", witnessed: true })
  expect(checkProof(crypto, policy, proof, utf8("another entry")).kind).toBe("root-differs")
  expect(checkProof(crypto, policy, { ...proof, index: leafIndex(1) }, entry).kind).toBe("index-outside")
})

const printed = printProofFile(proof)
test.each<[string, string, Problem, number]>([
  ["nothing", "", "line-missing", 0],
  ["no blank line", "c2sp.org/tlog-proof@v1\nindex 0\n", "line-missing", 0],
  ["another first line", printed.replace("@v1", "@v2"), "first-line", 1],
  ["a blank before it", ` ${printed}`, "first-line", 1],
  ["CRLF", printed.replaceAll("\n", "\r\n"), "line-missing", 0],
  ["extra in URL letters", printed.replace(/extra .*/, "extra -_-_"), "extra", 2],
  ["no index", printed.replace(/index 0\n/, ""), "index", 3],
  ["an index with a leading zero", printed.replace("index 0", "index 00"), "index", 3],
  ["an index in words", printed.replace("index 0", "index one"), "index", 3],
  ["extra behind the index", printed.replace(/(extra .*\n)(index .*\n)/, "$2$1"), "hash", 3],
  ["a hash that is short", printed.replace("index 0\n", "index 0\nAAAA\n"), "hash", 4],
  ["64 hashes", printed.replace("index 0\n", `index 0\n${`${"A".repeat(43)}=\n`.repeat(64)}`), "too-many-hashes", 4],
])("a proof file with %s is refused", (_, text, problem, at) => {
  expect(parseProofFile(utf8(text))).toMatchObject({ kind: "malformed", problem, line: at })
})

test("any bytes are read without an exception", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    parseProofFile(bytes)
    parsePolicy(crypto, bytes)
    openCheckpoint(crypto, policy, bytes)
  }))
  fc.assert(fc.property(fc.nat(printed.length - 1), fc.string({ maxLength: 3 }), (at, text) => {
    parseProofFile(utf8(printed.slice(0, at) + text + printed.slice(at + text.length)))
  }))
})
