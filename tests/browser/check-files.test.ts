/** The browser's verdicts: on files that hold, on sets that are not whole, and on every mutation the same as the command line's. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { browserCrypto } from "../../src/browser/crypto.ts"
import { checkFiles } from "../../src/browser/check-files.ts"
import type { GivenFile } from "../../src/browser/recognise.ts"
import { verdictOf, type Report } from "../../src/browser/report.ts"
import { readSetup } from "../../src/browser/setup.ts"
import { sayWith } from "../../src/browser/words.ts"
import { run } from "../../src/cli/run.ts"
import { setupFor } from "../../src/features/verify/queries.ts"
import { textFromUtf8, utf8 } from "../../src/kernel/text/bytes.ts"
import type { Crypto } from "../../src/kernel/log/crypto.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { Texts } from "../../src/ui/texts.ts"
import { smallRecord, writeTree } from "../setup/small-record.ts"

const record = smallRecord()
const { receipts, openings, kept, checkpoints, tree } = record
const policyText = textFromUtf8(record.policy)!
const setup = readSetup(setupFor(new Texts("en"), { policy: { text: policyText, keys: [] }, laws: [] }))!
const say = sayWith(setup)

const file = (name: string, bytes: Uint8Array): GivenFile => ({ name, bytes })
const ACT = file("act", receipts.act)
const OPENING = file("opening", openings.act)
const LAW = file("law", receipts.law)
const LIST = file("list", kept.list.bytes)
const FOREST = file("forest", kept.forest.bytes)
const WHOLE = [ACT, OPENING, LAW, LIST, FOREST]

/** The browser's cryptography, which takes milliseconds a signature and is a function of its input: of the same input it is asked once. */
const signatures = new Map<string, boolean>()
const crypto: Crypto = {
  ...browserCrypto,
  verifyEd25519: (...input) => {
    const key = input.map((bytes) => Buffer.from(bytes).toString("base64")).join()
    const holds = signatures.get(key) ?? browserCrypto.verifyEd25519(...input)
    signatures.set(key, holds)
    return holds
  },
}

function check(files: readonly GivenFile[], policy: string | null = policyText): Report {
  return checkFiles(crypto, files, policy)
}

/** Each check as its verdict and its sentences. */
function told(report: Report): readonly string[] {
  return report.checks.map((one) => [verdictOf(one), ...one.steps.map(({ says }) => say(says)), ...one.missing.map(({ says }) => say(says))].join("\n"))
}

describe("what holds", () => {
  test("a receipt: what stands where, and how many witnesses vouch for it", () => {
    const [only] = told(check([ACT]))
    expect(only).toMatch(/^good\n/)
    expect(only).toContain("A sealed act, or a blank, entry 2 of city.example/record")
    expect(only).toContain("guild saw that record on 2026-02-02T02:40:00.000Z")
    expect(only).toContain("Witnesses of the policy whose signature holds: 1 of 2")
    expect(only).toContain("Witnessed: the policy’s quorum is met")
  })

  test("a receipt with its opening and its law: decided again, in whatever sequence and under whatever names", () => {
    for (const files of [WHOLE, WHOLE.toReversed(), WHOLE.map(({ bytes }, at) => file(`${String(at)}.txt`, bytes))]) {
      const report = check(files)
      const [only] = told(report)
      expect(report.checks).toHaveLength(1)
      expect(only).toMatch(/^good\n/)
      expect(only).toContain("The opening is what the entry holds sealed")
      expect(only).toContain("Decided again from the diagram that the record keeps for this law: joint-duty on 2026-02-01 gives prohibited, by the same rules")
      expect(only).toContain("That the law’s text compiles to this diagram is shown by writ verify")
      expect([report.unknown, report.unused]).toEqual([[], []])
    }
  })

  test("two checkpoints, with the hashes that prove it, whatever those are called", () => {
    const tiles = [...tree].filter(([path]) => /^tile\/\d/.test(path)).map(([, bytes], at) => file(`t${String(at)}`, bytes))
    expect(tiles.length).toBeGreaterThan(1)
    const pair = [file("older", checkpoints.older), file("newer", checkpoints.newer)]
    for (const files of [[...pair, ...tiles], [...tiles.toReversed(), ...pair.toReversed()]]) {
      const report = check(files)
      expect(report.checks.map(verdictOf)).toEqual(["good", "good", "good"])
      expect(told(report).at(-1)).toContain("The record of 64 entries is the beginning of the one of 300")
    }
  })

  test("the record that a receipt rests on is the beginning of a later checkpoint's", () => {
    const tiles = [...tree].filter(([path]) => /^tile\/\d/.test(path)).map(([path, bytes]) => file(path, bytes))
    const report = check([file("early", receipts.early), file("newer", checkpoints.newer), ...tiles])
    expect(report.checks.map(verdictOf)).toEqual(["good", "good", "good"])
    expect(told(report).at(-1)).toContain("The record of 64 entries is the beginning of the one of 300")
    expect(check([ACT, file("newer", checkpoints.newer)]).checks).toHaveLength(2) // the same record: nothing to compare
  })

  test("the city's policy is told apart from one that was given, and its key is shown", () => {
    expect(check([ACT]).policy).toMatchObject({ kind: "city", keys: [expect.stringMatching(/^city\.example\/record\+/)] })
    expect(check([ACT, file("p", record.policy)], null).policy.kind).toBe("given")
    expect(check([ACT, file("p", record.policy)], "log broken").checks.map(verdictOf)).toEqual(["good"])
  })
})

