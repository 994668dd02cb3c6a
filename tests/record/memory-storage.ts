/** A log in memory: the second keeper of the contract in src/record/log-storage.ts, small enough to be seen right at a glance. */
import { HASH_BYTES, treeSize, type Hash, type TreeSize } from "../../src/kernel/log/hashes.ts"
import type { TreeHead } from "../../src/kernel/log/proofs.ts"
import type { HashTile } from "../../src/kernel/log/tile-proofs.ts"
import { SEALED_BYTES } from "../../src/kernel/receipt/entry.ts"
import { bug } from "../../src/kernel/text/bug.ts"
import type { LogStorage, NumberedEntry, PendingEntry, PendingId, Publication, StoredCheckpoint, Turn, Waiting } from "../../src/record/log-storage.ts"
import { OtherLog } from "../../src/record/postgres-storage.ts"

interface Log {
  readonly head: TreeHead
  readonly entries: readonly NumberedEntry[]
  readonly tiles: ReadonlyMap<string, Uint8Array>
  readonly checkpoints: readonly StoredCheckpoint[]
  readonly publications: readonly Publication[]
}

export class MemoryStorage implements LogStorage {
  #origin: string | null = null
  #log: Log | null = null
  #queue: PendingEntry[] = []
  #lastId = 0
  #atWork = false

  create(origin: string, root: Hash): Promise<boolean> {
    if (this.#origin !== null && this.#origin !== origin) return Promise.reject(new OtherLog(this.#origin))
    const isNew = this.#origin === null
    this.#origin = origin
    this.#log ??= { head: { size: treeSize(0), root }, entries: [], tiles: new Map(), checkpoints: [], publications: [] }
    return Promise.resolve(isNew)
  }

  async turn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result | null> {
    if (this.#atWork) return null
    this.#atWork = true
    try {
      const draft = new Draft(this.#now, () => this.#queue)
      const result = await work(draft)
      this.#log = draft.log
      this.#queue = this.#queue.filter(({ id }) => !draft.taken.has(id))
      return result
    } finally {
      this.#atWork = false
    }
  }

  enqueue(entry: Uint8Array): Promise<PendingId> {
    const { id, commit } = this.begin(entry)
    commit()
    return Promise.resolve(id)
  }

  /** An entry that has its key and is not to be seen yet: a transaction that has not committed. */
  begin(entry: Uint8Array): { readonly id: PendingId; readonly commit: () => void } {
    const id = (this.#lastId += 1) as PendingId
    return { id, commit: () => { this.#queue.push({ id, entry }) } }
  }

  waiting(limit: number): Promise<number> {
    return Promise.resolve(Math.min(limit, this.#queue.length))
  }

  head(): Promise<TreeHead> {
    return Promise.resolve(this.#now.head)
  }

  newestPublication(): Promise<Publication | null> {
    return Promise.resolve(this.#now.publications.at(-1) ?? null)
  }

  publications(limit: number): Promise<readonly Publication[]> {
    return Promise.resolve(this.#now.publications.toReversed().slice(0, limit))
  }

  readCheckpoint(size: TreeSize): Promise<StoredCheckpoint | null> {
    return Promise.resolve(checkpointOf(this.#now, size))
  }

  newestCheckpoint(): Promise<StoredCheckpoint | null> {
    return Promise.resolve(checkpointOf(this.#now, Math.max(...this.#now.checkpoints.map(({ size }) => size))))
  }

  readTiles(tiles: readonly HashTile[]): Promise<readonly (Uint8Array | null)[]> {
    return Promise.resolve(tilesOf(this.#now, tiles))
  }

  readEntries(from: number, count: number): Promise<readonly Uint8Array[]> {
    return Promise.resolve(this.#now.entries.slice(from, from + count).map(({ entry }) => entry))
  }

  placesOf(pending: readonly PendingId[]): Promise<ReadonlyMap<PendingId, number>> {
    const asked = new Set(pending)
    return Promise.resolve(new Map(this.#now.entries.flatMap(({ index, pending: id }) => (id !== null && asked.has(id) ? [[id, index]] : []))))
  }

  get #now(): Log {
    return this.#log ?? bug("tests/memory-storage: a log that was not made")
  }
}

function checkpointOf({ checkpoints }: Log, size: number): StoredCheckpoint | null {
  return checkpoints.find((checkpoint) => checkpoint.size === size) ?? null
}

function tilesOf({ tiles }: Log, asked: readonly HashTile[]): readonly (Uint8Array | null)[] {
  return asked.map(({ level, index, width }) => {
    const hashes = tiles.get(`${level}/${index}`)?.subarray(0, width * HASH_BYTES)
    return hashes?.length === width * HASH_BYTES ? hashes : null
  })
}

/** What a turn has written so far; it becomes the log when the turn ends well. */
class Draft implements Turn {
  readonly head: TreeHead
  readonly published: Publication | null
  readonly taken = new Set<PendingId>()
  readonly #queue: () => readonly PendingEntry[]
  log: Log

  constructor(log: Log, queue: () => readonly PendingEntry[]) {
    this.head = log.head
    this.published = log.publications.at(-1) ?? null
    this.log = log
    this.#queue = queue
  }

  pending(limit: number, which: Waiting): Promise<readonly PendingEntry[]> {
    const visible = this.#queue().filter(({ id, entry }) => !this.taken.has(id) && (which === "all" || (entry.length === SEALED_BYTES) === (which === "sealed")))
    return Promise.resolve(visible.sort((one, other) => one.id - other.id).slice(0, limit))
  }

  readTiles(tiles: readonly HashTile[]): Promise<readonly (Uint8Array | null)[]> {
    return Promise.resolve(tilesOf(this.log, tiles))
  }

  readCheckpoint(size: TreeSize): Promise<StoredCheckpoint | null> {
    return Promise.resolve(checkpointOf(this.log, size))
  }

  writeEntries(entries: readonly NumberedEntry[]): Promise<void> {
    for (const { pending } of entries) if (pending !== null) this.taken.add(pending)
    return this.#write({ entries: [...this.log.entries, ...entries] })
  }

  writeTiles(tiles: readonly { readonly level: number; readonly index: number; readonly hashes: Uint8Array }[]): Promise<void> {
    return this.#write({ tiles: new Map([...this.log.tiles, ...tiles.map(({ level, index, hashes }) => [`${level}/${index}`, hashes] as const)]) })
  }

  writeHead(head: TreeHead): Promise<void> {
    return this.#write({ head })
  }

  writeCheckpoint(checkpoint: StoredCheckpoint): Promise<void> {
    return this.#write({ checkpoints: [...this.log.checkpoints, checkpoint] })
  }

  publish(publication: Publication): Promise<void> {
    return this.#write({ publications: [...this.log.publications, publication] })
  }

  #write(written: Partial<Log>): Promise<void> {
    this.log = { ...this.log, ...written }
    return Promise.resolve()
  }
}
