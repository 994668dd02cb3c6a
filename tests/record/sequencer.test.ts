/** The sequencer's laws, over a log in memory; what a database adds is in faults.test.ts. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { BATCH, LogBroken, Sequencer, type Stepped } from "../../src/record/sequencer.ts"
import type { Cadence } from "../../src/record/cadence.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { auditLog } from "./audit.ts"
import { AT_ONCE, clearOf, Clock, create, enqueueMany, entryOf, HOUR, HOURLY, logKey, sequencerOn, text } from "./log.ts"
import { MemoryStorage } from "./memory-storage.ts"

async function newLog(): Promise<MemoryStorage> {
  const storage = new MemoryStorage()
  await create(storage)
  return storage
}

/** Turns until nothing waits. */
async function drain(sequencer: Sequencer): Promise<void> {
  for (let stepped: Stepped = { kind: "busy" }; stepped.kind === "busy" || stepped.full; ) stepped = await sequencer.step()
}

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, at) => from + at)

describe("a log grown by turns", () => {
  test("is whole at sizes 0, 1, 2, 255, 256, 257, 4,096, 4,097 and around 65,536, up to 70,000", async () => {
    const storage = await newLog()
    const sequencer = sequencerOn(storage)
    const audited: number[] = []
    for (const size of [0, 1, 2, 255, 256, 257, 511, 4096, 4097, 65_535, 65_536, 65_537, 70_000]) {
      await enqueueMany(storage, numbers(Number((await storage.head()).size), size))
      await drain(sequencer)
      const { entries, published } = await auditLog(storage)
      expect(text(entries.at(-1) ?? new Uint8Array(0))).toBe(size === 0 ? "" : text(entryOf(size - 1)))
      expect(published.at(-1)).toBe(size)
      audited.push(entries.length)
    }
    expect(audited.at(-1)).toBe(70_000)
  })

  test("is the same whichever way its entries come", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 6 }), fc.boolean(), async (counts, forgets) => {
      const storage = await newLog()
      const atOnce = await newLog()
      const total = counts.reduce((sum, count) => sum + count, 0)
      await enqueueMany(atOnce, numbers(0, total))
      await drain(sequencerOn(atOnce))
      let sequencer = sequencerOn(storage)
      let done = 0
      for (const count of counts) {
        await enqueueMany(storage, numbers(done, (done += count)))
        if (forgets) sequencer = sequencerOn(storage)
        await sequencer.step()
      }
      const [one, other] = [await storage.head(), await atOnce.head()]
      expect([one.size, text(one.root)]).toEqual([other.size, text(other.root)])
      expect(text((await storage.newestCheckpoint())?.note ?? new Uint8Array(0))).toBe(text((await atOnce.newestCheckpoint())?.note ?? new Uint8Array(0)))
    }), { numRuns: 30 })
  })

  test("takes a batch at a time and says when there was more", async () => {
    const storage = await newLog()
    await enqueueMany(storage, numbers(0, BATCH + 1))
    const sequencer = sequencerOn(storage)
    expect(await sequencer.step()).toMatchObject({ kind: "done", numbered: BATCH, full: true })
    expect(await sequencer.step()).toMatchObject({ kind: "done", numbered: 1, full: false })
  })

  test("signs nothing on tiles that do not give the head's root", async () => {
    const storage = await newLog()
    await enqueueMany(storage, numbers(0, 3))
    await sequencerOn(storage).step()
    await storage.turn((turn) => turn.writeTiles([{ level: 0, index: 0, width: 3, hashes: new Uint8Array(96) }]))
    await enqueueMany(storage, [3])
    await expect(sequencerOn(storage).step()).rejects.toThrow(LogBroken)
    expect(await storage.waiting(10)).toBe(1)
  })

  test("takes no blank that could be told from an act", async () => {
    const storage = await newLog()
    const sequencer = new Sequencer({ storage, crypto, ...logKey, cadence: HOURLY, clock: () => new Date(0), blank: () => new Uint8Array(33) })
    await expect(sequencer.step()).rejects.toThrow("a blank that can be told from an act")
    expect((await auditLog(storage)).size).toBe(0)
  })
})