describe("what is not whole", () => {
  test.each<[string, readonly GivenFile[], string, readonly (string | null)[]]>([
    ["an opening alone", [OPENING], "An opening shows nothing without its receipt", []],
    ["no law", [ACT, OPENING], "Not decided again: the receipt of the entry that put law", [null]],
    ["no list", [ACT, OPENING, LAW], `List of diagrams: kept/${kept.list.name}`, [`kept/${kept.list.name}`]],
    ["no forest", [ACT, OPENING, LAW, LIST], `Diagram of a question: kept/${kept.forest.name}`, [`kept/${kept.forest.name}`]],
    ["a law's forest without its entry: a list is nobody's word", [ACT, OPENING, LIST, FOREST], "Not decided again: the receipt of the entry that put law", [null]],
    ["a forest of another question", [ACT, OPENING, LAW, LIST, file("other", otherForest())], `Diagram of a question: kept/${kept.forest.name}`, [`kept/${kept.forest.name}`]],
  ])("%s: says what would decide it", (_, files, sentence, paths) => {
    const report = check(files)
    expect(report.checks.map(verdictOf)).toContain("open")
    expect(report.checks.map(verdictOf)).not.toContain("bad")
    expect(told(report).join("\n")).toContain(sentence)
    expect(report.checks.flatMap(({ missing }) => missing.map(({ path }) => path))).toEqual(paths)
  })

  test("two checkpoints without hashes name the tiles that decide", () => {
    const report = check([file("a", checkpoints.older), file("b", checkpoints.newer)])
    expect(report.checks.map(verdictOf)).toEqual(["good", "good", "open"])
    for (const { path } of report.checks.at(-1)!.missing) expect(tree.has(path!)).toBe(true)
  })

  test("no policy: nothing is checked, and nothing is said to hold", () => {
    expect(check([ACT, file("c", checkpoints.newer)], null).checks.map(verdictOf)).toEqual(["open", "open"])
  })
})

/** A kept file that is a forest and not the act's. */
function otherForest(): Uint8Array {
  const found = [...tree].find(([path, bytes]) => path.startsWith("kept/") && path !== `kept/${kept.forest.name}` && textFromUtf8(bytes)?.includes('"format":"writ-forest/1"') === true)
  if (found === undefined) throw new Error("the example pack has one question alone")
  return found[1]
}

function forkedTiles(): readonly GivenFile[] {
  return [...record.forkedTiles].map(([path, bytes]) => file(path, bytes))
}

