/**
 * Faults, as a table: a turn is broken at each of its statements, by a connection that really goes.
 *
 * After each the whole log is checked as a stranger would, and then goes on. One log is carried through the whole table, so that it must
 * also survive what the faults before it have left; at the end every entry stands in it once, and every receipt ever given holds.
 */
import { beforeAll, describe, expect, test } from "vitest"
import { treeSize } from "../../src/kernel/log/hashes.ts"
import type { Policy } from "../../src/kernel/log/policy.ts"
import { checkReceipt } from "../../src/kernel/receipt/receipt.ts"
import type { LogStorage, PendingId } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { Receipts } from "../../src/record/receipts.ts"
import type { Sequencer } from "../../src/record/sequencer.ts"
import { auditLog } from "./audit.ts"
import { breakable, type Break, type Breakable } from "./breakable.ts"
import { Clock, create, entryOf, HOUR, HOURLY, logKey, sequencerOn, text } from "./log.ts"
import { newStore } from "./postgres.ts"

const policy: Policy = { logs: [{ key: logKey.key, url: null }], witnesses: [], quorum: { kind: "none" } }

/** Every statement of a turn, in its sequence. */
const STATEMENTS = {
  begin: /^begin/,
  lock: /for update skip locked/,
  "last publication": /from "log_public"/,
  acts: /from "log_pending" where octet_length\("entry"\) =/,
  "clear entries": /from "log_pending" where octet_length\("entry"\) <>/,
  entries: /insert into log_entry/,
  tiles: /insert into log_tile/,
  head: /update "log_head"/,
  checkpoint: /insert into "log_checkpoint"/,
  publication: /insert into "log_public"/,
  commit: /^commit/,
} as const
type Statement = keyof typeof STATEMENTS
const WHENS: readonly Break["when"][] = ["before", "during", "after"]
const TABLE = (Object.keys(STATEMENTS) as Statement[]).flatMap((statement) => WHENS.map((when) => [when, statement] as const))

/** Whether a turn that breaks here is stored; `null` where nobody can tell. */
function isStored(statement: Statement, when: Break["when"]): boolean | null {
  if (statement !== "commit" || when === "before") return false
  return when === "after" ? true : null
}

/** A log with entries coming in, and all that was said about them. */
class Story {
  readonly storage: LogStorage
  readonly clock = new Clock()
  readonly #receipts: Receipts
  readonly #entries = new Map<PendingId, Uint8Array>()
  readonly #given: Uint8Array[] = []
  #count = 0

  constructor(storage: LogStorage) {
    this.storage = storage
    this.#receipts = new Receipts(storage, crypto)
  }

