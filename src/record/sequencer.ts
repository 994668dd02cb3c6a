/**
 * The sequencer: gives what waits its place in the log, grows the tree, signs what it became, and publishes when it is time.
 *
 * One turn does all of it in one transaction, and any server may take the next: whoever gets the row lock. Nothing that the sequencer
 * remembers between turns is needed for the next one; the edge of the tree is kept only while the head is still the one it belongs to, and
 * the newest tree that was signed only so that none is signed that does not begin with it.
 * For each size one note is signed, before any byte of it leaves, and a turn that is done again signs the same.
 */
import { printCheckpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { edgeFromTiles, edgeRoot, edgeTiles, grow, type Edge } from "../kernel/log/growth.ts"
import { emptyRoot, leafHash, treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { printNote, signText, type Sign } from "../kernel/log/note.ts"
import type { TreeHead } from "../kernel/log/proofs.ts"
import { planRoot, readerOf, readProof } from "../kernel/log/tile-proofs.ts"
import { SEALED_BYTES } from "../kernel/receipt/entry.ts"
import { equalBytes, utf8 } from "../kernel/text/bytes.ts"
import { bug } from "../kernel/text/bug.ts"
import { publicSizeDue, type Cadence } from "./cadence.ts"
import type { LogStorage, NumberedEntry, PendingEntry, Publication, StoredCheckpoint, Turn } from "./log-storage.ts"
import { leavesToCome } from "./windows.ts"

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

/** Acts that one turn numbers at most. */
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

type Unplaced = Omit<NumberedEntry, "index">

/** What a turn did, and the tree as it left it. */
interface Turned {
  readonly stepped: Stepped
  readonly head: TreeHead
}

/** What a turn appends, whether acts may wait still, and the size to publish, if it is time. */
interface Next {
  readonly entries: readonly Unplaced[]
  readonly full: boolean
  readonly due: TreeSize | null
}

function numbered({ id, entry }: PendingEntry): Unplaced {
  return { pending: id, entry }
}

export class Sequencer {
  readonly #parts: SequencerParts
  #edge: Edge | null = null
  /** The newest tree that this server knows was signed; what it knows no storage can take back. */
  #newest: TreeHead | null = null

  constructor(parts: SequencerParts) {
    this.#parts = parts
  }

  /** One turn. Throws what the storage throws, and then nothing of the turn has lasted, or all of it; `LogBroken` must not be tried again. */
  async step(): Promise<Stepped> {
    const done = await this.#parts.storage.turn((turn) => this.#turn(turn)).catch((error: unknown) => {
      this.#edge = null
      throw error
    })
    if (done === null) return { kind: "busy" }
    this.#newest = done.head
    return done.stepped
  }

  async #turn(turn: Turn): Promise<Turned> {
    await this.#mustGoOn(turn)
    const now = this.#parts.clock() // one instant a turn: one that reached into the next hour would take that hour's publication with it
    const { entries, full, due } = await this.#next(turn, now)
    const head = entries.length === 0 ? turn.head : await this.#append(turn, entries.map((entry, at) => ({ ...entry, index: turn.head.size + at })))
    if (due !== null) await this.#publish(turn, { size: due, at: now })
    return { stepped: { kind: "done", numbered: entries.length, full, published: due }, head }
  }

  /** A database that was brought back to an older state, or a standby put in its place, while this server runs: signing on would fork the log. */
  async #mustGoOn(turn: Turn): Promise<void> {
    const { head } = turn
    const signed = this.#newest ?? head
    if (head.size < signed.size) throw new LogBroken(`it holds ${head.size} entries, and ${signed.size} were signed`)
    const root = head.size === signed.size ? head.root : await this.#rootAt(turn, signed.size)
    if (!equalBytes(root, signed.root)) throw new LogBroken(`the first ${signed.size} entries are others than were signed`)
    this.#newest = head
  }

  async #next(turn: Turn, now: Date): Promise<Next> {
    const { cadence } = this.#parts
    switch (cadence.kind) {
      case "at-once": {
        const waiting = await turn.pending(BATCH, "all")
        const due = publicSizeDue(cadence, turn.published, treeSize(turn.head.size + waiting.length), now)
        return { entries: waiting.map(numbered), full: waiting.length === BATCH, due }
      }
      case "steady": {
        const acts = await turn.pending(BATCH, "sealed")
        const due = publicSizeDue(cadence, turn.published, turn.head.size, now)
        return { entries: await this.#inHours(turn, acts, cadence.leaves, due ?? 0), full: acts.length === BATCH, due }
      }
    }
  }

  /** Acts as they came, entries in the clear where their place tells nothing, and blanks up to what is due. */
  async #inHours(turn: Turn, acts: readonly PendingEntry[], leaves: number, due: number): Promise<readonly Unplaced[]> {
    const first = turn.head.size === 0 ? (await turn.pending(leaves, "clear")).map(numbered) : []
    const size = turn.head.size + first.length
    const coming = leavesToCome({ size, published: turn.published?.size ?? 0, leaves }, acts.length, due)
    const lasts = coming.filter((leaf) => leaf === "last").length
    const clear = lasts === 0 ? [] : (await turn.pending(first.length + lasts, "clear")).slice(first.length)
    const [nextAct, nextClear] = [acts.values(), clear.values()]
    const next = { act: () => nextAct.next().value, last: () => nextClear.next().value, blank: () => undefined }
    return [...first, ...coming.map((leaf) => {
      const entry = next[leaf]()
      return entry === undefined ? { pending: null, entry: this.#blank() } : numbered(entry)
    })]
  }

  #blank(): Uint8Array {
    const blank = this.#parts.blank()
    return blank.length === SEALED_BYTES ? blank : bug("record/sequencer: a blank that can be told from an act")
  }

  async #append(turn: Turn, entries: readonly NumberedEntry[]): Promise<TreeHead> {
    const { crypto } = this.#parts
    const edge = await this.#edgeOf(turn)
    const { edge: grown, tiles } = grow(crypto, edge, entries.map(({ entry }) => leafHash(crypto, entry)))
    const head = { size: grown.size, root: edgeRoot(crypto, grown) }
    await turn.writeEntries(entries)
    await turn.writeTiles(tiles)
    await turn.writeHead(head)
    await turn.writeCheckpoint(this.#signed(head))
    this.#edge = grown
    return head
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
    if (size === 0) return emptyRoot(crypto)
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
