/**
 * `/record/*`: the public part of the record, as https://c2sp.org/tlog-tiles has it, for whoever wants to check it.
 *
 *     /record/checkpoint            the newest that was published, with its witnesses' lines
 *     /record/tile/<L>/<N>[.p/<W>]  /record/tile/entries/<N>[.p/<W>]
 *     /record/policy                whose signatures count
 *     /record/history/<size>        every checkpoint that was published
 *     /record/history/list          their sizes, a line each, ascending
 *     /record/kept/<digest>         packs and compiled forests, by SHA-256 of their bytes
 *     /record/receipt/<index>.tlog-proof   of an entry in the clear, on the newest public checkpoint
 *
 * Nothing past the public size is served, and nothing here depends on anything past it.
 */
import { Hono, type Context } from "hono"
import { treeSize } from "../../kernel/log/hashes.ts"
import { parseTilePath, printBundle, TILE_WIDTH, tileIsIn } from "../../kernel/log/tiles.ts"
import { parseDecimal } from "../../kernel/text/bytes.ts"
import { historyList } from "../../record/public-checkpoint.ts"
import type { LogStorage } from "../../record/log-storage.ts"
import type { PublicLaw } from "../../record/public-laws.ts"

export interface PublicRecord {
  readonly storage: LogStorage
  /** A published checkpoint, with the lines of its witnesses; `null` for a size that was not published. */
  readonly checkpoint: (size: number) => Promise<Uint8Array | null>
  readonly policy: () => Uint8Array | null
  readonly kept: (digest: string) => Promise<Uint8Array | null>
  /** Of an entry that is public and in the clear; `null` for every other place. */
  readonly receipt: (index: number) => Promise<Uint8Array | null>
  /** The laws whose entries are public, newest first. */
  readonly laws: () => Promise<readonly PublicLaw[]>
}

const OPEN = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" }
const FOREVER = { ...OPEN, "cache-control": "public, max-age=31536000, immutable" }
const A_MOMENT = { ...OPEN, "cache-control": "public, max-age=5" }
const TEXT = { "content-type": "text/plain; charset=utf-8" }
const BYTES = { "content-type": "application/octet-stream" }

/** `open` waits for the record, which is opened while pages are served already; `null` where this server has none. */
export function recordRoutes(open: () => Promise<PublicRecord | null>): Hono {
  const app = new Hono()
  const serve = (path: string, headers: Readonly<Record<string, string>>, read: (record: PublicRecord, c: Context) => Promise<Uint8Array | null>): void => {
    app.get(path, async (c) => {
      const record = await open()
      const bytes = record === null ? null : await read(record, c)
      return bytes === null ? c.body("", 404, { ...OPEN, ...TEXT, "cache-control": "no-store" }) : c.body(new Uint8Array(bytes), 200, headers)
    })
  }
  serve("/record/checkpoint", { ...A_MOMENT, ...TEXT }, async (record) => {
    const newest = await record.storage.newestPublication()
    return newest === null ? null : record.checkpoint(newest.size)
  })
  serve("/record/policy", { ...A_MOMENT, ...TEXT }, (record) => Promise.resolve(record.policy()))
  serve("/record/history/list", { ...A_MOMENT, ...TEXT }, (record) => historyList(record.storage))
  // Not for good: witnesses' lines come later.
  serve("/record/history/:size", { ...A_MOMENT, ...TEXT }, async (record, c) => {
    const size = parseDecimal(c.req.param("size") ?? "")
    return size === null ? null : record.checkpoint(size)
  })
  serve("/record/kept/:digest{[0-9a-f]{64}}", { ...FOREVER, ...BYTES }, (record, c) => record.kept(c.req.param("digest") ?? ""))
  // A sealed entry's receipt is for who holds its opening, and asking for one would tell whose it is: those are got at the desk.
  serve("/record/receipt/:file{[0-9]+[.]tlog-proof}", { ...A_MOMENT, ...BYTES }, (record, c) => {
    const index = parseDecimal((c.req.param("file") ?? "").replace(".tlog-proof", ""))
    return index === null ? Promise.resolve(null) : record.receipt(index)
  })
  serve("/record/tile/:place{.+}", { ...FOREVER, ...BYTES }, (record, c) => tileAt(record.storage, new URL(c.req.url).pathname.slice("/record/".length)))
  return app
}

/** A tile or a bundle, whole: a full tile is never short, since caches keep it for good. */
async function tileAt(storage: LogStorage, path: string): Promise<Uint8Array | null> {
  const place = parseTilePath(path)
  const size = (await storage.newestPublication())?.size ?? treeSize(0)
  if (place === null || !tileIsIn(size, place)) return null
  const { level, index, width } = place
  if (level !== "entries") return (await storage.readTiles([{ level, index, width }]))[0] ?? null
  const entries = await storage.readEntries(index * TILE_WIDTH, width)
  return entries.length === width ? printBundle(entries) : null
}
