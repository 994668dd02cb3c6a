/**
 * The newest public checkpoint, kept in a file beside the signing key: what this server remembers where nobody outside is a witness.
 *
 * A database brought back from a copy, or begun anew under the old key, looks whole by itself; signing on would fork the log. Only what the
 * server published itself stands here, so another server's later checkpoints are no trouble.
 */
import { readFileSync } from "node:fs"
import type { Crypto } from "../kernel/log/crypto.ts"
import { edgeRoot } from "../kernel/log/growth.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import type { TreeSize } from "../kernel/log/hashes.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import { codeOf } from "../store/trouble.ts"
import { writeWhole } from "./durable-file.ts"
import type { LogStorage } from "./log-storage.ts"
import { readEdge } from "./sequencer.ts"
import { signedBy, type StartTrouble } from "./start-checks.ts"

export function rememberedFile(keyFile: string): string {
  return `${keyFile}.published`
}

export async function rememberPublished(storage: LogStorage, file: string, size: TreeSize): Promise<void> {
  const stored = await storage.readCheckpoint(size)
  if (stored !== null) writeWhole(file, stored.note)
}

/** Whether the log in the database holds what was published; `null` where it does, or nothing is remembered. */
export async function checkRemembered(storage: LogStorage, crypto: Crypto, key: VerifierKey, file: string): Promise<StartTrouble | null> {
  const note = readIfThere(file)
  if (note === null) return null
  const checkpoint = signedBy(crypto, key, note)
  if (checkpoint === null) return { kind: "memory-differs", file }
  const { size, root } = checkpoint
  const published = (await storage.newestPublication())?.size ?? 0
  if (size > published) return { kind: "memory-ahead", file, size, published }
  const edge = await readEdge(size, (tiles) => storage.readTiles(tiles))
  return edge !== null && equalBytes(edgeRoot(crypto, edge), root) ? null : { kind: "memory-differs", file }
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw error
  }
}
