/** Receipts for everybody: of an entry that is public, on the newest public checkpoint with whatever witnesses have cosigned it. */
import type { Kysely } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import { openCheckpoint } from "../kernel/log/open-checkpoint.ts"
import type { Policy } from "../kernel/log/policy.ts"
import { parseEntry } from "../kernel/receipt/entry.ts"
import { bug } from "../kernel/text/bug.ts"
import type { Tables } from "../store/tables.ts"
import type { LogStorage } from "./log-storage.ts"
import { publicCheckpoint } from "./public-checkpoint.ts"
import type { Receipts } from "./receipts.ts"
import { LogBroken } from "./sequencer.ts"

export interface PublicReceipt {
  /** The proof file. */
  readonly receipt: Uint8Array
  readonly size: number
  /** The policy's quorum has cosigned this very checkpoint. */
  readonly witnessed: boolean
}

export interface PublicReceiptParts {
  readonly storage: LogStorage
  readonly db: Kysely<Tables>
  readonly crypto: Crypto
  readonly receipts: Receipts
  readonly policy: Policy
}

/** `null` for an entry that is not public yet. Throws `LogBroken` where it would not hold. */
export async function publicReceipt({ storage, db, crypto, receipts, policy }: PublicReceiptParts, index: number): Promise<PublicReceipt | null> {
  const published = await storage.newestPublication()
  if (published === null || index >= published.size) return null
  const { size } = published
  const [entry] = await storage.readEntries(index, 1)
  if (entry === undefined) throw new LogBroken(`entry ${index} is missing`)
  const note = (await publicCheckpoint(db, size)) ?? bug("record/public-receipt: a publication without a checkpoint")
  const opened = openCheckpoint(crypto, policy, note)
  if (opened.kind !== "opened") throw new LogBroken(`the public checkpoint of ${size} entries does not open (${opened.kind})`)
  const [receipt] = await receipts.make([{ index, entry }], { size, note })
  return { receipt: receipt ?? bug("record/public-receipt: no receipt"), size, witnessed: opened.witnessed }
}

/**
 * Of an entry in the clear; `null` for every other place. What is not public yet is not even looked for: how long the answer takes must not
 * tell how many entries there are.
 */
export async function clearReceipt(parts: PublicReceiptParts, index: number): Promise<Uint8Array | null> {
  const published = await parts.storage.newestPublication()
  if (published === null || index >= published.size) return null
  const [entry] = await parts.storage.readEntries(index, 1)
  if (entry === undefined) throw new LogBroken(`entry ${index} is missing`)
  return parseEntry(entry).kind === "sealed" ? null : ((await publicReceipt(parts, index))?.receipt ?? null)
}
