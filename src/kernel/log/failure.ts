/**
 * What does not hold, as values. `kind` names the step that failed, so that a reader learns which one.
 *
 * Absent is not broken: a checkpoint that no known log has signed and one whose signature is wrong are different kinds.
 */

/** A text or a file is not in the form that its specification sets. */
export interface Malformed {
  readonly kind: "malformed"
  readonly part: "note" | "checkpoint" | "proof" | "key" | "policy" | "tile" | "bundle"
  readonly problem: Problem
  /** Counted from 1; 0 where the whole is meant. */
  readonly line: number
}

export const PROBLEMS = [
  "not-utf8",
  "control-character",
  "too-long",
  "no-signature-block",
  "signature-line",
  "too-many-signatures",
  "line-missing",
  "line-too-many",
  "origin",
  "size",
  "hash",
  "extra",
  "index",
  "first-line",
  "too-many-hashes",
  "key-form",
  "key-id",
  "key-algorithm",
  "key-weak",
  "unknown-word",
  "word-count",
  "name-taken",
  "name-unknown",
  "key-taken",
  "member-twice",
  "threshold",
  "quorum-missing",
  "quorum-twice",
  "length",
] as const
export type Problem = (typeof PROBLEMS)[number]

export type Failure =
  | Malformed
  /** No line of the checkpoint is by a log of the policy. */
  | { readonly kind: "log-unknown"; readonly origin: string }
  /** A line by a known key does not hold: the text, the line or the key is not what was signed. */
  | { readonly kind: "signature-wrong"; readonly name: string }
  /** The checkpoint speaks for another log than the one whose key signed it. */
  | { readonly kind: "origin-differs"; readonly origin: string; readonly expected: string }
  | { readonly kind: "index-outside"; readonly index: number; readonly size: number }
  /** An inclusion or consistency proof with hashes too few or too many. */
  | { readonly kind: "proof-length"; readonly found: number; readonly expected: number }
  /** The hashes do not lead to the checkpoint's root. */
  | { readonly kind: "root-differs" }
  /** An older tree is not the beginning of the newer one. */
  | { readonly kind: "history-differs"; readonly older: number; readonly newer: number }

export function malformed(part: Malformed["part"], problem: Problem, line: number): Malformed {
  return { kind: "malformed", part, problem, line }
}
