/**
 * The policy that a log serves: its own key, then the operator's choice of witnesses, as it stands in a file.
 *
 *     log chicago.example/record+3d5a1c07+AQ8f…                              put before it here
 *     witness guild guild.example+77aa10e2+BGx1… https://guild.example       the file, from its line 1
 *     quorum guild
 *
 * Without a file nobody is a witness: `quorum none`.
 */
import { existsSync, readFileSync } from "node:fs"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Problem } from "../kernel/log/failure.ts"
import { printKey, type VerifierKey } from "../kernel/log/key.ts"
import { parsePolicy, type Policy } from "../kernel/log/policy.ts"
import { concatBytes, utf8 } from "../kernel/text/bytes.ts"

export interface ServedPolicy {
  readonly text: Uint8Array
  readonly policy: Policy
}

export type PolicyProblem = Problem | "log-line" | "url-form"

/** A mistake in the operator's lines, with its line there; 0 where the whole is meant. */
export class WitnessFileWrong extends Error {
  override readonly name = "WitnessFileWrong"
  readonly file: string
  readonly problem: PolicyProblem
  readonly line: number

  constructor(file: string, problem: PolicyProblem, line: number) {
    super(`${file}:${line}: ${problem}`)
    this.file = file
    this.problem = problem
    this.line = line
  }
}

/** Throws `WitnessFileWrong`. */
export function policyOf(crypto: Crypto, logKey: VerifierKey, file: string | null): ServedPolicy {
  const lines = file !== null && existsSync(file) ? readFileSync(file) : utf8("quorum none\n")
  const text = concatBytes([utf8(`log ${printKey(logKey)}\n`), lines, ...(lines.at(-1) === 10 ? [] : [utf8("\n")])])
  const name = file ?? ""
  const read = parsePolicy(crypto, text)
  if (read.kind === "malformed") throw new WitnessFileWrong(name, read.problem, Math.max(0, read.line - 1))
  const lineWith = (...first: readonly string[]): number => Buffer.from(lines).toString("utf8").split("\n").findIndex((line) => first.every((word, at) => wordsOf(line)[at] === word)) + 1
  if (read.policy.logs.length > 1) throw new WitnessFileWrong(name, "log-line", lineWith("log"))
  const wrong = read.policy.witnesses.find(({ url }) => url !== null && !isWebAddress(url))
  if (wrong !== undefined) throw new WitnessFileWrong(name, "url-form", lineWith("witness", wrong.name))
  return { text, policy: read.policy }
}

function wordsOf(line: string): readonly string[] {
  return line.split(/[ \t]+/).filter((word) => word !== "")
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol)
}