interface Arrives {
  readonly acts: number
  readonly clear: number
  readonly hourPasses: boolean
}
const arrivals = fc.array(fc.record<Arrives>({ acts: fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 60 })), clear: fc.oneof(fc.constant(0), fc.nat({ max: 3 })), hourPasses: fc.boolean() }), { maxLength: 30 })

describe("an entry in the clear", () => {
  test("stands on the last leaf of an hour or at the log's beginning, an act never does, and neither overtakes its own", async () => {
    await fc.assert(fc.asyncProperty(arrivals, fc.integer({ min: 2, max: 20 }), async (day, leaves) => {
      const storage = await newLog()
      const clock = new Clock()
      const sequencer = sequencerOn(storage, { kind: "steady", everyMs: HOUR, leaves }, clock.read)
      const queued = { sealed: [] as string[], clear: [] as string[] }
      for (const { acts, clear, hourPasses } of day) {
        for (let count = 0; count < acts; count++) queued.sealed.push(text(entryOf(`act ${queued.sealed.length}`)))
        for (let count = 0; count < clear; count++) queued.clear.push(text(clearOf(queued.clear.length)))
        for (const entry of [...queued.sealed.slice(queued.sealed.length - acts), ...queued.clear.slice(queued.clear.length - clear)]) await storage.enqueue(Buffer.from(entry, "hex"))
        if (hourPasses) clock.move(HOUR)
        await sequencer.step()
      }
      const entries = (await auditLog(storage)).entries.map((entry, index) => ({ entry: text(entry), index, isLast: (index + 1) % leaves === 0 }))
      const [acts, clear] = [new Set(queued.sealed), new Set(queued.clear)]
      const found = { sealed: entries.filter(({ entry }) => acts.has(entry)), clear: entries.filter(({ entry }) => clear.has(entry)) }
      expect(found.sealed.map(({ entry }) => entry)).toEqual(queued.sealed)
      expect(found.clear.map(({ entry }) => entry)).toEqual(queued.clear.slice(0, found.clear.length))
      expect(found.sealed.filter(({ isLast }) => isLast)).toEqual([])
      const beginning = found.clear.filter(({ index }, at) => index === at).length
      expect(found.clear.slice(beginning).filter(({ isLast }) => !isLast)).toEqual([])
    }), { numRuns: 150 })
  })

  test.each([
    ["in a quiet hour", 0, 63],
    ["in a full one", 62, 63],
  ])("that waits takes its hour's last leaf, %s", async (_, acts, place) => {
    const storage = await newLog()
    const clock = new Clock()
    const sequencer = sequencerOn(storage, HOURLY, clock.read)
    await sequencer.step()
    await enqueueMany(storage, numbers(0, acts))
    await storage.enqueue(clearOf(1))
    await sequencer.step()
    expect(await storage.waiting(9)).toBe(1)
    clock.move(HOUR)
    await sequencer.step()
    expect(await storage.waiting(9)).toBe(0)
    expect(text((await storage.readEntries(64 + place, 1))[0]!)).toBe(text(clearOf(1)))
  })

  test("goes past what exceeds an hour to the next last leaf, and two that wait take one each", async () => {
    const storage = await newLog()
    const clock = new Clock()
    const sequencer = sequencerOn(storage, HOURLY, clock.read)
    await sequencer.step()
    await enqueueMany(storage, numbers(0, 64))
    await sequencer.step()
    for (const name of [1, 2]) await storage.enqueue(clearOf(name))
    for (let hour = 0; hour < 3; hour++) {
      clock.move(HOUR)
      await sequencer.step()
    }
    const { entries } = await auditLog(storage)
    expect([191, 255].map((index) => text(entries[index]!))).toEqual([1, 2].map((name) => text(clearOf(name))))
    expect([text(entries[126]!), text(entries[128]!)]).toEqual([62, 63].map((name) => text(entryOf(name))))
  })

  test("begins a log, before acts that came first", async () => {
    const storage = await newLog()
    await enqueueMany(storage, ["early"])
    for (const name of [1, 2]) await storage.enqueue(clearOf(name))
    await sequencerOn(storage, HOURLY, new Clock().read).step()
    expect((await storage.readEntries(0, 3)).map(text)).toEqual([clearOf(1), clearOf(2), entryOf("early")].map(text))
  })

  test("after a change of the number of leaves stands where hours counted from the public size end", async () => {
    const storage = await newLog()
    const clock = new Clock()
    for (const leaves of [64, 10, 10]) {
      await storage.enqueue(clearOf(leaves))
      await sequencerOn(storage, { kind: "steady", everyMs: HOUR, leaves }, clock.read).step()
      clock.move(HOUR)
    }
    const { entries, published } = await auditLog(storage)
    expect(published).toEqual([64, 74, 84])
    expect(entries.flatMap((entry, index) => (entry.length === 34 ? [] : [index]))).toEqual([0, 73, 83])
  })

  test("is numbered as it came where the log is public at once", async () => {
    const storage = await newLog()
    await enqueueMany(storage, [1])
    await storage.enqueue(clearOf(1))
    await enqueueMany(storage, [2])
    await sequencerOn(storage, AT_ONCE).step()
    expect((await storage.readEntries(0, 3)).map(text)).toEqual([entryOf(1), clearOf(1), entryOf(2)].map(text))
  })
})

