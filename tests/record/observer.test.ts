/**
 * The record is no alarm: somebody who polls everything public, each minute, cannot tell a day with an operation from a quiet one.
 *
 * Two days under one clock: on one, acts come in by the thousand in some hours. All that is seen must be the same: which paths answer,
 * with which sizes, lengths and headers, in which minute, and where entries in the clear stand. Only random bytes differ, and those must look random on both days. So that the
 * test could fail, it is also shown records that do give it away.
 */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { recordRoutes } from "../../src/features/verify/record-routes.ts"
import { treeSize } from "../../src/kernel/log/hashes.ts"
import { printKey } from "../../src/kernel/log/key.ts"
import { parseBundle, printTilePath, tilesOf, TILE_WIDTH } from "../../src/kernel/log/tiles.ts"
import { SEALED_BYTES } from "../../src/kernel/receipt/entry.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import type { Cadence } from "../../src/record/cadence.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import type { Turn } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { Sequencer } from "../../src/record/sequencer.ts"
import { AT_ONCE, clearOf, Clock, create, HOURLY, logKey, text } from "./log.ts"
import { MemoryStorage } from "./memory-storage.ts"
import { newAct } from "./new-act.ts"

const MINUTE = 60_000
const DAY = 24 * 60
/** Agents come at 10:12 and again in the afternoon: fewer in all than the day's leaves, more in an hour than an hour's. */
const OPERATION: Arrivals = (minute) => (minute >= 612 && minute < 700 ? 9 : minute >= 900 && minute < 960 ? 5 : 0)
const QUIET: Arrivals = (minute) => (minute % 90 === 0 ? 1 : 0)

interface Arrivals {
  (minute: number): number
}

interface Day {
  readonly arrivals: Arrivals
  /** Entries in the clear that are queued in a minute, besides the two that begin the log. */
  readonly clear?: Arrivals
  readonly storage?: MemoryStorage
  readonly cadence?: Cadence
  readonly blank?: () => Uint8Array
  readonly minutes?: number
  /** Gives out checkpoints that were signed and not published. */
  readonly showsInternal?: boolean
}

interface Seen {
  /** What was asked and answered, minute by minute, without the bytes. */
  readonly answers: readonly string[]
  /** What the sealed leaves hold, as the last minute shows them. */
  readonly commitments: Uint8Array
  /** Every other leaf, with its place. */
  readonly inTheClear: readonly string[]
}

async function observe({ arrivals, clear = () => 0, storage = new MemoryStorage(), cadence = HOURLY, blank = blankEntry, minutes = DAY, showsInternal = false }: Day): Promise<Seen> {
  await create(storage)
  let named = 0
  for (let count = 0; count < 2; count++) await storage.enqueue(clearOf(named++))
  const clock = new Clock("2026-11-25T00:00:00Z")
  const sequencer = new Sequencer({ storage, crypto, ...logKey, cadence, clock: clock.read, blank })
  const policy = utf8(`log ${printKey(logKey.key)}\nquorum none\n`)
  const checkpoint = async (size: number): Promise<Uint8Array | null> => {
    const isPublic = (await storage.publications(DAY)).some((publication) => publication.size === size)
    return isPublic || showsInternal ? ((await storage.readCheckpoint(treeSize(size)))?.note ?? null) : null
  }
  const app = recordRoutes(() => Promise.resolve({ storage, checkpoint, policy: () => policy, kept: () => Promise.resolve(null), receipt: () => Promise.resolve(null), laws: () => Promise.resolve([]) }))
  const answers: string[] = []
  const ask = async (minute: number, path: string): Promise<Uint8Array> => {
    const response = await app.request(`/record/${path}`)
    const body = new Uint8Array(await response.arrayBuffer())
    answers.push(`${minute} ${path} ${response.status} ${body.length} ${JSON.stringify([...response.headers].sort())}`)
    return body
  }
  let size = 0
  for (let minute = 0; minute < minutes; minute++) {
    for (let at = arrivals(minute); at > 0; at--) await storage.enqueue(newAct().entry)
    for (let at = clear(minute); at > 0; at--) await storage.enqueue(clearOf(named++))
    await sequencer.step()
    const now = Number(new TextDecoder().decode(await ask(minute, "checkpoint")).split("\n")[1])
    for (const path of ["policy", "history/list"]) await ask(minute, path)
    for (const path of nextTo(now)) await ask(minute, path)
    if (now !== size) for (const path of pathsOf(now)) await ask(minute, path)
    size = now
    clock.move(MINUTE)
  }
  const bundles = [...tilesOf(treeSize(size))].filter(({ level }) => level === 0)
  const read = await Promise.all(bundles.map(async (tile) => parseBundle(await ask(minutes, printTilePath({ ...tile, level: "entries" })), tile.width)))
  const entries = read.flatMap((bundle) => (bundle.kind === "bundle" ? bundle.entries : []))
  const isSealed = (entry: Uint8Array): boolean => entry.length === SEALED_BYTES
  return {
    answers,
    commitments: Buffer.concat(entries.filter(isSealed).map((entry) => entry.subarray(2))),
    inTheClear: entries.flatMap((entry, index) => (isSealed(entry) ? [] : [`${index} ${text(entry)}`])),
  }
}

