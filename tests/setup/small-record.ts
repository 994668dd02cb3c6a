/**
 * A record of 300 entries in memory, as `writ export log` would write it, with receipts and openings: for checks that need no database.
 *
 *     entry 0 the log's key · 1 the example pack · 2 a decision · 3, 4 decisions with outcomes that its law does not give · then blanks
 *
 * Two witnesses are in the policy, whose quorum is the first; it has cosigned, the second has not.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import type { PublicRecord } from "../../src/features/verify/record-routes.ts"
import { parseGiven } from "../../src/kernel/diagram/values.ts"
import { printCheckpoint } from "../../src/kernel/log/checkpoint.ts"
import { EMPTY_EDGE, edgeRoot, grow } from "../../src/kernel/log/growth.ts"
import { leafHash, leafIndex, treeSize } from "../../src/kernel/log/hashes.ts"
import { printKey } from "../../src/kernel/log/key.ts"
import { printNote, signText } from "../../src/kernel/log/note.ts"
import { printProofFile } from "../../src/kernel/log/proof-file.ts"
import { planInclusion, readerOf, readProof } from "../../src/kernel/log/tile-proofs.ts"
import { printBundle, printTilePath, TILE_WIDTH } from "../../src/kernel/log/tiles.ts"
import { printEntry } from "../../src/kernel/receipt/entry.ts"
import { forestOn, readForestList } from "../../src/kernel/receipt/forest-list.ts"
import { commitmentOf, isFieldGroup, printOpening, type Fields, type Opening } from "../../src/kernel/receipt/opening.ts"
import { textFromUtf8, utf8 } from "../../src/kernel/text/bytes.ts"
import type { JsonValue } from "../../src/kernel/text/canonical-json.ts"
import { openBook, type LawBook } from "../../src/law/book.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { readPackFiles } from "../../src/law/pack-files.ts"
import { keptLaw } from "../../src/law/to-forests.ts"
import type { Day } from "../../src/law/types.ts"
import { actFromDecision, blankEntry } from "../../src/record/from-decision.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { MemoryStorage } from "../record/memory-storage.ts"
import { mustRead } from "../record/must-read.ts"
import { signerOf } from "./grown-log.ts"

export const SIZE = 300
export const EARLIER = 64
const ON = "2026-02-01" as Day
const log = signerOf("city.example/record", 1)
const guild = signerOf("guild.example", 2, "ed25519-cosignature")
const paper = signerOf("paper.example", 3, "ed25519-cosignature")
const COSIGNED_AT = 1_770_000_000

export interface SmallRecord {
  /** As an export has it: bytes by path. */
  readonly tree: ReadonlyMap<string, Uint8Array>
  readonly policy: Uint8Array
  /** Receipts by what they are of; `early` is the act's on the earlier checkpoint, `forked` a blank's in another history. */
  readonly receipts: Readonly<Record<"act" | "lie" | "silent" | "law" | "key" | "blank" | "early" | "forked", Uint8Array>>
  readonly openings: Readonly<Record<"act" | "lie" | "silent", Uint8Array>>
  /** `list` is the law's list of forests, `forest` the one that decides the act. */
  readonly kept: Readonly<Record<"list" | "forest", { readonly name: string; readonly bytes: Uint8Array }>>
  readonly checkpoints: Readonly<Record<"older" | "newer" | "forked" | "newerForked", Uint8Array>>
  /** The tiles of that other history. */
  readonly forkedTiles: ReadonlyMap<string, Uint8Array>
  readonly law: string
}

export function smallRecord(): SmallRecord {
  const files = mustRead(readPackFiles("packs/example"))
  const book = openBook(mustRead(packFromFiles(files)))
  const { digest, forests, kept } = keptLaw(book, files)
  const act = decision(book)
  const lie = changed(act, { cell: { outcome: "allowed" } })
  const silent = changed(act, { cell: { outcome: "silent" }, answer: { reachable: ["silent"], rules: [] } })
  const entries = [
    printEntry({ kind: "key", key: printKey(log.key), use: "log", state: "begins", on: ON }),
    printEntry({ kind: "pack", pack: "example", law: digest, forests, compiler: "writ test", from: ON }),
    ...[act, lie, silent].map((opening) => printEntry({ kind: "sealed", commitment: commitmentOf(crypto, opening) })),
  ]
  while (entries.length < SIZE) entries.push(blankEntry())
  const grown = new Grown(entries)
  const fork = new Grown(entries.map((entry, at) => (at === 7 ? blankEntry() : entry)))
  const policy = utf8([`log ${printKey(log.key)}`, `witness guild ${printKey(guild.key)}`, `witness paper ${printKey(paper.key)}`, "quorum guild", ""].join("\n"))
  const list = { name: forests, bytes: kept.get(forests)! }
  const forest = forestOn(readForestList(JSON.parse(textFromUtf8(list.bytes)!) as JsonValue)!, "joint-duty", ON)!
  const checkpoints = { older: grown.checkpoint(EARLIER), newer: grown.checkpoint(SIZE), forked: fork.checkpoint(EARLIER), newerForked: fork.checkpoint(SIZE) }
  const receipt = (index: number): Uint8Array => grown.receipt(index, SIZE)
  return {
    tree: new Map([
      ["policy", policy], ["checkpoint", checkpoints.newer], [`history/${EARLIER}`, checkpoints.older], [`history/${SIZE}`, checkpoints.newer],
      ...grown.files(), ...[...kept].map(([name, bytes]) => [`kept/${name}`, bytes] as const),
    ]),
    policy,
    receipts: { key: receipt(0), law: receipt(1), act: receipt(2), lie: receipt(3), silent: receipt(4), blank: receipt(5), early: grown.receipt(2, EARLIER), forked: fork.receipt(7, SIZE) },
    openings: { act: printOpening(act), lie: printOpening(lie), silent: printOpening(silent) },
    kept: { list, forest: { name: forest, bytes: kept.get(forest)! } },
    checkpoints,
    forkedTiles: new Map(fork.tiles()),
    law: digest,
  }
}

