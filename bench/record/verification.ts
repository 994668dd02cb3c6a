/** A whole log, verified as `writ verify` does it, from bundles and tiles in memory: every entry, leaf, tile and the root. */
import { edgeRoot, EMPTY_EDGE, grow } from "../../src/kernel/log/growth.ts"
import { leafHash, leafIndex, treeSize } from "../../src/kernel/log/hashes.ts"
import { checkInclusion, type TreeHead } from "../../src/kernel/log/proofs.ts"
import { planInclusion, readerOf, readProof } from "../../src/kernel/log/tile-proofs.ts"
import { printBundle, printTilePath, TILE_WIDTH } from "../../src/kernel/log/tiles.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import type { LogSource } from "../../src/record/log-source.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { checkTree } from "../../src/record/verify-tree.ts"
import { clockSeconds } from "../answers/clock.ts"
import { printRate } from "../answers/tables.ts"
import { perSecond } from "./run.ts"

const BATCH = 4096
const PROOFS = 2_000
const EXPECTED = 200_000

interface MemoryLog {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly entries: readonly Uint8Array[]
  readonly head: TreeHead
}

function logOf(size: number): MemoryLog {
  const entries = Array.from({ length: size }, blankEntry)
  const files = new Map<string, Uint8Array>()
  let edge = EMPTY_EDGE
  for (let from = 0; from < size; from += BATCH) {
    const grown = grow(crypto, edge, entries.slice(from, from + BATCH).map((entry) => leafHash(crypto, entry)))
    edge = grown.edge
    for (const { hashes, ...place } of grown.tiles) files.set(printTilePath(place), hashes)
  }
  for (let from = 0; from < size; from += TILE_WIDTH) {
    const bundle = entries.slice(from, from + TILE_WIDTH)
    files.set(printTilePath({ level: "entries", index: from / TILE_WIDTH, width: bundle.length }), printBundle(bundle))
  }
  return { files, entries, head: { size: edge.size, root: edgeRoot(crypto, edge) } }
}

async function verify({ files, head }: MemoryLog): Promise<number> {
  const source: LogSource = { place: "memory", read: (path) => Promise.resolve(files.get(path) ?? null), list: () => null }
  let entries = 0
  const began = clockSeconds()
  const edge = await checkTree({
    source, crypto, size: head.size, expected: [{ path: "checkpoint", ...head }],
    onEntry: () => { entries += 1 }, onFinding: (finding) => { throw new Error(finding.kind) },
  })
  if (edge === null || entries !== head.size) throw new Error("not all of the log was verified")
  return entries / (clockSeconds() - began)
}

/** Proofs made one by one, each from tiles alone, and checked: nothing is shared between them. */
function proofs({ files, entries, head }: MemoryLog): number {
  return perSecond(PROOFS, () => {
    for (let at = 0; at < PROOFS; at++) {
      const index = leafIndex(Math.floor((at * head.size) / PROOFS))
      const plan = planInclusion(index, treeSize(head.size))
      const read = readerOf(plan.tiles, plan.tiles.map((tile) => files.get(printTilePath(tile)) ?? null))
      if (read === null) throw new Error("a tile is missing")
      const held = checkInclusion(crypto, { index, leaf: leafHash(crypto, entries[index] ?? new Uint8Array(0)), hashes: readProof(crypto, plan, read) }, head)
      if (held.kind !== "holds") throw new Error(held.kind)
    }
  })
}

export async function verification(size: number): Promise<readonly string[]> {
  const log = logOf(size)
  const rate = await verify(log)
  return [size.toLocaleString("en-US"), printRate(rate), size < 1_000_000 ? "" : EXPECTED.toLocaleString("en-US"), size < 1_000_000 ? "" : rate >= EXPECTED ? "reached" : "MISSED", (1e6 / proofs(log)).toFixed(0)]
}