interface Happening {
  readonly arrives: number
  readonly passesMs: number
}
const happenings = fc.array(
  fc.record<Happening>({ arrives: fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 200 })), passesMs: fc.oneof(fc.constant(200), fc.integer({ min: -3 * HOUR, max: 5 * HOUR })) }),
  { maxLength: 25 },
)

describe("the public size", () => {
  test("grows by the same number of leaves once a period, whatever arrives, stands still or goes back", async () => {
    await fc.assert(fc.asyncProperty(happenings, fc.integer({ min: 2, max: 100 }), async (day, leaves) => {
      const cadence: Cadence = { kind: "steady", everyMs: HOUR, leaves }
      const storage = await newLog()
      const clock = new Clock()
      const sequencer = sequencerOn(storage, cadence, clock.read)
      let newest = Number.NEGATIVE_INFINITY
      let expected = 0
      for (const { arrives, passesMs } of day) {
        await enqueueMany(storage, numbers(0, arrives))
        clock.move(passesMs)
        const period = Math.floor(clock.read().getTime() / HOUR)
        if (period > newest) [newest, expected] = [period, expected + leaves]
        await sequencer.step()
        expect((await storage.newestPublication())?.size).toBe(expected)
      }
      const { size, published } = await auditLog(storage)
      expect(published).toEqual(numbers(1, published.length + 1).map((count) => count * leaves))
      expect(size).toBeGreaterThanOrEqual(expected)
    }), { numRuns: 60 })
  })

  test.each([
    ["what is short is filled with blanks", 3, 64, 64],
    ["what fits exactly needs one, on the last leaf", 63, 64, 64],
    ["what exceeds it waits, behind the hour's last leaf", 100, 64, 101],
  ])("%s", async (_, arrive, published, size) => {
    const storage = await newLog()
    await enqueueMany(storage, numbers(0, arrive))
    await sequencerOn(storage, HOURLY, new Clock().read).step()
    expect(await auditLog(storage)).toMatchObject({ size, published: [published] })
  })

  test("does not make up for hours in which nothing ran", async () => {
    const storage = await newLog()
    const clock = new Clock()
    await sequencerOn(storage, HOURLY, clock.read).step()
    clock.move(9 * HOUR)
    await sequencerOn(storage, HOURLY, clock.read).step()
    expect((await auditLog(storage)).published).toEqual([64, 128])
  })

  test("grows in each of two hours when a turn reaches from one into the other", async () => {
    const storage = await newLog()
    const clock = new Clock("2026-11-25T08:59:59.999Z")
    const ticking = (): Date => {
      const now = clock.read()
      clock.move(1)
      return now
    }
    const sequencer = sequencerOn(storage, HOURLY, ticking)
    await sequencer.step()
    await sequencer.step()
    expect((await auditLog(storage)).published).toEqual([64, 128])
  })

  test("at once is the whole log, an empty one too", async () => {
    const storage = await newLog()
    const sequencer = sequencerOn(storage, AT_ONCE)
    expect(await sequencer.step()).toMatchObject({ published: 0 })
    expect(await sequencer.step()).toMatchObject({ published: null })
    await enqueueMany(storage, [0, 1])
    expect(await sequencer.step()).toMatchObject({ published: 2 })
    expect((await auditLog(storage)).published).toEqual([0, 2])
  })
})
