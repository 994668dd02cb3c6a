/** What the record tells an operator, in a reader's words. */
import type { ReadOnlyBecause, RecordEvent } from "../record/open-record.ts"
import type { AskFailed } from "../record/witness-client.ts"
import type { Texts } from "./texts.ts"

/** One sentence or two; `null` for what nobody has to be told. */
export function recordEventWords(texts: Texts, event: RecordEvent): string | null {
  switch (event.kind) {
    case "log-made":
      return texts.t("record.log-made", { key: event.key, file: event.keyFile })
    case "no-key":
      return texts.t("record.no-key", { file: event.keyFile })
    case "law-entered":
      return texts.t("record.law-entered", { digest: event.digest.slice(0, 16) })
    case "read-only":
      return `${texts.t("record.read-only")} ${readOnlyWords(texts, event.because)}`
    case "turn-failed":
      return texts.t("record.turn-failed", { said: event.error instanceof Error ? event.error.message : String(event.error) })
    case "not-cosigned":
      return texts.t("witness.not-cosigned", { witness: event.witness, size: String(event.size), why: notCosignedWords(texts, event.because) })
    case "published":
    case "cosigned":
      return null
  }
}

function notCosignedWords(texts: Texts, because: AskFailed): string {
  switch (because.kind) {
    case "unreachable":
      return texts.t("witness.unreachable", { said: because.said })
    case "refused":
      return texts.t("witness.refused", { status: String(because.status) })
    case "cosignature-missing":
      return texts.t("witness.cosignature-missing")
    case "cosignature-wrong":
      return texts.t("witness.cosignature-wrong")
  }
}

export function readOnlyWords(texts: Texts, because: ReadOnlyBecause): string {
  // Sizes are names of checkpoints here: as texts, no language sets a separator in them.
  switch (because.kind) {
    case "checkpoint-differs":
      return because.checkpoint === null ? texts.t("record.checkpoint-missing", { head: String(because.head) }) : texts.t("record.checkpoint-differs", { head: String(because.head), checkpoint: String(because.checkpoint) })
    case "key-differs":
      return texts.t("record.key-differs")
    case "tiles-differ":
      return texts.t("record.tiles-differ")
    case "entries-differ":
      return texts.t("record.entries-differ")
    case "public-differs":
      return texts.t("record.public-differs", { published: String(because.published) })
    case "public-ahead":
      return texts.t("record.public-ahead", { head: String(because.head), published: String(because.published) })
    case "memory-ahead":
      return texts.t("record.memory-ahead", { file: because.file, size: String(because.size), published: String(because.published) })
    case "memory-differs":
      return texts.t("record.memory-differs", { file: because.file })
    case "witness-ahead":
      return texts.t("record.witness-ahead", { witness: because.witness, size: String(because.size), published: String(because.published) })
    case "log-broken":
      return texts.t("record.log-broken", { why: because.why })
  }
}
