/**
 * A checkpoint, opened under a policy: by which log, cosigned by which witnesses, and whether that makes it witnessed.
 *
 * The log's own line is always asked for: a note may hold a witness's line alone. Publication does not wait for witnesses, so a
 * checkpoint without a quorum opens; the word "witnessed" waits for it.
 */
import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts"
import type { Crypto } from "./crypto.ts"
import type { Failure } from "./failure.ts"
import type { VerifierKey } from "./key.ts"
import { openNote, parseNote, type SignedNote } from "./note.ts"
import { isQuorum, type Policy } from "./policy.ts"

export interface Cosigner {
  /** As the policy names it. */
  readonly name: string
  /** Seconds since 1970, by the witness's clock. */
  readonly time: number
}

export interface OpenedCheckpoint {
  readonly kind: "opened"
  readonly checkpoint: Checkpoint
  readonly log: VerifierKey
  readonly witnesses: readonly Cosigner[]
  /** The policy's quorum is met. Under `quorum none` it is met by nobody, and this is false. */
  readonly witnessed: boolean
  readonly note: SignedNote
}

export function openCheckpoint(crypto: Crypto, policy: Policy, bytes: Uint8Array): OpenedCheckpoint | Failure {
  const parsed = parseNote(bytes)
  if (parsed.kind === "malformed") return parsed
  const read = parseCheckpoint(crypto, parsed.note.text)
  if (read.kind === "malformed") return read
  const opened = openNote(crypto, parsed.note, [...policy.logs, ...policy.witnesses].map(({ key }) => key))
  if (opened.kind !== "opened") return opened
  const { checkpoint } = read
  const log = policy.logs.find(({ key }) => opened.by.some((good) => good.key === key))
  if (log === undefined) return { kind: "log-unknown", origin: checkpoint.origin }
  if (log.key.name !== checkpoint.origin) return { kind: "origin-differs", origin: checkpoint.origin, expected: log.key.name }
  const witnesses = policy.witnesses.flatMap(({ name, key }) => {
    const time = opened.by.find((good) => good.key === key)?.time ?? null
    return time === null ? [] : [{ name, time }]
  })
  const witnessed = policy.quorum.kind !== "none" && isQuorum(policy.quorum, new Set(witnesses.map(({ name }) => name)))
  return { kind: "opened", checkpoint, log: log.key, witnesses, witnessed, note: parsed.note }
}
