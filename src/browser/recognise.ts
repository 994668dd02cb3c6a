/**
 * What a file is, told by its content alone: a name may have been lost on the way, and proves nothing.
 *
 * Hashes of a tile have no mark of their own. Whatever could be some is taken for them, and used only where a proof comes out of it.
 */
import { HASH_BYTES } from "../kernel/log/hashes.ts"
import { TILE_WIDTH } from "../kernel/log/tiles.ts"
import { textFromUtf8 } from "../kernel/text/bytes.ts"
import type { JsonValue } from "../kernel/text/canonical-json.ts"

export interface GivenFile {
  /** For people. */
  readonly name: string
  readonly bytes: Uint8Array
}

export type FileKind = "receipt" | "opening" | "policy" | "checkpoint" | "forests" | "forest" | "hashes" | "unknown"

/** More than any file that is checked here has: all files of the Chicago pack are below 200,000. */
export const MOST_BYTES = 8_000_000

const FORMATS: readonly (readonly [start: string, kind: FileKind])[] = [
  ["writ-opening/", "opening"],
  ["writ-forests/", "forests"],
  ["writ-forest/", "forest"],
]

export function kindOf({ bytes }: GivenFile): FileKind {
  const text = textFromUtf8(bytes)
  if (text === null || /[\u0000-\u0008]/.test(text)) return isHashes(bytes) ? "hashes" : "unknown"
  if (/^(?:c2sp\.org\/tlog-proof|[^\n]*\n(?:extra [^\n]*\n)?index )/.test(text)) return "receipt"
  if (text.includes("\n\n\u2014 ")) return "checkpoint"
  if (/^\s*\{/.test(text)) return kindOfJson(text)
  return isPolicy(text) ? "policy" : "unknown"
}

function isHashes({ length }: Uint8Array): boolean {
  return length > 0 && length % HASH_BYTES === 0 && length <= TILE_WIDTH * HASH_BYTES
}

function kindOfJson(text: string): FileKind {
  const json = jsonOf(text)
  const format = typeof json === "object" && json !== null && "format" in json ? json.format : null
  return FORMATS.find(([start]) => typeof format === "string" && format.startsWith(start))?.[1] ?? "unknown"
}

/** The first line that says something begins as a line of a policy does. */
function isPolicy(text: string): boolean {
  const line = text.split("\n").find((one) => /^[ \t]*[^\s#]/.test(one)) ?? ""
  return /^[ \t]*(?:log|witness|group|quorum)[ \t]/.test(line)
}

/** `undefined` for a text that is no JSON. */
export function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}