describe("what does not hold is named by its step", () => {
  const lie = [file("lie", receipts.lie), file("lie.json", openings.lie), LAW, LIST, FOREST]
  const changed = (bytes: Uint8Array, from: string | RegExp, to: string): Uint8Array => utf8(textFromUtf8(bytes)!.replace(from, to))
  test.each<[string, readonly GivenFile[], string]>([
    ["a sealed lie", lie, "Decided again: the record says allowed, the law gives prohibited"],
    ["an opening of another receipt", [ACT, file("o", openings.lie)], "Opening: it is not what this entry holds"],
    ["an opening of none of several", [file("a", receipts.blank), ACT, file("o", openings.lie)], "Opening: it is not what any of these receipts holds"],
    ["an opening beside a clear entry", [file("k", receipts.key), OPENING], "Opening: the entry is not sealed, it is clear"],
    ["an opening with a changed field", [ACT, file("o", changed(openings.act, '"prohibited"', '"allowed"'))], "Opening: it is not what this entry holds"],
    ["an opening that is none", [ACT, file("o", utf8('{"format":"writ-opening/1"}'))], "Opening: o is no opening in the form writ-opening/1"],
    ["another place", [file("r", changed(receipts.act, "index 2", "index 3"))], "Proof: the hashes do not lead"],
    ["a place outside", [file("r", changed(receipts.act, "index 2", "index 4711"))], "Proof: place 4711 lies outside"],
    ["another size", [file("r", changed(receipts.act, /^300$/m, "301"))], "Signature: the line by city.example/record does not hold"],
    ["a changed list", [ACT, OPENING, LAW, file("l", changed(kept.list.bytes, "2025-", "2024-")), FOREST], "l: its bytes do not have this digest"],
    ["a changed forest", [ACT, OPENING, LAW, LIST, file("f", changed(kept.forest.bytes, '"withdrawn":false', '"withdrawn":true'))], "f: its bytes do not have this digest"],
    ["a policy that cannot be read; the city's does not stand in for it", [ACT, file("p", utf8("log nonsense\n"))], "Key, line 1: this is no verifier key"],
    ["a policy with two quorums", [ACT, file("p", utf8("quorum none\nquorum none\n"))], "Policy, line 2: a second quorum line"],
    ["another log's policy", [ACT, file("p", changed(record.policy, /^log .*$/m, ""))], "Signature: no line of the checkpoint is by a log of the policy"],
    ["two histories", [file("f", checkpoints.forked), file("n", checkpoints.newer), ...[...tree].filter(([path]) => /^tile\/\d/.test(path)).map(([path, bytes]) => file(path, bytes))], "History: the record of 64 entries is not the beginning of the one of 300"],
    ["a receipt in another history than a checkpoint of its size", [file("r", receipts.forked), file("c", checkpoints.newer)], "History: the record of 300 entries is not the beginning of the one of 300"],
    ["two receipts in two histories", [ACT, file("r", receipts.forked)], "History: the record of 300 entries is not the beginning of the one of 300"],
    ["a receipt in another history than a later checkpoint", [file("r", receipts.early), file("n", checkpoints.newerForked), ...forkedTiles()], "History: the record of 64 entries is not the beginning of the one of 300"],
    ["two checkpoints of one size", [file("f", checkpoints.forked), file("o", checkpoints.older)], "History: the record of 64 entries is not the beginning of the one of 64"],
  ])("%s", (_, files, sentence) => {
    const report = check(files)
    expect(report.checks.map(verdictOf)).toContain("bad")
    expect(told(report).join("\n")).toContain(sentence)
  })

  test("a witness's line that is changed rejects the note; one of another key costs that witness", () => {
    const line = /^— guild\.example .*$/m
    const text = textFromUtf8(receipts.act)!
    const [name = ""] = line.exec(text) ?? []
    const flipped = `${name.slice(0, -6)}${name.at(-6) === "A" ? "B" : "A"}${name.slice(-5)}`
    expect(told(check([file("r", utf8(text.replace(line, flipped)))])).join()).toContain("Signature: the line by guild.example does not hold")
    const [other] = told(check([file("r", utf8(text.replace("— guild.example", "— gild.example")))]))
    expect(other).toContain("Witnesses of the policy whose signature holds: 0 of 2")
    expect(other).toContain("Not witnessed: the policy’s quorum is not met")
  })

  test("a silence that a withdrawn clause may explain is not called wrong, and not right either", () => {
    const report = check([file("r", receipts.silent), file("o", openings.silent), LAW, LIST, FOREST])
    expect(report.checks.map(verdictOf)).toEqual(["open"])
    expect(told(report)[0]).toContain("Decided again: the record says silent, the law gives prohibited\nA clause that counsel had withdrawn by then can be the reason")
  })
})

