/**
 * The record as a folder of files, that anybody can serve and check without its server: what is public, and nothing else.
 *
 *     policy  tile/…  history/<size>  kept/<digest>  pack/<law>/<path>  receipt/<index>.tlog-proof  checkpoint
 *
 * It is written in that sequence, the checkpoint last, each file whole or not at all: an export that was broken off is taken up where it
 * stopped, and one that is made again only adds. A tile that stands there otherwise stops it: that would be another history.
 */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Kysely } from "kysely"
import { parseCheckpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import { parseKey, type VerifierKey } from "../kernel/log/key.ts"
import { parseNote } from "../kernel/log/note.ts"
import { printBundle, printTilePath, TILE_WIDTH, tilesOf, tileWidth } from "../kernel/log/tiles.ts"
import { parseEntry, SEALED_BYTES } from "../kernel/receipt/entry.ts"
import { isEntry } from "../kernel/receipt/receipt.ts"
import { bug } from "../kernel/text/bug.ts"
import { utf8 } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"
import { writeOnce, writeWhole } from "./durable-file.ts"
import { folderSource } from "./log-source.ts"
import { postgresStorage } from "./postgres-storage.ts"
import { HISTORY_LIST, publicCheckpoint } from "./public-checkpoint.ts"
import { Receipts } from "./receipts.ts"
import { fetchKept, fetchManifest, keptPath } from "./verify-kept.ts"

export interface ExportParts {
  readonly db: Kysely<Tables>
  readonly crypto: Crypto
  readonly policy: string
  readonly folder: string
  readonly onProgress?: (done: number, of: number) => void
}

export type Exported =
  | { readonly kind: "exported"; readonly size: number; readonly files: number }
  /** No checkpoint is public yet. */
  | { readonly kind: "nothing-public" }

/** Throws `WouldChange`. */
export async function exportLog(parts: ExportParts): Promise<Exported> {
  const published = await postgresStorage(parts.db).newestPublication()
  return published === null ? { kind: "nothing-public" } : new Export(parts, published.size).run()
}

/** The log's key, from its first entry; `null` for a log without entries. */
export async function logKeyOf(db: Kysely<Tables>, crypto: Crypto): Promise<VerifierKey | null> {
  const [first] = await postgresStorage(db).readEntries(0, 1)
  const entry = first === undefined ? null : parseEntry(first)
  if (entry?.kind !== "key") return null
  const parsed = parseKey(crypto, entry.key)
  return parsed.kind === "key" ? parsed.key : null
}

interface PlacedEntry {
  readonly index: number
  readonly entry: Uint8Array
}

class Export {
  readonly #parts: ExportParts
  readonly #size: TreeSize
  #files = 0

  constructor(parts: ExportParts, size: TreeSize) {
    this.#parts = parts
    this.#size = size
  }

  async run(): Promise<Exported> {
    writeWhole(this.#at("policy"), utf8(this.#parts.policy))
    const before = this.#before()
    await this.#tiles(before)
    await this.#bundles(before)
    await this.#kept()
    await this.#packs()
    await this.#receipts()
    await this.#checkpoints()
    return { kind: "exported", size: this.#size, files: this.#files }
  }

  #at(path: string): string {
    return join(this.#parts.folder, path)
  }

  #add(path: string, bytes: Uint8Array): void {
    if (writeOnce(this.#at(path), bytes)) this.#files++
  }

  /** The size of the export that stands there: its full tiles are done. */
  #before(): TreeSize {
    const file = this.#at("checkpoint")
    if (!existsSync(file)) return treeSize(0)
    const note = parseNote(readFileSync(file))
    const read = note.kind === "note" ? parseCheckpoint(this.#parts.crypto, note.note.text) : note
    return read.kind === "checkpoint" && read.checkpoint.size <= this.#size ? read.checkpoint.size : treeSize(0)
  }

  async #tiles(before: TreeSize): Promise<void> {
    const storage = postgresStorage(this.#parts.db)
    for (const places of inRuns([...tilesOf(this.#size, before)], 64)) {
      const found = await storage.readTiles(places)
      places.forEach((place, at) => { this.#add(printTilePath(place), found[at] ?? bug("record/export-log: a tile of a public tree is missing")) })
    }
  }

  async #bundles(before: TreeSize): Promise<void> {
    const storage = postgresStorage(this.#parts.db)
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < this.#size; index++) {
      const width = tileWidth(this.#size, 0, index)
      const entries = await storage.readEntries(index * TILE_WIDTH, width)
      this.#add(printTilePath({ level: "entries", index, width }), printBundle(entries))
      this.#parts.onProgress?.(index * TILE_WIDTH + width, this.#size)
    }
  }

  async #kept(): Promise<void> {
    const rows = await this.#parts.db.selectFrom("kept").select("digest").orderBy("digest").execute()
    for (const { digest } of rows) {
      if (existsSync(this.#at(keptPath(digest)))) continue
      const { bytes } = await this.#parts.db.selectFrom("kept").select("bytes").where("digest", "=", digest).executeTakeFirstOrThrow()
      this.#add(keptPath(digest), bytes)
    }
  }

  /** Each law's files at their paths, so that `writ check` runs on them. */
  async #packs(): Promise<void> {
    const kept = folderSource(this.#parts.folder)
    const laws = await this.#parts.db.selectFrom("law").select("digest").distinct().execute()
    for (const { digest } of laws) {
      const manifest = await fetchManifest(kept, digest)
      for (const [path, name] of manifest.kind === "fetched" ? manifest.value : []) {
        const file = await fetchKept(kept, name)
        if (file.kind === "fetched" && staysInside(path)) this.#add(`pack/${digest}/${path}`, file.value)
      }
    }
  }

  /**
   * Of entries in the clear, and of acts that were released: on the newest checkpoint that a witness has cosigned, where the entry is in it.
   * One that stands there proves the same on an earlier checkpoint, and is made anew only if no witness vouched for it and one does now.
   */
  async #receipts(): Promise<void> {
    const { db, crypto } = this.#parts
    const row = await db.selectFrom("log_cosignature").select("size").where("size", "<=", this.#size).orderBy("size", "desc").limit(1).executeTakeFirst()
    const cosigned = treeSize(row?.size ?? 0)
    const entries = (await this.#clearEntries()).map((entry) => ({ ...entry, size: entry.index < cosigned ? cosigned : this.#size }))
    const wanted = entries.filter(({ index, size }) => !existsSync(this.#at(receiptPath(index))) || (size === cosigned && !hasCosignature(readFileSync(this.#at(receiptPath(index))))))
    for (const size of new Set(wanted.map((entry) => entry.size))) {
      const note = await this.#publicNote(size)
      for (const run of inRuns(wanted.filter((entry) => entry.size === size), 256)) {
        const receipts = await new Receipts(postgresStorage(db), crypto).make(run, { size, note })
        run.forEach(({ index }, at) => { this.#receipt(index, receipts[at] ?? bug("record/export-log: fewer receipts than entries")) })
      }
    }
  }

  #receipt(index: number, receipt: Uint8Array): void {
    if (!existsSync(this.#at(receiptPath(index)))) this.#files++
    writeWhole(this.#at(receiptPath(index)), receipt)
  }

  async #clearEntries(): Promise<readonly PlacedEntry[]> {
    const { db } = this.#parts
    const found = new Map<number, PlacedEntry>()
    const clear = await db.selectFrom("log_entry").select(["index", "entry"]).where("index", "<", this.#size).where(({ fn }) => fn<number>("length", ["entry"]), "<>", SEALED_BYTES).orderBy("index").execute()
    for (const row of clear) {
      found.set(row.index, row)
      const entry = parseEntry(row.entry)
      const acts = isEntry(entry) && entry.kind === "release" ? entry.opened.map(({ index }) => index) : []
      for (const run of inRuns(acts, 1000)) {
        const rows = await db.selectFrom("log_entry").select(["index", "entry"]).where("index", "in", run).execute()
        for (const act of rows) found.set(act.index, act)
      }
    }
    return [...found.values()]
  }

  /** Each public checkpoint with the cosignatures that it has by now; the newest also as `checkpoint`, last of all. */
  async #checkpoints(): Promise<void> {
    const rows = await this.#parts.db.selectFrom("log_public").select("size").where("size", "<=", this.#size).orderBy("size").execute()
    for (const { size } of rows) {
      const path = `history/${String(size)}`
      if (!existsSync(this.#at(path))) this.#files++
      writeWhole(this.#at(path), await this.#publicNote(size))
    }
    writeWhole(this.#at(HISTORY_LIST), utf8(rows.map(({ size }) => `${String(size)}\n`).join("")))
    writeWhole(this.#at("checkpoint"), await this.#publicNote(this.#size))
  }

  async #publicNote(size: number): Promise<Uint8Array> {
    return (await publicCheckpoint(this.#parts.db, size)) ?? bug("record/export-log: a public size without its checkpoint")
  }
}

function receiptPath(index: number): string {
  return `receipt/${String(index)}.tlog-proof`
}

/** Whether its checkpoint has another signature than the log's. */
function hasCosignature(receipt: Uint8Array): boolean {
  return Buffer.from(receipt).toString("utf8").split("\n\u2014 ").length > 2
}

/** A path of a pack that leads out of its folder is no path of a pack. */
function staysInside(path: string): boolean {
  return !/\\/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
}

function inRuns<Value>(values: readonly Value[], length: number): readonly (readonly Value[])[] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, at) => values.slice(at * length, (at + 1) * length))
}
