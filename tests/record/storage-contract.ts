/**
 * The contract of a log's storage (src/record/log-storage.ts) as tests, run for each that keeps it:
 *
 *     storageContract("in memory", async () => harnessOf(new MemoryStorage()))
 */
import { setTimeout as sleep } from "node:timers/promises"
import { beforeEach, describe, expect, test } from "vitest"
import { HASH_BYTES, mustHash, treeSize } from "../../src/kernel/log/hashes.ts"
import type { LogStorage, NumberedEntry, PendingId, Turn, Waiting } from "../../src/record/log-storage.ts"
import { OtherLog } from "../../src/record/postgres-storage.ts"
import { auditLog } from "./audit.ts"
import { clearOf, Clock, create, enqueueMany, entryOf, HOUR, HOURLY, ORIGIN, sequencerOn, text } from "./log.ts"

export interface Harness {
  readonly storage: LogStorage
  /** An entry whose transaction is open: it has its key, and nobody sees it before `commit`. */
  begin(entry: Uint8Array): Promise<{ readonly id: PendingId; readonly commit: () => Promise<void> }>
  /** Another server's view of the same log. */
  readonly other: LogStorage
}

const hashes = (from: number, count: number): Uint8Array => Uint8Array.from({ length: count * HASH_BYTES }, (_, at) => from + Math.floor(at / HASH_BYTES))
const rootOf = (byte: number): ReturnType<typeof mustHash> => mustHash(new Uint8Array(HASH_BYTES).fill(byte))
const note = (word: string): Uint8Array => new TextEncoder().encode(word)
const own = (index: number): NumberedEntry => ({ index, pending: null, entry: entryOf(index) })

/** All that a turn writes, for a log of one entry. */
async function writeAll(turn: Turn): Promise<void> {
  await turn.writeEntries([own(0)])
  await turn.writeTiles([{ level: 0, index: 0, width: 1, hashes: hashes(1, 1) }])
  await turn.writeHead({ size: treeSize(1), root: rootOf(1) })
  await turn.writeCheckpoint({ size: treeSize(1), note: note("one") })
  await turn.publish({ size: treeSize(1), at: new Date(0) })
}

