/**
 * Where the log is kept: what the sequencer needs of a storage, and what serving needs.
 *
 * Everything that a turn writes is one transaction: after a crash the log is as it was before the turn or as it is after it. Two
 * storages keep this contract, PostgreSQL's and one in memory for tests; tests/record/storage-contract.ts holds them to it.
 */
import type { Hash, TreeSize } from "../kernel/log/hashes.ts"
import type { GrownTile } from "../kernel/log/growth.ts"
import type { TreeHead } from "../kernel/log/proofs.ts"
import type { HashTile } from "../kernel/log/tile-proofs.ts"
import type { Brand } from "../kernel/text/brand.ts"

/** An entry's key in the queue; never a place in the log. */
export type PendingId = Brand<number, "PendingId">

export interface PendingEntry {
  readonly id: PendingId
  readonly entry: Uint8Array
}

/** Entries that are sealed, entries in the clear, or both as they came. */
export type Waiting = "sealed" | "clear" | "all"

export interface NumberedEntry {
  readonly index: number
  /** `null` for what the sequencer made itself. */
  readonly pending: PendingId | null
  readonly entry: Uint8Array
}

export interface Publication {
  readonly size: TreeSize
  readonly at: Date
}

export interface StoredCheckpoint {
  readonly size: TreeSize
  /** The signed note with the log's line alone. */
  readonly note: Uint8Array
}

/** What the one sequencer at work may do. Nothing of it lasts unless all of it does. */
export interface Turn {
  readonly head: TreeHead
  /** The newest publication; `null` before the first. */
  readonly published: Publication | null
  /** What waits and is visible, oldest first, `limit` at most. One that commits later is simply taken later. */
  pending(limit: number, which: Waiting): Promise<readonly PendingEntry[]>
  readTiles(tiles: readonly HashTile[]): Promise<readonly (Uint8Array | null)[]>
  readCheckpoint(size: TreeSize): Promise<StoredCheckpoint | null>
  /** Numbers entries, and takes exactly those from the queue. */
  writeEntries(entries: readonly NumberedEntry[]): Promise<void>
  writeTiles(tiles: readonly GrownTile[]): Promise<void>
  writeHead(head: TreeHead): Promise<void>
  writeCheckpoint(checkpoint: StoredCheckpoint): Promise<void>
  publish(publication: Publication): Promise<void>
}

export interface LogStorage {
  /** Makes the empty log; does nothing where it is there. Says whether it was made. Throws where the log there has another origin. */
  create(origin: string, root: Hash): Promise<boolean>
  /** Runs `work` alone among all servers, in one transaction; `null`, without running it, where another server is at work. */
  turn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result | null>
  enqueue(entry: Uint8Array): Promise<PendingId>
  /** Entries that wait, up to `limit`. */
  waiting(limit: number): Promise<number>
  head(): Promise<TreeHead>
  newestPublication(): Promise<Publication | null>
  /** Sizes that were published, newest first, `limit` at most. */
  publications(limit: number): Promise<readonly Publication[]>
  readCheckpoint(size: TreeSize): Promise<StoredCheckpoint | null>
  newestCheckpoint(): Promise<StoredCheckpoint | null>
  readTiles(tiles: readonly HashTile[]): Promise<readonly (Uint8Array | null)[]>
  /** Entries from `from` on, `count` at most, as many as are numbered. */
  readEntries(from: number, count: number): Promise<readonly Uint8Array[]>
  /** Where entries of the queue stand now; those that still wait are left out. */
  placesOf(pending: readonly PendingId[]): Promise<ReadonlyMap<PendingId, number>>
}
