/** Every failure, problem and finding has words in both languages, each with the facts that it was given. */
import { describe, expect, test } from "vitest"
import { PROBLEMS, type Failure } from "../kernel/log/failure.ts"
import type { DecidedAgain } from "../kernel/receipt/decide-again.ts"
import type { CheckedOpening, ReceiptFailure } from "../kernel/receipt/receipt.ts"
import { againSaid, openingSaid, printSeconds } from "../kernel/receipt/said.ts"
import { SourceTrouble } from "../record/log-source.ts"
import type { Alarm } from "../record/monitor.ts"
import type { PolicyProblem } from "../record/policy-file.ts"
import type { Finding } from "../record/verify-finding.ts"
import { alarmWords, failureWords, findingWords, policyFileWords, saidWords, sourceWords } from "./proof-words.ts"
import { Texts } from "./texts.ts"

/** One of each kind: a kind without a row does not compile. */
type OneOfEach<Union extends { readonly kind: string }> = { readonly [Kind in Union["kind"]]: Extract<Union, { readonly kind: Kind }> }

const FAILURES: OneOfEach<ReceiptFailure> = {
  malformed: { kind: "malformed", part: "note", problem: "not-utf8", line: 4711 },
  "log-unknown": { kind: "log-unknown", origin: "city.example" },
  "signature-wrong": { kind: "signature-wrong", name: "city.example" },
  "origin-differs": { kind: "origin-differs", origin: "one.example", expected: "city.example" },
  "index-outside": { kind: "index-outside", index: 4711, size: 4710 },
  "proof-length": { kind: "proof-length", found: 4711, expected: 12 },
  "root-differs": { kind: "root-differs" },
  "history-differs": { kind: "history-differs", older: 4711, newer: 4712 },
  "entry-version": { kind: "entry-version", version: 2 },
  "entry-kind": { kind: "entry-kind", found: 9 },
  "entry-form": { kind: "entry-form" },
  "entry-missing": { kind: "entry-missing" },
}
const OPENINGS: OneOfEach<CheckedOpening> = { opens: { kind: "opens" }, "not-sealed": { kind: "not-sealed", found: "pack" }, "commitment-differs": { kind: "commitment-differs" } }
const AGAIN: OneOfEach<DecidedAgain> = {
  same: { kind: "same" },
  "outcome-differs": { kind: "outcome-differs", recorded: "allowed", found: "prohibited" },
  "answer-differs": { kind: "answer-differs" },
  "question-differs": { kind: "question-differs", recorded: "joint-duty", found: "data-sharing" },
  "fact-unknown": { kind: "fact-unknown", fact: "weather" },
}
const failure: Failure = FAILURES["root-differs"]
const FINDINGS: OneOfEach<Finding> = {
  "checkpoint-missing": { kind: "checkpoint-missing" },
  "checkpoint-wrong": { kind: "checkpoint-wrong", path: "checkpoint", failure },
  "history-name": { kind: "history-name", path: "history/4711", size: 12 },
  "history-ahead": { kind: "history-ahead", path: "history/4711", size: 4711, newest: 12 },
  "checkpoint-root": { kind: "checkpoint-root", path: "history/4711", size: 4711 },
  "file-missing": { kind: "file-missing", path: "tile/0/000" },
  "bundle-wrong": { kind: "bundle-wrong", path: "tile/entries/000", failure },
  "leaf-differs": { kind: "leaf-differs", path: "tile/0/000", index: 4711 },
  "tile-differs": { kind: "tile-differs", path: "tile/1/000" },
  "partial-differs": { kind: "partial-differs", path: "tile/0/000.p/1" },
  "entry-wrong": { kind: "entry-wrong", index: 4711, failure: { kind: "entry-form" } },
  "kept-differs": { kind: "kept-differs", path: "kept/ab" },
  "history-list": { kind: "history-list", path: "history/list" },
  "kept-form": { kind: "kept-form", path: "kept/ab" },
  "release-place": { kind: "release-place", index: 4711, act: 12 },
  "release-differs": { kind: "release-differs", index: 4711, act: 12 },
  "release-twice": { kind: "release-twice", index: 4711, act: 12 },
  "release-few": { kind: "release-few", index: 4711, acts: 9 },
  "release-undecided": { kind: "release-undecided", index: 4711, act: 12, outcome: "allowed" },
  "receipt-wrong": { kind: "receipt-wrong", path: "receipt/1.tlog-proof", failure },
  "receipt-name": { kind: "receipt-name", path: "receipt/1.tlog-proof", index: 4711 },
  "pack-file-differs": { kind: "pack-file-differs", path: "pack/ab/pack.yaml" },
}
const ALARMS: OneOfEach<Alarm> = {
  rollback: { kind: "rollback", before: 4711, now: 12 },
  fork: { kind: "fork", before: 12, now: 4711 },
  silence: { kind: "silence", hours: 4711, size: 12 },
  finding: { kind: "finding", finding: FINDINGS["tile-differs"] },
  "witness-fork": { kind: "witness-fork", witness: "guild", size: 4711, note: new Uint8Array(0) },
  "witness-ahead": { kind: "witness-ahead", witness: "guild", size: 4711, now: 12, note: new Uint8Array(0) },
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  const texts = new Texts(language)
  const said: readonly (readonly [string, string, object])[] = [
    ...Object.values(FAILURES).map((one) => [one.kind, failureWords(texts, one), one] as const),
    ...PROBLEMS.map((problem) => [problem, failureWords(texts, { kind: "malformed", part: "policy", problem, line: 4711 }), { line: 4711 }] as const),
    ...(["note", "checkpoint", "proof", "key", "policy", "tile", "bundle"] as const).map((part) => [part, failureWords(texts, { kind: "malformed", part, problem: "length", line: 0 }), {}] as const),
    ...Object.values(OPENINGS).map((one) => [one.kind, saidWords(texts, openingSaid(one)), {}] as const),
    ...Object.values(AGAIN).map((one) => [one.kind, saidWords(texts, againSaid(one, { question: "joint-duty", on: "2026-02-01", outcome: "prohibited" })), one] as const),
    ...Object.values(FINDINGS).map((one) => [one.kind, findingWords(texts, one), one] as const),
    ...Object.values(ALARMS).map((one) => [one.kind, alarmWords(texts, one), one] as const),
    ...(["unreachable", "unreadable", "too-large", "status"] as const).map((why) => [why, sourceWords(texts, new SourceTrouble(why, "http://x/policy", "500")), { path: "http://x/policy", said: "500" }] as const),
  ]

  test.each(said)("%s: %s", (_, sentence, facts) => {
    expect(sentence).not.toMatch(/[{}$]|\.$|undefined/)
    const given = Object.entries(facts).filter(([name, value]) => ["path", "index", "act", "size", "older", "newer", "found", "line", "origin", "said"].includes(name) && ["string", "number"].includes(typeof value))
    for (const [, value] of given) expect(sentence).toContain(String(value))
  })

  test("no two say the same", () => {
    const own = said.filter(([kind]) => kind !== "finding" && !kind.endsWith("-wrong")).map(([, sentence]) => sentence)
    expect(own.filter((sentence, at) => own.indexOf(sentence) !== at)).toEqual([])
  })
})

describe.each(["en", "es"] as const)("a mistake in a policy's file, in %s", (language) => {
  const problems: readonly PolicyProblem[] = [...PROBLEMS, "log-line", "url-form"]

  test.each(problems)("%s is told in words, with file and line", (problem) => {
    const texts = new Texts(language)
    for (const which of ["file", "policy"] as const) {
      const sentence = policyFileWords(texts, which, { file: "data/witnesses", problem, line: 4711 })
      expect(sentence).toContain(texts.t(`proof.problem-${problem}`))
      expect(sentence).toMatch(/data\/witnesses.*4711/)
      if (problem.includes("-")) expect(sentence).not.toContain(problem)
      expect(policyFileWords(texts, which, { file: "data/witnesses", problem, line: 0 })).not.toMatch(/ 0\b/)
    }
  })
})

test.each([
  [1_756_700_000, "2025-09-01T04:13:20.000Z"],
  [8_640_000_000_000, "+275760-09-13T00:00:00.000Z"],
  [8_640_000_000_001, "8640000000001"],
  [Number.MAX_SAFE_INTEGER, "9007199254740991"],
])("%d seconds since 1970 are %s", (seconds, printed) => {
  expect(printSeconds(seconds)).toBe(printed)
})
