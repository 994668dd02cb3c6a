/**
 * What the witnesses saw: each is asked for its newest checkpoint of the log, where the policy gives it an address.
 *
 *     GET <address>/<hex SHA-256 of the origin>/checkpoint        https://c2sp.org/tlog-witness
 *
 * One that does not answer says nothing about the record, and is passed over.
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Hash, TreeSize } from "../kernel/log/hashes.ts"
import { openCheckpoint, type OpenedCheckpoint } from "../kernel/log/open-checkpoint.ts"
import type { Policy } from "../kernel/log/policy.ts"
import { planRoot, readerOf, readProof } from "../kernel/log/tile-proofs.ts"
import { HASH_BYTES } from "../kernel/log/hashes.ts"
import { printTilePath, tileWidth } from "../kernel/log/tiles.ts"
import { equalBytes, hexFromBytes, utf8 } from "../kernel/text/bytes.ts"
import { fetchBounded, SourceTrouble, type LogSource } from "./log-source.ts"

export type WitnessAlarm =
  /** A witness was shown another record. */
  | { readonly kind: "witness-fork"; readonly witness: string; readonly size: number; readonly note: Uint8Array }
  /** A witness has seen more than the log shows now. */
  | { readonly kind: "witness-ahead"; readonly witness: string; readonly size: number; readonly now: number; readonly note: Uint8Array }

export async function askWitnesses(copy: LogSource, crypto: Crypto, policy: Policy, now: OpenedCheckpoint): Promise<readonly WitnessAlarm[]> {
  const path = `${hexFromBytes(crypto.sha256(utf8(now.checkpoint.origin)))}/checkpoint`
  const alarms = await Promise.all(policy.witnesses.map(async ({ name, url }) => {
    const note = url === null ? null : await heard(`${url.replace(/\/+$/, "")}/${path}`)
    return note === null ? null : compare(copy, crypto, policy, now, name, note)
  }))
  return alarms.filter((alarm) => alarm !== null)
}

async function heard(url: string): Promise<Uint8Array | null> {
  return fetchBounded(url).catch((error: unknown) => {
    if (error instanceof SourceTrouble) return null
    throw error
  })
}

async function compare(copy: LogSource, crypto: Crypto, policy: Policy, now: OpenedCheckpoint, witness: string, note: Uint8Array): Promise<WitnessAlarm | null> {
  const seen = openCheckpoint(crypto, policy, note)
  if (seen.kind !== "opened" || seen.checkpoint.origin !== now.checkpoint.origin) return null
  const { size, root } = seen.checkpoint
  if (size > now.checkpoint.size) return { kind: "witness-ahead", witness, size, now: now.checkpoint.size, note }
  const ours = await rootAt(copy, crypto, size, now.checkpoint.size)
  return ours !== null && !equalBytes(ours, root) ? { kind: "witness-fork", witness, size, note } : null
}

/** The root of the first `size` leaves, from the copy's tiles; `null` for none, and where a tile is missing. */
async function rootAt(copy: LogSource, crypto: Crypto, size: TreeSize, whole: TreeSize): Promise<Hash | null> {
  if (size === 0) return null
  const plan = planRoot(size)
  const found = await Promise.all(plan.tiles.map(async (tile) => {
    const bytes = await copy.read(printTilePath({ ...tile, width: tileWidth(whole, tile.level, tile.index) }))
    return bytes !== null && bytes.length >= tile.width * HASH_BYTES ? bytes : null
  }))
  const reader = readerOf(plan.tiles, found)
  return reader === null ? null : (readProof(crypto, plan, reader)[0] ?? null)
}
