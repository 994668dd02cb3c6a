/**
 * What must hold before anything is signed again: that the log in the database is the one that was signed, and not an older one.
 *
 * A restored backup and a standby that was promoted too early look whole by themselves; the checkpoint, the tiles and the witnesses
 * remember. Any failure leaves the record read-only until a person has looked.
 */
import type { Checkpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { edgeRoot } from "../kernel/log/growth.ts"
import { leafHash } from "../kernel/log/hashes.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { openCheckpoint } from "../kernel/log/open-checkpoint.ts"
import type { TreeHead } from "../kernel/log/proofs.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import type { LogStorage, Publication } from "./log-storage.ts"
import { readEdge } from "./sequencer.ts"

export type StartTrouble =
  /** No checkpoint for the head's size, or one that is larger than the head. */
  | { readonly kind: "checkpoint-differs"; readonly head: number; readonly checkpoint: number | null }
  /** The newest checkpoint is not signed by this server's key. */
  | { readonly kind: "key-differs" }
  | { readonly kind: "tiles-differ" }
  | { readonly kind: "entries-differ" }
  /** The newest public checkpoint is not signed, or not of this tree. */
  | { readonly kind: "public-differs"; readonly published: number }
  | { readonly kind: "public-ahead"; readonly head: number; readonly published: number }
  /** This server published a larger tree than this database knows of, or another one (remembered.ts). */
  | { readonly kind: "memory-ahead"; readonly file: string; readonly size: number; readonly published: number }
  | { readonly kind: "memory-differs"; readonly file: string }
  /** A witness has cosigned a larger tree than was ever published here: this database is an older state of it. */
  | { readonly kind: "witness-ahead"; readonly witness: string; readonly size: number; readonly published: number }

/**
 * `null` where all holds. Another server may sequence all the while: what only grows is read from the smallest to the largest, and the
 * rest is asked about the head that was read.
 */
export async function checkAtStart(storage: LogStorage, crypto: Crypto, key: VerifierKey): Promise<StartTrouble | null> {
  const published = await storage.newestPublication()
  const newest = await storage.newestCheckpoint()
  const head = await storage.head()
  if (newest === null && head.size === 0) return null
  if (newest !== null && newest.size > head.size) return { kind: "checkpoint-differs", head: head.size, checkpoint: newest.size }
  if (published !== null && published.size > head.size) return { kind: "public-ahead", head: head.size, published: published.size }
  const kept = await storage.readCheckpoint(head.size)
  if (kept === null) return { kind: "checkpoint-differs", head: head.size, checkpoint: newest?.size ?? null }
  const checkpoint = signedBy(crypto, key, kept.note)
  if (checkpoint === null) return { kind: "key-differs" }
  if (checkpoint.size !== head.size || !equalBytes(checkpoint.root, head.root)) return { kind: "checkpoint-differs", head: head.size, checkpoint: checkpoint.size }
  return (await tilesHold(storage, crypto, head)) ?? (await lastEntriesHold(storage, crypto, head)) ?? (await publicHolds(storage, crypto, key, published))
}

/** What a checkpoint says; `null` where the key has not signed it. */
export function signedBy(crypto: Crypto, key: VerifierKey, note: Uint8Array): Checkpoint | null {
  const opened = openCheckpoint(crypto, { logs: [{ key, url: null }], witnesses: [], quorum: { kind: "none" } }, note)
  return opened.kind === "opened" ? opened.checkpoint : null
}

async function tilesHold(storage: LogStorage, crypto: Crypto, head: TreeHead): Promise<StartTrouble | null> {
  const edge = await readEdge(head.size, (tiles) => storage.readTiles(tiles))
  return edge !== null && equalBytes(edgeRoot(crypto, edge), head.root) ? null : { kind: "tiles-differ" }
}

/** The entries of the last, unfilled tile hash to its leaves. */
async function lastEntriesHold(storage: LogStorage, crypto: Crypto, { size }: TreeHead): Promise<StartTrouble | null> {
  const width = size % 256
  if (width === 0) return null
  const entries = await storage.readEntries(size - width, width)
  const [hashes] = await storage.readTiles([{ level: 0, index: Math.floor(size / 256), width }])
  const holds = entries.length === width && entries.every((entry, at) => equalBytes(leafHash(crypto, entry), hashes?.subarray(at * 32, at * 32 + 32) ?? new Uint8Array(0)))
  return holds ? null : { kind: "entries-differ" }
}

/** What everybody is shown is signed, and of the tree that the tiles make. */
async function publicHolds(storage: LogStorage, crypto: Crypto, key: VerifierKey, published: Publication | null): Promise<StartTrouble | null> {
  if (published === null) return null
  const { size } = published
  const stored = await storage.readCheckpoint(size)
  const shown = stored === null ? null : signedBy(crypto, key, stored.note)
  const edge = await readEdge(size, (tiles) => storage.readTiles(tiles))
  const holds = shown !== null && edge !== null && shown.size === size && equalBytes(edgeRoot(crypto, edge), shown.root)
  return holds ? null : { kind: "public-differs", published: size }
}
