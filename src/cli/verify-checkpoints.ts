/** Two checkpoints: each opens, and the smaller record is the beginning of the larger. */
import type { Checkpoint } from "../kernel/log/checkpoint.ts"
import { openCheckpoint, type OpenedCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { HASH_BYTES, type Hash, type TreeSize } from "../kernel/log/hashes.ts"
import { checkConsistency, type TreeHead } from "../kernel/log/proofs.ts"
import { planConsistency, planRoot, readerOf, readProof, type HashTile, type ProofPlan } from "../kernel/log/tile-proofs.ts"
import { printTilePath, TILE_WIDTH } from "../kernel/log/tiles.ts"
import { equalBytes, utf8 } from "../kernel/text/bytes.ts"
import { readBounded, type LogSource } from "../record/log-source.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { failureWords } from "../ui/proof-words.ts"
import type { Ground, Verdict } from "./verdict.ts"
import { logAround } from "./verify-policy.ts"

export async function verifyCheckpoints(ground: Ground, one: string, other: string): Promise<Verdict> {
  const first = opened(ground, one)
  const second = opened(ground, other)
  if ("lines" in first) return first
  if ("lines" in second) return second
  return compareCheckpoints(ground, ground.from ?? logAround(other) ?? logAround(one), first.checkpoint, second.checkpoint)
}

/** Whether two signed checkpoints are of one history, by the tiles of a source. */
export async function compareCheckpoints(ground: Ground, source: LogSource | null, first: Checkpoint, second: Checkpoint): Promise<Verdict> {
  const { texts } = ground
  const [older, newer] = first.size <= second.size ? [first, second] : [second, first]
  if (older.origin !== newer.origin) return wrong(ground, { kind: "origin-differs", origin: newer.origin, expected: older.origin })
  const proof = await proofBetween(source, older.size, newer.size)
  if (typeof proof === "string") return { holds: false, lines: [texts.t("proof.finding-file-missing", { path: proof })], json: { failure: "file-missing", path: proof } }
  const held = checkConsistency(crypto, older, newer, proof)
  // Where the tiles do make the newer root, it is the older one that is another history's.
  if (held.kind === "root-differs" && (await tilesMake(source, newer))) return wrong(ground, { kind: "history-differs", older: older.size, newer: newer.size })
  if (held.kind !== "holds") return wrong(ground, held)
  return { holds: true, lines: [texts.t("proof.consistent", { older: String(older.size), newer: String(newer.size) })], json: { log: newer.origin, older: older.size, newer: newer.size } }
}

function opened(ground: Ground, file: string): OpenedCheckpoint | Verdict {
  const read = openCheckpoint(crypto, ground.policy.policy, readBounded(file) ?? utf8(""))
  if (read.kind === "opened") return read
  return { holds: false, lines: [`${file}: ${failureWords(ground.texts, read)}`], json: { file, failure: read.kind } }
}

function wrong({ texts }: Ground, failure: Parameters<typeof failureWords>[1]): Verdict {
  return { holds: false, lines: [failureWords(texts, failure)], json: { failure: failure.kind } }
}

async function tilesMake(source: LogSource | null, { size, root }: TreeHead): Promise<boolean> {
  const made = await readPlan(source, planRoot(size))
  return typeof made !== "string" && made[0] !== undefined && equalBytes(made[0], root)
}

/** The proof from tiles, or the path of a tile that is not to be had. */
async function proofBetween(source: LogSource | null, older: TreeSize, newer: TreeSize): Promise<readonly Hash[] | string> {
  return older === 0 || older === newer ? [] : readPlan(source, planConsistency(older, newer))
}

async function readPlan(source: LogSource | null, plan: ProofPlan): Promise<readonly Hash[] | string> {
  const found = await Promise.all(plan.tiles.map((tile) => readTile(source, tile)))
  const reader = readerOf(plan.tiles, found)
  const missing = plan.tiles[found.indexOf(null)]
  if (missing !== undefined) return printTilePath(missing)
  return reader === null ? [] : readProof(crypto, plan, reader)
}

/** A tile, or the full one that stands in for it. */
async function readTile(source: LogSource | null, tile: HashTile): Promise<Uint8Array | null> {
  const bytes = (await source?.read(printTilePath(tile))) ?? (await source?.read(printTilePath({ ...tile, width: TILE_WIDTH }))) ?? null
  return bytes !== null && bytes.length >= tile.width * HASH_BYTES ? bytes : null
}