/** The record as a server shows it. Tiles and bundles are left out: their routes ask a storage. */
export function publicRecordOf({ tree, policy, receipts, kept, law, checkpoints }: SmallRecord): PublicRecord {
  return {
    storage: new MemoryStorage(),
    checkpoint: () => Promise.resolve(checkpoints.newer),
    policy: () => policy,
    kept: (name) => Promise.resolve(tree.get(`kept/${name}`) ?? null),
    receipt: (index) => Promise.resolve([receipts.key, receipts.law][index] ?? null),
    laws: () => Promise.resolve([{ law, forests: kept.list.name, from: ON, index: 1 }]),
  }
}

export function writeTree(folder: string, tree: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/** Another act, with other fields and the same keys. */
function changed(opening: Opening, other: Readonly<Record<string, Fields>>): Opening {
  return new Map([...opening].map(([name, group]) => [name, isFieldGroup(group) ? { ...group, fields: { ...group.fields, ...other[name] } } : group]))
}

function decision(book: LawBook): Opening {
  const question = book.question("joint-duty")!
  const said = { body: "police", who: "federal-agents", purpose: "immigration", existing_agreement: "no" }
  const facts = new Map(question.facts.flatMap((fact) => {
    const written = Object.entries(said).find(([id]) => id === fact.id)?.[1]
    const parsed = written === undefined ? null : parseGiven(fact, written)
    return parsed?.kind === "given" ? [[fact.id, { fact, given: parsed.given }] as const] : []
  }))
  const department = book.pack.bodies.find(({ id }) => id === "police")!.id
  const answer = book.answer({ question: question.id, on: ON, facts: new Map([...facts].map(([id, { given }]) => [id, given])), language: "en" })
  return actFromDecision(crypto, { question: question.id, on: ON, facts, answer, department, incident: null, at: new Date("2026-02-01T12:30:00Z"), timeZone: book.pack.settings.timeZone }).opening
}

class Grown {
  readonly #entries: readonly Uint8Array[]

  constructor(entries: readonly Uint8Array[]) {
    this.#entries = entries
  }

  #growth(size: number): ReturnType<typeof grow> {
    return grow(crypto, EMPTY_EDGE, this.#entries.slice(0, size).map((entry) => leafHash(crypto, entry)))
  }

  checkpoint(size: number): Uint8Array {
    const text = printCheckpoint({ origin: log.key.name, size: treeSize(size), root: edgeRoot(crypto, this.#growth(size).edge) })
    return utf8(printNote({ text, signatures: [signText(log.key, log.sign, text, 0), signText(guild.key, guild.sign, text, COSIGNED_AT)] }))
  }

  receipt(index: number, size: number): Uint8Array {
    const plan = planInclusion(leafIndex(index), treeSize(size))
    const { tiles } = this.#growth(size)
    const reader = readerOf(plan.tiles, plan.tiles.map((tile) => tiles.find((one) => one.level === tile.level && one.index === tile.index)?.hashes ?? null))!
    return utf8(printProofFile({ extra: this.#entries[index]!, index: leafIndex(index), hashes: readProof(crypto, plan, reader), checkpoint: this.checkpoint(size) }))
  }

  tiles(): readonly (readonly [string, Uint8Array])[] {
    return this.#growth(SIZE).tiles.map((tile) => [printTilePath(tile), tile.hashes] as const)
  }

  files(): readonly (readonly [string, Uint8Array])[] {
    const bundles = [0, 1].map((index) => {
      const entries = this.#entries.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH)
      return [printTilePath({ level: "entries", index, width: entries.length }), printBundle(entries)] as const
    })
    return [...this.tiles(), ...bundles]
  }
}
