/**
 * The sequencer: gives what waits its place in the log, grows the tree, signs what it became, and publishes when it is time.
 *
 * One turn does all of it in one transaction, and any server may take the next: whoever gets the row lock. Nothing that the sequencer
 * remembers between turns is needed for the next one; the edge of the tree is kept only while the head is still the one it belongs to.
 * For each size one note is signed, before any byte of it leaves, and a turn that is done again signs the same.
 */
import { printCheckpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { edgeFromTiles, edgeRoot, edgeTiles, grow, type Edge } from "../kernel/log/growth.ts"
import { leafHash, treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { printNote, signText, type Sign } from "../kernel/log/note.ts"
import type { TreeHead } from "../kernel/log/proofs.ts"
import { planRoot, readerOf, readProof } from "../kernel/log/tile-proofs.ts"
import { SEALED_BYTES } from "../kernel/receipt/entry.ts"
import { equalBytes, utf8 } from "../kernel/text/bytes.ts"
import { bug } from "../kernel/text/bug.ts"
import { publicSizeDue, type Cadence } from "./cadence.ts"
import type { LogStorage, NumberedEntry, Publication, StoredCheckpoint, Turn } from "./log-storage.ts"

export interface SequencerParts {
  readonly storage: LogStorage
  readonly crypto: Crypto
  readonly key: VerifierKey
  readonly sign: Sign
  readonly cadence: Cadence
  readonly clock: () => Date
  /** An entry that nobody can tell from an act's. */
  readonly blank: () => Uint8Array
}

/** Entries that one turn numbers at most. */
export const BATCH = 4096

export type Stepped =
  /** Another server is at work. */
  | { readonly kind: "busy" }
  /** How many entries were numbered, blanks included, and what was published, if it was time. */
  | { readonly kind: "done"; readonly numbered: number; readonly full: boolean; readonly published: TreeSize | null }

/** The log in the database is not what was signed of it; nothing more is signed until a person has looked. */
export class LogBroken extends Error {
  override readonly name = "LogBroken"
}

export class Sequencer {
  readonly #parts: SequencerParts
  #edge: Edge | null = null

  constructor(parts: SequencerParts) {
    this.#parts = parts
  }

  /** One turn. Throws what the storage throws, and then nothing of the turn has lasted, or all of it; `LogBroken` must not be tried again. */
  async step(): Promise<Stepped> {
    const done = await this.#parts.storage.turn((turn) => this.#turn(turn)).catch((error: unknown) => {
      this.#edge = null
      throw error
    })
    return done ?? { kind: "busy" }
  }

  async #turn(turn: Turn): Promise<Stepped> {
    const waiting = await turn.pending(BATCH)
    const reached = treeSize(turn.head.size + waiting.length)
    const now = this.#parts.clock() // one instant a turn: one that reached into the next hour would take that hour's publication with it
    const due = publicSizeDue(this.#parts.cadence, turn.published, reached, now)
    const blanks = Math.max(0, (due ?? 0) - reached)
    const entries: readonly Omit<NumberedEntry, "index">[] = [
      ...waiting.map(({ id, entry }) => ({ pending: id, entry })),
      ...Array.from({ length: blanks }, () => ({ pending: null, entry: this.#blank() })),
    ]
    if (entries.length > 0) await this.#append(turn, entries.map((entry, at) => ({ ...entry, index: turn.head.size + at })))
    if (due !== null) await this.#publish(turn, { size: due, at: now })
    return { kind: "done", numbered: entries.length, full: waiting.length === BATCH, published: due }
  }

  #blank(): Uint8Array {
    const blank = this.#parts.blank()
    return blank.length === SEALED_BYTES ? blank : bug("record/sequencer: a blank that can be told from an act")
  }

  async #append(turn: Turn, entries: readonly NumberedEntry[]): Promise<void> {
    const { crypto } = this.#parts
    const edge = await this.#edgeOf(turn)
    const { edge: grown, tiles } = grow(crypto, edge, entries.map(({ entry }) => leafHash(crypto, entry)))
    const head = { size: grown.size, root: edgeRoot(crypto, grown) }
    await turn.writeEntries(entries)
    await turn.writeTiles(tiles)
    await turn.writeHead(head)
    await turn.writeCheckpoint(this.#signed(head))
    this.#edge = grown
  }

  /** The tree's edge: as kept, or read from tiles and hashed again. */
  async #edgeOf(turn: Turn): Promise<Edge> {
    const { crypto } = this.#parts
    if (this.#edge?.size === turn.head.size && equalBytes(edgeRoot(crypto, this.#edge), turn.head.root)) return this.#edge
    const edge = await readEdge(turn.head.size, (tiles) => turn.readTiles(tiles))
    if (edge === null || !equalBytes(edgeRoot(crypto, edge), turn.head.root)) throw new LogBroken("the tiles do not give the head's root")
    return edge
  }

  #signed({ size, root }: TreeHead): StoredCheckpoint {
    const { key, sign } = this.#parts
    const text = printCheckpoint({ origin: key.name, size, root })
    return { size, note: utf8(printNote({ text, signatures: [signText(key, sign, text, 0)] })) }
  }

  async #publish(turn: Turn, { size, at }: Publication): Promise<void> {
    if ((await turn.readCheckpoint(size)) === null) await turn.writeCheckpoint(this.#signed({ size, root: await this.#rootAt(turn, size) }))
    await turn.publish({ size, at })
  }

  /** The root of an earlier size, from the tiles as they are in this turn. */
  async #rootAt(turn: Turn, size: TreeSize): Promise<TreeHead["root"]> {
    const { crypto } = this.#parts
    if (size === 0) return turn.head.root
    const plan = planRoot(size)
    const reader = readerOf(plan.tiles, await turn.readTiles(plan.tiles))
    if (reader === null) throw new LogBroken("a tile is missing")
    const [root] = readProof(crypto, plan, reader)
    return root ?? bug("record/sequencer: a tree without a root")
  }
}

/** The edge of a tree of `size` leaves from its tiles; `null` where one is missing or short. */
export async function readEdge(size: TreeSize, read: (tiles: ReturnType<typeof edgeTiles>) => Promise<readonly (Uint8Array | null)[]>): Promise<Edge | null> {
  const tiles = edgeTiles(size).filter(({ width }) => width > 0)
  const found = await read(tiles)
  return edgeFromTiles(size, (tile) => found[tiles.findIndex(({ level }) => level === tile.level)] ?? null)
}
