/** What a check of a whole record finds wrong. `kind` names the step, as the kernel's failures do. */
import type { Failure } from "../kernel/log/failure.ts"
import type { EntryFailure } from "../kernel/receipt/entry.ts"
import type { ReceiptFailure } from "../kernel/receipt/receipt.ts"

export type Finding =
  | { readonly kind: "checkpoint-missing" }
  /** A checkpoint that does not open under the policy. */
  | { readonly kind: "checkpoint-wrong"; readonly path: string; readonly failure: Failure }
  /** A file of `history/` whose name is not the size that its checkpoint says. */
  | { readonly kind: "history-name"; readonly path: string; readonly size: number }
  /** A checkpoint larger than the newest one. */
  | { readonly kind: "history-ahead"; readonly path: string; readonly size: number; readonly newest: number }
  /** The tree that the entries make does not have the root that a checkpoint says. */
  | { readonly kind: "checkpoint-root"; readonly path: string; readonly size: number }
  | { readonly kind: "file-missing"; readonly path: string }
  | { readonly kind: "bundle-wrong"; readonly path: string; readonly failure: Failure }
  /** An entry is not what its leaf says. */
  | { readonly kind: "leaf-differs"; readonly path: string; readonly index: number }
  /** A tile above the leaves is not what the leaves make it, or has another length. */
  | { readonly kind: "tile-differs"; readonly path: string }
  /** A part of a tile or bundle, kept from an earlier size, is not the beginning of the later one. */
  | { readonly kind: "partial-differs"; readonly path: string }
  | { readonly kind: "entry-wrong"; readonly index: number; readonly failure: EntryFailure }
  /** Bytes that do not have the digest under which they are kept. */
  | { readonly kind: "kept-differs"; readonly path: string }
  /** A manifest, a list of forests or a forest that is not in form. */
  | { readonly kind: "kept-form"; readonly path: string }
  /** Not sizes, a line each, ascending. */
  | { readonly kind: "history-list"; readonly path: string }
  /** A released act does not stand before its release, or is not a sealed leaf. */
  | { readonly kind: "release-place"; readonly index: number; readonly act: number }
  /** What was released is not what the leaf holds sealed. */
  | { readonly kind: "release-differs"; readonly index: number; readonly act: number }
  /** A released outcome that its law gives this department in no situation of that month. */
  | { readonly kind: "release-undecided"; readonly index: number; readonly act: number; readonly outcome: string }
  /** An act that an earlier release, or the same one, opened before. */
  | { readonly kind: "release-twice"; readonly index: number; readonly act: number }
  /** A batch that opens a cell, or counts one, of fewer acts than may be told of; `index` is its last entry. */
  | { readonly kind: "release-few"; readonly index: number; readonly acts: number }
  /** A file of the export's `receipt/` that is no valid receipt of this log. */
  | { readonly kind: "receipt-wrong"; readonly path: string; readonly failure: ReceiptFailure }
  /** A receipt whose place in the record is not its name. */
  | { readonly kind: "receipt-name"; readonly path: string; readonly index: number }
  /** A file of the export's `pack/` that is not the law's file. */
  | { readonly kind: "pack-file-differs"; readonly path: string }

/** Findings after which a check stops counting: one broken byte may make many. */
export const MOST_FINDINGS = 100
