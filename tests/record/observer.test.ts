/**
 * The record is no alarm: somebody who polls everything public, each minute, cannot tell a day with an operation from a quiet one.
 *
 * Two days under one clock: on one, acts come in by the thousand in some hours. All that is seen must be the same: which paths answer,
 * with which sizes, lengths and headers, in which minute. Only random bytes differ, and those must look random on both days. So that the
 * test could fail, it is also shown records that do give it away.
 */
import { describe, expect, test } from "vitest"
import { recordRoutes } from "../../src/features/verify/record-routes.ts"
import { treeSize } from "../../src/kernel/log/hashes.ts"
import { printKey } from "../../src/kernel/log/key.ts"
import { parseBundle, printTilePath, tilesOf, TILE_WIDTH } from "../../src/kernel/log/tiles.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import type { Cadence } from "../../src/record/cadence.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { Sequencer } from "../../src/record/sequencer.ts"
import { AT_ONCE, Clock, create, HOURLY, logKey } from "./log.ts"
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
}

async function observe({ arrivals, cadence = HOURLY, blank = blankEntry, minutes = DAY, showsInternal = false }: Day): Promise<Seen> {
  const storage = new MemoryStorage()
  await create(storage)
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
    await sequencer.step()
    const now = Number(new TextDecoder().decode(await ask(minute, "checkpoint")).split("\n")[1])
    await ask(minute, "policy")
    for (const path of nextTo(now)) await ask(minute, path)
    if (now !== size) for (const path of pathsOf(now)) await ask(minute, path)
    size = now
    clock.move(MINUTE)
  }
  const bundles = [...tilesOf(treeSize(size))].filter(({ level }) => level === 0)
  const read = await Promise.all(bundles.map(async (tile) => parseBundle(await ask(minutes, printTilePath({ ...tile, level: "entries" })), tile.width)))
  const entries = read.flatMap((bundle) => (bundle.kind === "bundle" ? bundle.entries : []))
  return { answers, commitments: Buffer.concat(entries.map((entry) => entry.subarray(2))) }
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
    expect(operation.commitments).toHaveLength(24 * 64 * 32)
    for (const { commitments } of [operation, quiet]) expect(farFromRandom(commitments)).toBeLessThan(ODD)
    const leaves = new Set(Array.from({ length: 24 * 64 }, (_, at) => Buffer.from(operation.commitments.subarray(at * 32, at * 32 + 32)).toString("hex")))
    expect(leaves.size).toBe(24 * 64)
  })

  test.each<readonly [string, (arrivals: Arrivals) => Omit<Day, "arrivals">]>([
    ["the cadence followed what comes in", () => ({ cadence: AT_ONCE })],
    ["an hour grew by as many leaves as came in", (arrivals) => ({ cadence: { kind: "steady", everyMs: 3_600_000, leaves: Math.max(64, arrivals(650) * 60) } })],
    ["checkpoints were given out that are not published", () => ({ showsInternal: true })],
  ])("would tell them apart if %s", async (_, given) => {
    const [operation, quiet] = await Promise.all([OPERATION, QUIET].map((arrivals) => observe({ arrivals, minutes: 660, ...given(arrivals) })))
    expect(operation?.answers).not.toEqual(quiet?.answers)
  })

  test("would tell a blank whose bytes are not random", async () => {
    const blank = (): Uint8Array => Uint8Array.from(blankEntry(), (byte, at) => (at < 2 ? byte : byte & 0xfe))
    const seen = await observe({ arrivals: QUIET, blank, minutes: 660 })
    expect(farFromRandom(seen.commitments)).toBeGreaterThan(ODD)
  })
})