describe("every mutation has the verdict that the command line gives", () => {
  const root = mkdtempSync(join(tmpdir(), "writ-browser-"))
  const at = (name: string): string => join(root, name)
  beforeAll(() => {
    writeTree(at("export"), tree)
    writeFileSync(at("policy"), record.policy)
  })
  afterAll(() => { rmSync(root, { recursive: true, force: true }) })

  async function commandLine(words: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
    let out = ""
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => { out += String(chunk); return true })
    const code = await run(words)
    spy.mockRestore()
    return { code, out }
  }

  /** Where bits are turned: all over the file. */
  const spread = (length: number, count: number): readonly number[] => Array.from({ length: count }, (_, step) => Math.floor(((step + 0.5) * length) / count))
  const turned = (bytes: Uint8Array, place: number): Uint8Array => Uint8Array.from(bytes, (byte, index) => (index === place ? byte ^ (1 << place % 8) : byte))

  test("the whole set is accepted by both", async () => {
    writeFileSync(at("act.tlog-proof"), receipts.act)
    writeFileSync(at("opening.json"), openings.act)
    const { code, out } = await commandLine(["verify", at("act.tlog-proof"), "--policy", at("policy"), "--opening", at("opening.json"), "--from", at("export")])
    expect([code, check([...WHOLE, file("p", record.policy)]).checks.map(verdictOf)]).toEqual([0, ["good"]])
    // The same sentences, but for what was decided from.
    for (const { standing, says } of check(WHOLE).checks[0]!.steps) if (standing === "good" && says.says !== "proof.again-same-logged") expect(out).toContain(say(says))
  })

  test("a receipt", async () => {
    for (const place of spread(receipts.act.length, 150)) {
      const bytes = turned(receipts.act, place)
      writeFileSync(at("r.tlog-proof"), bytes)
      const { code, out } = await commandLine(["verify", at("r.tlog-proof"), "--policy", at("policy")])
      const report = check([file("r", bytes)])
      const verdicts = report.checks.map(verdictOf)
      // What no longer looks like a receipt is refused as a file; the command line was told what it is by its name.
      expect([place, code], String(verdicts)).toEqual([place, verdicts[0] === "good" ? 0 : 1])
      for (const step of report.checks[0]?.steps ?? []) if (step.standing !== "note") expect(out).toContain(say(step.says))
    }
  }, 60_000)

  test("an opening", async () => {
    writeFileSync(at("act.tlog-proof"), receipts.act)
    for (const place of spread(openings.act.length, 150)) {
      const bytes = turned(openings.act, place)
      writeFileSync(at("o.json"), bytes)
      const { code } = await commandLine(["verify", at("act.tlog-proof"), "--policy", at("policy"), "--opening", at("o.json")])
      const { checks, unknown } = check([ACT, file("o.json", bytes)])
      const accepted = unknown.length === 0 && checks.every((one) => one.files.length > 1 && verdictOf(one) !== "bad")
      expect([place, code]).toEqual([place, accepted ? 0 : 1])
    }
  }, 60_000)

  test("a policy", async () => {
    for (const place of spread(record.policy.length, 150)) {
      const bytes = turned(record.policy, place)
      writeFileSync(at("p"), bytes)
      const { code } = await commandLine(["verify", at("act.tlog-proof"), "--policy", at("p")])
      const { checks, unknown } = check([ACT, file("p", bytes)])
      expect([place, code]).toEqual([place, unknown.length === 0 && checks.every((one) => verdictOf(one) === "good") ? 0 : 1])
    }
  }, 60_000)

  test("a list or a forest: never decided again as the same", () => {
    for (const [at_, original] of [[3, LIST], [4, FOREST]] as const) {
      for (const place of spread(original.bytes.length, 200)) {
        const files = WHOLE.map((one, index) => (index === at_ ? file(one.name, turned(original.bytes, place)) : one))
        expect(check(files).checks.map(verdictOf), `${original.name}, byte ${String(place)}`).not.toContain("good")
      }
    }
  })

  test("both cryptographies give the same report", () => {
    for (const place of spread(receipts.act.length, 60)) {
      const files = [file("r", turned(receipts.act, place)), ...WHOLE.slice(1)]
      expect(checkFiles(nodeCrypto, files, policyText)).toEqual(check(files))
    }
  })
})
