/** Two checkpoints: each opens, and the smaller record is the beginning of the larger. */
import { openCheckpoint, type OpenedCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { checkConsistency } from "../kernel/log/proofs.ts"
import { planConsistency, readerOf, readProof } from "../kernel/log/tile-proofs.ts"
import { printTilePath } from "../kernel/log/tiles.ts"
import type { Hash } from "../kernel/log/hashes.ts"
import { utf8 } from "../kernel/text/bytes.ts"
import { readBounded, type LogSource } from "../record/log-source.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { failureWords } from "../ui/proof-words.ts"
import type { Ground, Verdict } from "./verify.ts"
import { logAround } from "./verify-policy.ts"

export async function verifyCheckpoints(ground: Ground, one: string, other: string): Promise<Verdict> {
  const { texts } = ground
  const first = opened(ground, one)
  const second = opened(ground, other)
  if ("lines" in first) return first
  if ("lines" in second) return second
  const [older, newer] = first.checkpoint.size <= second.checkpoint.size ? [first.checkpoint, second.checkpoint] : [second.checkpoint, first.checkpoint]
  if (older.origin !== newer.origin) return wrong(ground, { kind: "origin-differs", origin: newer.origin, expected: older.origin })
  const proof = await proofBetween(ground.from ?? logAround(other) ?? logAround(one), older.size, newer.size)
  if (typeof proof === "string") return { holds: false, lines: [texts.t("proof.finding-file-missing", { path: proof })], json: { failure: "file-missing", path: proof } }
  const held = checkConsistency(crypto, older, newer, proof)
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

/** The proof from tiles, or the path of a tile that is not to be had. */
async function proofBetween(source: LogSource | null, older: OpenedCheckpoint["checkpoint"]["size"], newer: typeof older): Promise<readonly Hash[] | string> {
  if (older === 0 || older === newer) return []
  const plan = planConsistency(older, newer)
  const found = await Promise.all(plan.tiles.map(async (tile) => {
    const bytes = (await source?.read(printTilePath(tile))) ?? (await source?.read(printTilePath({ ...tile, width: 256 }))) ?? null
    return bytes !== null && bytes.length >= tile.width * 32 ? bytes : null
  }))
  const reader = readerOf(plan.tiles, found)
  const missing = plan.tiles[found.indexOf(null)]
  return reader === null ? (missing === undefined ? "tile" : printTilePath(missing)) : readProof(crypto, plan, reader)
}