function pathsOf(size: number): readonly string[] {
  const tiles = [...tilesOf(treeSize(size))]
  return [`history/${size}`, ...tiles.map(printTilePath), ...tiles.filter(({ level }) => level === 0).map((tile) => printTilePath({ ...tile, level: "entries" }))]
}

/** What is not public yet, if there is anything: the next sizes and the tiles that would hold them. */
function nextTo(size: number): readonly string[] {
  const [index, width] = [Math.floor(size / TILE_WIDTH), (size % TILE_WIDTH) + 1]
  return [`history/${size + 1}`, `history/${size + 64}`, printTilePath({ level: 0, index, width }), printTilePath({ level: "entries", index, width }), printTilePath({ level: "entries", index, width: TILE_WIDTH })]
}

/** The acts of some hours by minute, as many in each hour as there is room for or fewer; the log is public up to minute 0, then each full hour. */
function withinHours(counts: readonly number[]): Arrivals {
  return (minute) => {
    const hour = Math.ceil(minute / 60)
    const [count, offset] = [counts[hour] ?? 0, minute - (hour - 1) * 60]
    return Math.floor((offset * count) / 60) - Math.floor(((offset - 1) * count) / 60)
  }
}

const HOURS = 4
const hoursOfActs = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 63 }), fc.constant(63)), { minLength: HOURS + 1, maxLength: HOURS + 1 }).map(([, ...counts]) => withinHours([0, ...counts]))
const minutesOfClear = fc.array(fc.nat({ max: HOURS * 60 }), { maxLength: 5 }).map((minutes): Arrivals => (minute) => minutes.filter((one) => one === minute).length)

/** Where everything is numbered as it came. */
class AsItCame extends MemoryStorage {
  override turn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result | null> {
    return super.turn((turn) => work({
      head: turn.head,
      published: turn.published,
      pending: (limit, which) => (which === "clear" ? Promise.resolve([]) : turn.pending(limit, "all")),
      readTiles: (tiles) => turn.readTiles(tiles),
      readCheckpoint: (size) => turn.readCheckpoint(size),
      writeEntries: (entries) => turn.writeEntries(entries),
      writeTiles: (tiles) => turn.writeTiles(tiles),
      writeHead: (head) => turn.writeHead(head),
      writeCheckpoint: (checkpoint) => turn.writeCheckpoint(checkpoint),
      publish: (publication) => turn.publish(publication),
    }))
  }
}

/** How far the bytes at each place of a commitment are from being drawn evenly, in standard deviations of chi-squared (255 degrees). */
function farFromRandom(commitments: Uint8Array): number {
  const counts = new Array<number>(256).fill(0)
  for (const byte of commitments) counts[byte]! += 1
  const expected = commitments.length / 256
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return Math.abs(chi - 255) / Math.sqrt(2 * 255)
}

