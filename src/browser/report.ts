/** What a check of the files that somebody gave comes to: data, which show.ts puts on the page. */
import type { ProofKey, Said } from "../kernel/receipt/said.ts"

/** Messages that a browser needs beside the kernel's: src/ui/words/, `check`. */
export type CheckKey =
  | `check.${"policy-none" | "policy-wrong" | "opening-alone" | "opening-of-none" | "law-logged" | "again-no-law" | "again-no-file" | "again-withdrawn" | "again-limits" | "hashes-missing"}`
  | `check.${"kind-forests" | "kind-forest" | "kind-hashes" | "need-law" | "need-file" | "same-record" | "alone"}`
  | `proof.${"opening-form" | "again-same-logged" | "finding-kept-differs" | "finding-kept-form"}`

export type Sentence = Said<ProofKey | CheckKey>

/** `open`: not decided, for want of a file or by its nature. `note` changes no verdict. */
export type Standing = "good" | "bad" | "open" | "note"

export interface Step {
  readonly standing: Standing
  readonly says: Sentence
}

export function neededFile(what: "forests" | "forest" | "hashes", path: string): Missing {
  return { says: { says: "check.need-file", given: { what: { says: `check.kind-${what}`, given: {} }, path } }, path }
}

/** What more would decide it. */
export interface Missing {
  readonly says: Sentence
  /** A path of the record's public tree; `null` where it cannot be told. */
  readonly path: string | null
}

export interface Check {
  /** The names of the files, the one that is checked first. */
  readonly files: readonly string[]
  readonly steps: readonly Step[]
  readonly missing: readonly Missing[]
}

/** Whose policy the checks were made under. */
export type PolicyUsed = { readonly kind: "city" | "given"; readonly keys: readonly string[] } | { readonly kind: "none" } | { readonly kind: "wrong" }

export interface Report {
  readonly policy: PolicyUsed
  readonly checks: readonly Check[]
  /** Files that are of no kind that is checked here, and files that no check needed. */
  readonly unknown: readonly string[]
  readonly unused: readonly string[]
}

/** One bad step makes a check bad; an open one leaves it open. */
export function verdictOf({ steps }: Pick<Check, "steps">): "good" | "bad" | "open" {
  if (steps.some(({ standing }) => standing === "bad")) return "bad"
  return steps.some(({ standing }) => standing === "open") ? "open" : "good"
}