export function storageContract(name: string, open: () => Promise<Harness>): void {
  describe(`a log's storage ${name}`, () => {
    let harness: Harness
    let storage: LogStorage
    beforeEach(async () => {
      harness = await open()
      storage = harness.storage
      await create(storage)
    })

    test("is made once, and refuses to be another log", async () => {
      expect(await storage.create(ORIGIN, rootOf(9))).toBe(false)
      await expect(storage.create("other.example/record", rootOf(0))).rejects.toThrow(OtherLog)
      expect(Number((await storage.head()).size)).toBe(0)
      expect([await storage.newestCheckpoint(), await storage.newestPublication(), await storage.waiting(10)]).toEqual([null, null, 0])
    })

    test("gives a turn to one at a time", async () => {
      let goOn = (): void => undefined
      const first = storage.turn(() => new Promise<string>((resolve) => { goOn = () => { resolve("first") } }))
      while ((await harness.other.turn(() => Promise.resolve("second"))) !== null) await sleep(1)
      goOn()
      expect(await first).toBe("first")
      expect(await harness.other.turn(() => Promise.resolve("third"))).toBe("third")
    })

    test("leaves nothing of a turn that fails", async () => {
      await storage.enqueue(entryOf("waits"))
      const failed = storage.turn(async (turn) => {
        await writeAll(turn)
        throw new Error("broken")
      })
      await expect(failed).rejects.toThrow("broken")
      const tile = { level: 0, index: 0, width: 1 }
      expect([Number((await storage.head()).size), await storage.waiting(10), await storage.newestCheckpoint(), await storage.newestPublication()]).toEqual([0, 1, null, null])
      expect([await storage.readEntries(0, 10), await storage.readTiles([tile])]).toEqual([[], [null]])
      expect(await storage.turn((turn) => Promise.resolve(Number(turn.head.size)))).toBe(0)
    })

    test("keeps all of a turn that ends, for every server", async () => {
      await storage.turn(writeAll)
      for (const one of [storage, harness.other]) {
        const head = await one.head()
        expect([Number(head.size), text(head.root)]).toEqual([1, text(rootOf(1))])
        expect((await one.readEntries(0, 10)).map(text)).toEqual([text(entryOf(0))])
        expect((await one.newestCheckpoint())?.size).toBe(1)
        expect(Buffer.from((await one.readCheckpoint(treeSize(1)))?.note ?? []).toString()).toBe("one")
        expect([await one.newestPublication(), await one.publications(5)]).toEqual([{ size: 1, at: new Date(0) }, [{ size: 1, at: new Date(0) }]])
      }
      expect(await storage.readCheckpoint(treeSize(2))).toBeNull()
    })

    test("takes one that commits late later, and none is lost or doubled", async () => {
      const late = await harness.begin(entryOf("late"))
      const early = await storage.enqueue(entryOf("early"))
      expect(early).toBeGreaterThan(late.id)
      const sequencer = sequencerOn(storage)
      await sequencer.step()
      expect([...(await storage.placesOf([late.id, early]))]).toEqual([[early, 0]])
      await late.commit()
      await sequencer.step()
      expect(new Map(await storage.placesOf([late.id, early]))).toEqual(new Map([[early, 0], [late.id, 1]]))
      expect((await auditLog(storage)).entries.map(text)).toEqual([entryOf("early"), entryOf("late")].map(text))
    })

    test("numbers entries without regard to their keys in the queue", async () => {
      const given = await harness.begin(entryOf("never"))
      await enqueueMany(storage, ["a", "b"])
      const ids = await storage.turn(async (turn) => (await turn.pending(10, "all")).map(({ id }) => id))
      expect(ids?.every((id) => id > given.id)).toBe(true)
      await sequencerOn(storage).step()
      expect([...(await storage.placesOf(ids ?? [])).values()]).toEqual([0, 1])
      await given.commit()
    })

    test("takes exactly what was numbered from the queue, oldest first", async () => {
      await enqueueMany(storage, [1, 2, 3])
      expect([await storage.waiting(2), await storage.waiting(10)]).toEqual([2, 3])
      await storage.turn(async (turn) => {
        const [first, second] = await turn.pending(2, "all")
        expect([first, second].map((one) => text(one!.entry))).toEqual([entryOf(1), entryOf(2)].map(text))
        await turn.writeEntries([{ index: 0, pending: first!.id, entry: first!.entry }, own(1), { index: 2, pending: second!.id, entry: second!.entry }])
        expect((await turn.pending(10, "all")).map(({ entry }) => text(entry))).toEqual([text(entryOf(3))])
      })
      expect(await storage.waiting(10)).toBe(1)
    })

    test("tells entries in the clear from sealed ones, each oldest first", async () => {
      const clear = [1, 2].map(clearOf)
      for (const entry of [entryOf(1), clear[0]!, entryOf(2), clear[1]!]) await storage.enqueue(entry)
      await storage.turn(async (turn) => {
        const read = async (limit: number, which: Waiting): Promise<readonly string[]> => (await turn.pending(limit, which)).map(({ entry }) => text(entry))
        expect(await read(9, "sealed")).toEqual([entryOf(1), entryOf(2)].map(text))
        expect(await read(9, "clear")).toEqual(clear.map(text))
        expect(await read(1, "clear")).toEqual([text(clear[0]!)])
        expect(await read(3, "all")).toEqual([entryOf(1), clear[0]!, entryOf(2)].map(text))
      })
    })

    test("gives tiles as beginnings of what they are now, and nothing past it", async () => {
      await storage.turn((turn) => turn.writeTiles([{ level: 0, index: 0, width: 2, hashes: hashes(1, 2) }, { level: 1, index: 3, width: 1, hashes: hashes(9, 1) }]))
      await storage.turn(async (turn) => {
        await turn.writeTiles([{ level: 0, index: 0, width: 3, hashes: hashes(1, 3) }])
        expect((await turn.readTiles([{ level: 0, index: 0, width: 3 }]))[0]).toHaveLength(96)
      })
      const asked = [1, 2, 3, 4].map((width) => ({ level: 0, index: 0, width }))
      const found = await storage.readTiles([...asked, { level: 1, index: 3, width: 1 }, { level: 2, index: 0, width: 1 }])
      expect(found.map((tile) => tile?.length ?? null)).toEqual([32, 64, 96, null, 32, null])
      expect(found.slice(0, 3).map((tile) => text(tile!))).toEqual([1, 2, 3].map((width) => text(hashes(1, width))))
      expect(await storage.readTiles([])).toEqual([])
    })

    test("lists publications newest first, as many as asked for", async () => {
      for (const size of [1, 2, 3].map(treeSize)) {
        await storage.turn(async (turn) => {
          expect(turn.published?.size ?? 0).toBe(size - 1)
          await turn.writeCheckpoint({ size, note: note(String(size)) })
          await turn.publish({ size, at: new Date(size * 1000) })
        })
      }
      expect((await storage.publications(2)).map(({ size }) => Number(size))).toEqual([3, 2])
      expect((await storage.newestPublication())?.at).toEqual(new Date(3000))
    })

    test("gives entries from a place on, as many as there are", async () => {
      await enqueueMany(storage, [0, 1, 2])
      await sequencerOn(storage).step()
      const read = async (from: number, count: number): Promise<readonly string[]> => (await storage.readEntries(from, count)).map(text)
      expect(await read(0, 2)).toEqual([0, 1].map((one) => text(entryOf(one))))
      expect([await read(1, 9), await read(3, 9)]).toEqual([[1, 2].map((one) => text(entryOf(one))), []])
      expect(await storage.placesOf([])).toEqual(new Map())
    })

    test("carries a log through hours of turns by two servers", async () => {
      const clock = new Clock()
      const servers = [storage, harness.other].map((one) => sequencerOn(one, HOURLY, clock.read))
      for (let turn = 0; turn < 12; turn++) {
        await enqueueMany(storage, Array.from({ length: 37 }, (_, at) => `${turn}/${at}`))
        await servers[turn % 2]?.step()
        clock.move(HOUR / 3)
      }
      const { size, published } = await auditLog(harness.other)
      expect([size, published]).toEqual([12 * 37 + 27 + 6, [64, 128, 192, 256]])
    })
  })
}
