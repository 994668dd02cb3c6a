/**
 * Two checkpoints of one log: is the smaller record the beginning of the larger?
 *
 * The proof comes from tiles. A tile's bytes do not say where they belong, so each place is tried with each file that is long enough;
 * what makes both roots is the proof, whatever the files are called.
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import type { OpenedCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { HASH_BYTES } from "../kernel/log/hashes.ts"
import { checkConsistency, type TreeHead } from "../kernel/log/proofs.ts"
import { planConsistency, planRoot, readerOf, readProof, type HashTile, type ProofPlan } from "../kernel/log/tile-proofs.ts"
import { printTilePath } from "../kernel/log/tiles.ts"
import { failureSaid } from "../kernel/receipt/said.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import type { GivenFile } from "./recognise.ts"
import { neededFile, type Check, type Step } from "./report.ts"

/** A checkpoint that opens, of its own or in a receipt. */
export interface GivenCheckpoint {
  readonly file: string
  readonly opened: OpenedCheckpoint
}

/** Ways to lay files on tiles that are tried, the likely ones first; each costs some hundred hashes, and all of them a second or two. */
const MOST_TRIES = 1_000

/**
 * Each checkpoint with the next larger one of its log. The record that a receipt rests on counts too, since what was shown to one person
 * must be part of what is shown to all: it is compared with the next larger checkpoint, and with a receipt that has another record of its size.
 */
export function checkHistory(crypto: Crypto, checkpoints: readonly GivenCheckpoint[], receipts: readonly GivenCheckpoint[], hashes: readonly GivenFile[]): readonly Check[] {
  const bySize = checkpoints.toSorted((one, other) => sizeOf(one) - sizeOf(other))
  const pairs = bySize.flatMap((older, at) => pairWith(older, bySize.slice(at + 1).find((newer) => isOneLog(older, newer))))
  const rest = receipts.filter((receipt, at) => ![...checkpoints, ...receipts.slice(0, at)].some((other) => isSameRecord(receipt, other)))
  const withRest = rest.flatMap((receipt, at) => [
    ...pairWith(receipt, bySize.find((newer) => isOneLog(receipt, newer) && sizeOf(newer) >= sizeOf(receipt))),
    ...pairWith(receipt, rest.slice(0, at).find((other) => isOneLog(receipt, other) && sizeOf(other) === sizeOf(receipt))),
  ])
  return [...pairs, ...withRest].map(([older, newer]) => checkPair(crypto, older, newer, hashes))
}

function pairWith(older: GivenCheckpoint, newer: GivenCheckpoint | undefined): readonly (readonly [GivenCheckpoint, GivenCheckpoint])[] {
  return newer === undefined ? [] : [[older, newer]]
}

function sizeOf({ opened }: GivenCheckpoint): number {
  return opened.checkpoint.size
}

function isOneLog(one: GivenCheckpoint, other: GivenCheckpoint): boolean {
  return one.opened.checkpoint.origin === other.opened.checkpoint.origin
}

function isSameRecord(one: GivenCheckpoint, other: GivenCheckpoint): boolean {
  return isOneLog(one, other) && sizeOf(one) === sizeOf(other) && equalBytes(one.opened.checkpoint.root, other.opened.checkpoint.root)
}

function checkPair(crypto: Crypto, older: GivenCheckpoint, newer: GivenCheckpoint, hashes: readonly GivenFile[]): Check {
  const [before, after] = [older.opened.checkpoint, newer.opened.checkpoint]
  const sizes = { older: String(before.size), newer: String(after.size) }
  const files = [newer.file, older.file]
  if (before.size === 0 || before.size === after.size) {
    const held = checkConsistency(crypto, before, after, [])
    const says = before.size === after.size ? ({ says: "check.same-record", given: { size: sizes.newer } } as const) : ({ says: "proof.consistent", given: sizes } as const)
    return { files, steps: [held.kind === "holds" ? { standing: "good", says } : { standing: "bad", says: failureSaid(held) }], missing: [] }
  }
  const tiles = tilesFor(before, after)
  const proved = searchProof(crypto, before, after, tiles, hashes)
  if (proved !== null) return { files: [...files, ...proved.files], steps: [proved.step], missing: [] }
  const missing = tiles.map((tile) => neededFile("hashes", printTilePath(tile)))
  return { files, steps: [{ standing: "open", says: { says: "check.hashes-missing", given: sizes } }], missing }
}

/** What the proof is read from, and what makes the newer root. */
function tilesFor(older: TreeHead, newer: TreeHead): readonly HashTile[] {
  const tiles = [...planConsistency(older.size, newer.size).tiles, ...planRoot(newer.size).tiles]
  return [...new Map(tiles.map((tile) => [printTilePath(tile), tile])).values()]
}

function searchProof(crypto: Crypto, older: TreeHead, newer: TreeHead, tiles: readonly HashTile[], hashes: readonly GivenFile[]): { readonly step: Step; readonly files: readonly string[] } | null {
  const plans = { proof: planConsistency(older.size, newer.size), root: planRoot(newer.size) }
  for (const laid of layings(tiles, hashes)) {
    const read = (plan: ProofPlan) => {
      const reader = readerOf(plan.tiles, plan.tiles.map((tile) => laid.get(printTilePath(tile))?.bytes ?? null))
      return reader === null ? [] : readProof(crypto, plan, reader)
    }
    const [root] = read(plans.root)
    if (root === undefined || !equalBytes(root, newer.root)) continue
    const held = checkConsistency(crypto, older, newer, read(plans.proof))
    const files = [...new Set([...laid.values()].map(({ name }) => name))]
    if (held.kind === "holds") return { step: { standing: "good", says: { says: "proof.consistent", given: { older: String(older.size), newer: String(newer.size) } } }, files }
    // These tiles make the newer root, so the older one is another history's.
    return { step: { standing: "bad", says: failureSaid({ kind: "history-differs", older: older.size, newer: newer.size }) }, files }
  }
  return null
}

/** Every way to lay the files on the tiles, up to a limit. A longer file stands in for a shorter tile, as a full one does for a partial one. */
function* layings(tiles: readonly HashTile[], hashes: readonly GivenFile[]): Generator<ReadonlyMap<string, GivenFile>> {
  const choices = tiles.map((tile) => hashes.filter(({ bytes }) => bytes.length >= tile.width * HASH_BYTES).toSorted((one, other) => one.bytes.length - other.bytes.length))
  const all = choices.reduce((product, files) => product * files.length, 1)
  for (let way = 0; way < Math.min(all, MOST_TRIES); way++) {
    let rest = way
    yield new Map(tiles.map((tile, at) => {
      const files = choices[at] ?? []
      const file = files[rest % files.length]
      rest = Math.floor(rest / files.length)
      return [printTilePath(tile), file] as const
    }).filter((pair): pair is readonly [string, GivenFile] => pair[1] !== undefined))
  }
}