  async add(count: number): Promise<void> {
    const entries = Array.from({ length: count }, () => entryOf((this.#count += 1)))
    const ids = await Promise.all(entries.map((entry) => this.storage.enqueue(entry)))
    ids.forEach((id, at) => this.#entries.set(id, entries[at]!))
  }

  /** The newest entries that have a place, and the oldest, get another receipt on the newest checkpoint. */
  async takeReceipts(): Promise<void> {
    const placed = [...(await this.storage.placesOf([...this.#entries.keys()])).keys()]
    const receipts = await Promise.all([...placed.slice(0, 5), ...placed.slice(-15)].map((id) => this.#receipts.wait(id, this.#entries.get(id)!, 1000)))
    this.#given.push(...receipts.map((receipt) => receipt ?? new Uint8Array(0)))
  }

  /** The log holds; each entry that is no blank stands in it at most once, none that was not added. */
  async audit(): Promise<void> {
    const { entries } = await auditLog(this.storage)
    const places = await this.storage.placesOf([...this.#entries.keys()])
    for (const [id, index] of places) expect(text(entries[index]!)).toBe(text(this.#entries.get(id)!))
    const added = new Set([...this.#entries.values()].map(text))
    const found = entries.map(text).filter((entry) => added.has(entry))
    expect([found.length, new Set(found).size]).toEqual([places.size, places.size])
  }

  /** Nothing lost, nothing doubled, and every receipt that was given holds. */
  async end(): Promise<void> {
    await this.audit()
    expect((await this.storage.placesOf([...this.#entries.keys()])).size).toBe(this.#count)
    expect(await this.storage.waiting(1)).toBe(0)
    for (const receipt of this.#given) expect(checkReceipt(crypto, policy, receipt)).toMatchObject({ kind: "receipt" })
    expect(this.#given.length).toBeGreaterThanOrEqual(20 * TABLE.length)
  }
}

describe.each(["one worker", "two workers, the other at once"])("%s", (workers) => {
  let story: Story
  let broken: Breakable
  let first: Sequencer
  let second: Sequencer
  /** Waits for whoever holds the head: a commit whose connection was cut may still be under way at the server. */
  let settle: () => Promise<unknown>

  beforeAll(async () => {
    const store = await newStore()
    settle = () => store.db.transaction().execute((transaction) => transaction.selectFrom("log_head").select("size").forUpdate().execute())
    story = new Story(postgresStorage(store.db))
    await create(story.storage)
    broken = breakable(store.databaseUrl)
    first = sequencerOn(postgresStorage(broken.db), HOURLY, story.clock.read)
    second = workers === "one worker" ? first : sequencerOn(story.storage, HOURLY, story.clock.read)
  })

  test.each(TABLE)("broken %s %s", async (when, statement) => {
    await story.add(70)
    story.clock.move(HOUR)
    const [before, published] = [await story.storage.head(), await story.storage.newestPublication()]
    broken.arm({ statement: STATEMENTS[statement], when })
    const others = workers === "two workers, the other at once" ? Promise.all([second.step(), second.step()]) : null
    const turn = first.step().then(({ kind }) => kind, () => "failed")
    await others
    const ended = await turn
    // The other may have had the lock all the while; the break then meets the next turn.
    if (broken.armed() > 0) await expect(first.step().catch(() => "failed")).resolves.toBeDefined()
    await settle()
    await story.audit()
    if (others === null) {
      expect([ended, broken.armed()]).toEqual(["failed", 0])
      const [after, publishedAfter] = [await story.storage.head(), await story.storage.newestPublication()]
      const grew = [after.size > before.size, (publishedAfter?.size ?? 0) > (published?.size ?? 0)]
      const stored = isStored(statement, when)
      expect(grew).toEqual(stored === null ? [grew[0], grew[0]] : [stored, stored])
    }
    broken.arm()
    await second.step()
    await first.step()
    await story.takeReceipts()
    expect(await story.storage.waiting(1)).toBe(0)
  })

  test("every entry once, every receipt holds, and each hour grew by 64", async () => {
    await story.end()
    const { published } = await auditLog(story.storage)
    expect(published).toEqual(TABLE.map((_, at) => 64 * (at + 1)))
  })
})

describe("faults on top of faults", () => {
  test.each(["before", "after"] as const)("a turn stored and not answered, then the tree's edge cannot be read (%s), then neither can the lock be had", async (when) => {
    const store = await newStore()
    const story = new Story(postgresStorage(store.db))
    await create(story.storage)
    const broken = breakable(store.databaseUrl)
    const sequencer = sequencerOn(postgresStorage(broken.db), HOURLY, story.clock.read)
    await story.add(300)
    broken.arm({ statement: STATEMENTS.commit, when: "after" }, { statement: /from log_tile/, when }, { statement: STATEMENTS.lock, when }, { statement: STATEMENTS.commit, when })
    for (let failures = 0; failures < 4; failures++) {
      await expect(sequencer.step()).rejects.toThrow()
      await story.add(1)
      await story.audit()
    }
    expect(broken.armed()).toBe(0)
    await sequencer.step()
    for (let turn = 0; turn < 3; turn++) await story.takeReceipts()
    expect(await story.storage.waiting(1)).toBe(0)
    await story.audit()
  })

  test("whoever waits for a receipt gets it all the same, or learns of the fault when patience is over", async () => {
    const store = await newStore()
    const storage = postgresStorage(store.db)
    await create(storage)
    const id = await storage.enqueue(entryOf("waits"))
    await sequencerOn(storage).step()
    const broken = breakable(store.databaseUrl)
    const receipts = new Receipts(postgresStorage(broken.db), crypto)
    const places = /from log_entry where pending/
    broken.arm({ statement: places, when: "before" }, { statement: /from log_tile/, when: "after" })
    const receipt = await receipts.wait(id, entryOf("waits"), 5000)
    expect(checkReceipt(crypto, policy, receipt ?? new Uint8Array(0))).toMatchObject({ kind: "receipt" })
    broken.arm({ statement: places, when: "before" })
    await expect(receipts.wait(id, entryOf("waits"), 0)).rejects.toThrow("the connection was cut")
  })

  test("a server that stands still in the middle of its turn gives the log up within seconds", async () => {
    const store = await newStore()
    const story = new Story(postgresStorage(store.db))
    await create(story.storage)
    await story.add(3)
    let begun = (): void => undefined
    const inItsTurn = new Promise<void>((resolve) => { begun = resolve })
    const still = postgresStorage(breakable(store.databaseUrl).db).turn(async (turn) => {
      begun()
      await turn.writeEntries([{ index: 0, pending: null, entry: entryOf("never") }])
      await new Promise((resolve) => setTimeout(resolve, 12_000))
      await turn.writeHead({ size: treeSize(1), root: turn.head.root })
    })
    still.catch(() => undefined)
    await inItsTurn
    const other = sequencerOn(story.storage, HOURLY, story.clock.read)
    while ((await other.step()).kind === "busy") await new Promise((resolve) => setTimeout(resolve, 100))
    await story.audit()
    await expect(still).rejects.toThrow()
    await story.audit()
  }, 20_000)
})
