/** What an export holds beside the tree itself: parts of tiles from earlier sizes, receipts, and packs at their paths. */
import type { Crypto } from "../kernel/log/crypto.ts"
import { HASH_BYTES, type TreeSize } from "../kernel/log/hashes.ts"
import type { Policy } from "../kernel/log/policy.ts"
import { parseBundle, parseTilePath, printBundle, printTilePath, TILE_WIDTH, tileIsIn, tileWidth, type TilePlace } from "../kernel/log/tiles.ts"
import { checkReceipt } from "../kernel/receipt/receipt.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import { sha256 } from "../law/pack-files.ts"
import type { LogSource } from "./log-source.ts"
import type { Finding } from "./verify-finding.ts"
import { fetchManifest } from "./verify-kept.ts"

/** Nothing for a source that cannot list its files. */
export async function* checkFolder(source: LogSource, crypto: Crypto, policy: Policy, size: TreeSize): AsyncGenerator<Finding> {
  yield* earlierParts(source, size)
  yield* receipts(source, crypto, policy)
  yield* packs(source)
}

/** A part that was kept from an earlier size must be the beginning of what stands there now. */
async function* earlierParts(source: LogSource, size: TreeSize): AsyncGenerator<Finding> {
  for (const path of source.list("tile") ?? []) {
    const place = parseTilePath(path)
    if (place === null || place.width === TILE_WIDTH) continue
    const now = { ...place, width: tileWidth(size, place.level === "entries" ? 0 : place.level, place.index) }
    if (now.width === place.width) continue
    const [part, whole] = [await source.read(path), await source.read(printTilePath(now))]
    if (!tileIsIn(size, place) || part === null || whole === null || !isBeginning(part, whole, place, now)) yield { kind: "partial-differs", path }
  }
}

function isBeginning(part: Uint8Array, whole: Uint8Array, place: TilePlace, now: TilePlace): boolean {
  if (place.level !== "entries") return part.length === place.width * HASH_BYTES && equalBytes(part, whole.subarray(0, part.length))
  const bundle = parseBundle(whole, now.width)
  return bundle.kind === "bundle" && equalBytes(part, printBundle(bundle.entries.slice(0, place.width)))
}

async function* receipts(source: LogSource, crypto: Crypto, policy: Policy): AsyncGenerator<Finding> {
  for (const path of source.list("receipt") ?? []) {
    const bytes = await source.read(path)
    if (bytes === null) continue
    const checked = checkReceipt(crypto, policy, bytes)
    if (checked.kind !== "receipt") yield { kind: "receipt-wrong", path, failure: checked }
    else if (path !== `receipt/${String(checked.index)}.tlog-proof`) yield { kind: "receipt-name", path, index: checked.index }
  }
}

/** `pack/<law>/<path>` has the digest that the law's manifest gives the path. */
async function* packs(source: LogSource): AsyncGenerator<Finding> {
  const manifests = new Map<string, ReadonlyMap<string, string>>()
  for (const path of source.list("pack") ?? []) {
    const [, law = "", file = ""] = /^pack\/([0-9a-f]{64})\/(.+)$/.exec(path) ?? []
    const manifest = manifests.get(law) ?? (await manifestOf(source, law))
    manifests.set(law, manifest)
    const bytes = await source.read(path)
    if (bytes === null || manifest.get(file) !== sha256(bytes)) yield { kind: "pack-file-differs", path }
  }
}

async function manifestOf(source: LogSource, law: string): Promise<ReadonlyMap<string, string>> {
  const got = await fetchManifest(source, law)
  return got.kind === "fetched" ? got.value : new Map()
}