/** Past it one day in a million is wrongly called odd. */
const ODD = 7

describe("somebody who polls everything public", () => {
  test("sees the same of a day with an operation as of a quiet one, in the same minutes", async () => {
    const [operation, quiet] = [await observe({ arrivals: OPERATION }), await observe({ arrivals: QUIET })]
    expect(operation.answers.length).toBeGreaterThan(DAY * 7)
    expect(operation.answers).toEqual(quiet.answers)
    expect(operation.inTheClear).toEqual(quiet.inTheClear)
    expect(operation.commitments).toHaveLength((24 * 64 - 2) * 32)
    for (const { commitments } of [operation, quiet]) expect(farFromRandom(commitments)).toBeLessThan(ODD)
    const leaves = new Set(Array.from({ length: 24 * 64 - 2 }, (_, at) => Buffer.from(operation.commitments.subarray(at * 32, at * 32 + 32)).toString("hex")))
    expect(leaves.size).toBe(24 * 64 - 2)
  })

  test.each<readonly [string, (arrivals: Arrivals) => Omit<Day, "arrivals">]>([
    ["the cadence followed what comes in", () => ({ cadence: AT_ONCE })],
    ["an hour grew by as many leaves as came in", (arrivals) => ({ cadence: { kind: "steady", everyMs: 3_600_000, leaves: Math.max(64, arrivals(650) * 60) } })],
    ["checkpoints were given out that are not published", () => ({ showsInternal: true })],
  ])("would tell them apart if %s", async (_, given) => {
    const [operation, quiet] = await Promise.all([OPERATION, QUIET].map((arrivals) => observe({ arrivals, minutes: 660, ...given(arrivals) })))
    expect(operation?.answers).not.toEqual(quiet?.answers)
  })

  test("sees the same of laws, keys and releases that are entered in quiet hours and in busy ones", async () => {
    await fc.assert(fc.asyncProperty(hoursOfActs, hoursOfActs, minutesOfClear, async (one, other, clear) => {
      const [busy, quiet] = await Promise.all([one, other].map((arrivals) => observe({ arrivals, clear, minutes: HOURS * 60 + 1 })))
      expect(busy?.inTheClear).toEqual(quiet?.inTheClear)
      expect(busy?.answers).toEqual(quiet?.answers)
    }), { numRuns: 8 })
  })

  test("would tell by their places how many acts came before, if they were numbered as they came", async () => {
    const clear: Arrivals = (minute) => (minute === 90 ? 1 : 0)
    const [busy, quiet] = await Promise.all([withinHours([0, 0, 50]), withinHours([0, 0, 3])].map((arrivals) => observe({ arrivals, clear, minutes: 180, storage: new AsItCame() })))
    expect(busy?.inTheClear).not.toEqual(quiet?.inTheClear)
  })

  test("learns that more had come than an hour's acts from an entry that was queued just then, and so came later", async () => {
    const clear: Arrivals = (minute) => (minute === 640 ? 1 : 0)
    const placesOf = async (arrivals: Arrivals): Promise<readonly number[]> => (await observe({ arrivals, clear })).inTheClear.map((leaf) => Number(leaf.split(" ")[0]))
    expect(await placesOf(QUIET)).toEqual([0, 1, 12 * 64 - 1])
    expect(await placesOf(OPERATION)).toEqual([0, 1, 15 * 64 - 1])
  })

  test("would tell a blank whose bytes are not random", async () => {
    const blank = (): Uint8Array => Uint8Array.from(blankEntry(), (byte, at) => (at < 2 ? byte : byte & 0xfe))
    const seen = await observe({ arrivals: QUIET, blank, minutes: 660 })
    expect(farFromRandom(seen.commitments)).toBeGreaterThan(ODD)
  })
})
