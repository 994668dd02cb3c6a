/**
 * A policy: whose checkpoints count, and which witnesses must have cosigned for one to be called witnessed.
 *
 *     log chicago.example/record+3d5a1c07+AQ8f… https://chicago.example/record
 *     witness library-guild guild.example+77aa10e2+BGx1… https://guild.example/witness
 *     witness newspaper paper.example+0b1c2d3e+BB92…
 *     group outsiders 2 library-guild newspaper
 *     quorum outsiders
 *
 * Blank lines and lines that begin with `#` say nothing. A name stands for a witness or a group, is given before it is used, and is a
 * member of one group at most. `quorum none` asks for no witness. Two keys that are one point are refused whatever they are for: a city
 * must not be its own witness. Source: https://c2sp.org/tlog-policy; stricter than it in that the file is UTF-8.
 */
import type { Crypto } from "./crypto.ts"
import { malformed, type Malformed } from "./failure.ts"
import { textFromUtf8 } from "../text/bytes.ts"
import { parseKey, sameKey, type VerifierKey } from "./key.ts"

export interface PolicyLog {
  readonly key: VerifierKey
  readonly url: string | null
}

export interface PolicyWitness extends PolicyLog {
  readonly name: string
}

export type Quorum =
  | { readonly kind: "none" }
  | { readonly kind: "witness"; readonly name: string }
  | { readonly kind: "group"; readonly name: string; readonly threshold: number; readonly members: readonly Quorum[] }

export interface Policy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly quorum: Quorum
}

const MOST_BYTES = 1_000_000

export function parsePolicy(crypto: Crypto, bytes: Uint8Array): { readonly kind: "policy"; readonly policy: Policy } | Malformed {
  if (bytes.length > MOST_BYTES) return malformed("policy", "too-long", 0)
  const text = textFromUtf8(bytes)
  if (text === null) return malformed("policy", "not-utf8", 0)
  const reader = new PolicyReader(crypto)
  for (const [index, line] of text.split("\n").entries()) {
    const problem = reader.read(line, index + 1)
    if (problem !== null) return problem
  }
  return reader.quorum === null ? malformed("policy", "quorum-missing", 0) : { kind: "policy", policy: { logs: reader.logs, witnesses: reader.witnesses, quorum: reader.quorum } }
}

/** Reads line by line; what was named so far is known. */
class PolicyReader {
  readonly logs: PolicyLog[] = []
  readonly witnesses: PolicyWitness[] = []
  quorum: Quorum | null = null
  readonly #named = new Map<string, Quorum>([["none", { kind: "none" }]])
  readonly #members = new Set<string>()
  readonly #crypto: Crypto

  constructor(crypto: Crypto) {
    this.#crypto = crypto
  }

  read(line: string, number: number): Malformed | null {
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) return malformed("policy", "control-character", number)
    const words = line.split(/[ \t]+/).filter((word) => word !== "")
    const [what = "#", ...rest] = words
    if (what.startsWith("#")) return null
    switch (what) {
      case "log":
        return this.#readLog(rest, number)
      case "witness":
        return this.#readWitness(rest, number)
      case "group":
        return this.#readGroup(rest, number)
      case "quorum":
        return this.#readQuorum(rest, number)
      default:
        return malformed("policy", "unknown-word", number)
    }
  }

  #readLog([text = "", url, ...rest]: readonly string[], line: number): Malformed | null {
    if (text === "" || rest.length > 0) return malformed("policy", "word-count", line)
    const read = this.#newKey(text, "ed25519", line)
    if (read.kind === "malformed") return read
    this.logs.push({ key: read.key, url: url ?? null })
    return null
  }

  #readWitness([name = "", text = "", url, ...rest]: readonly string[], line: number): Malformed | null {
    if (text === "" || rest.length > 0) return malformed("policy", "word-count", line)
    if (this.#named.has(name)) return malformed("policy", "name-taken", line)
    const read = this.#newKey(text, "ed25519-cosignature", line)
    if (read.kind === "malformed") return read
    this.#named.set(name, { kind: "witness", name })
    this.witnesses.push({ name, key: read.key, url: url ?? null })
    return null
  }

  #newKey(text: string, type: VerifierKey["type"], line: number): { readonly kind: "key"; readonly key: VerifierKey } | Malformed {
    const read = parseKey(this.#crypto, text, line)
    if (read.kind === "malformed") return read
    if (read.key.type !== type) return malformed("policy", "key-algorithm", line)
    const taken = [...this.logs, ...this.witnesses].some(({ key }) => sameKey(key, read.key))
    return taken ? malformed("policy", "key-taken", line) : read
  }

  #readGroup([name = "", howMany = "", ...names]: readonly string[], line: number): Malformed | null {
    if (names.length === 0) return malformed("policy", "word-count", line)
    if (this.#named.has(name)) return malformed("policy", "name-taken", line)
    const members: Quorum[] = []
    for (const member of names) {
      const known = this.#named.get(member)
      if (known === undefined || known.kind === "none") return malformed("policy", "name-unknown", line)
      if (this.#members.has(member)) return malformed("policy", "member-twice", line)
      this.#members.add(member)
      members.push(known)
    }
    const threshold = thresholdOf(howMany, members.length)
    if (threshold === null) return malformed("policy", "threshold", line)
    this.#named.set(name, { kind: "group", name, threshold, members })
    return null
  }

  #readQuorum([name = "", ...rest]: readonly string[], line: number): Malformed | null {
    if (name === "" || rest.length > 0) return malformed("policy", "word-count", line)
    if (this.quorum !== null) return malformed("policy", "quorum-twice", line)
    this.quorum = this.#named.get(name) ?? null
    return this.quorum === null ? malformed("policy", "name-unknown", line) : null
  }
}

function thresholdOf(word: string, members: number): number | null {
  if (word === "any") return 1
  if (word === "all") return members
  const threshold = /^[1-9]\d{0,5}$/.test(word) ? Number(word) : 0
  return threshold >= 1 && threshold <= members ? threshold : null
}

/** Whether the witnesses named have cosigned enough. */
export function isQuorum(quorum: Quorum, cosigned: ReadonlySet<string>): boolean {
  switch (quorum.kind) {
    case "none":
      return true
    case "witness":
      return cosigned.has(quorum.name)
    case "group":
      return quorum.members.filter((member) => isQuorum(member, cosigned)).length >= quorum.threshold
  }
}
