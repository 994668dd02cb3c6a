/** Releases and erasure on a real record: what they show, what they leave sealed, and what they destroy. */
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { testRecord, type TestRecord } from "../../tests/setup/record.ts"
import { parseEntry } from "../kernel/receipt/entry.ts"
import { commitmentOf, isFieldGroup, opens, type Opening } from "../kernel/receipt/opening.ts"
import type { ReleaseEntry } from "../kernel/receipt/release-entry.ts"
import { printEntry } from "../kernel/receipt/entry.ts"
import { mustRead } from "../../tests/record/must-read.ts"
import { openBook } from "../law/book.ts"
import { packFromFiles } from "../law/from-pack.ts"
import { readPackFiles } from "../law/pack-files.ts"
import { keptLaw } from "../law/to-forests.ts"
import type { Day } from "../law/types.ts"
import { bug } from "../kernel/text/bug.ts"
import { readAct } from "./acts.ts"
import { makeApiKey } from "./api-keys.ts"
import { erase, liftHold, listHolds, setHold } from "./disposal.ts"
import { newReference, type Act } from "./from-decision.ts"
import { enterLaw } from "./law-in-force.ts"
import { nodeCrypto } from "./node-crypto.ts"
import { release } from "./release.ts"

const DAY_MS = 86_400_000
const NOW = new Date("2026-11-25T12:00:00Z")
const SETTINGS = { releaseAfterDays: 7, smallestCell: 10 }
const files = mustRead(readPackFiles("packs/example"))
const book = openBook(mustRead(packFromFiles(files)))
const LAW = book.pack.digest

let setup: TestRecord
beforeAll(async () => {
  setup = await testRecord()
  await enterLaw(setup.store.db, { pack: "example", digest: LAW, compiler: "writ test", from: "2026-10-01" as Day, law: () => keptLaw(book, files) })
})
afterAll(() => setup.close())

function act(department: string, outcome: string, daysAgo: number, incident: string | null = null, question = "joint-duty"): Act {
  const reference = newReference()
  const at = new Date(NOW.getTime() - daysAgo * DAY_MS)
  const key = (name: string): Uint8Array => nodeCrypto.sha256(new TextEncoder().encode(reference + name))
  const opening: Opening = new Map([
    ["cell", { key: key("cell"), fields: { department, question, outcome, law: LAW, month: "2026-11" } }],
    ["private", { key: key("private"), fields: { existing_agreement: "canary-fact" } }],
  ])
  return { reference, kind: "decision", department, incident, at, opening, entry: printEntry({ kind: "sealed", commitment: commitmentOf(nodeCrypto, opening) }) }
}

async function keepAll(acts: readonly Act[]): Promise<void> {
  for (const one of acts) {
    const kept = await setup.record.keep(one, null)
    if (kept.kind !== "kept") throw new Error(kept.kind)
  }
  await settled()
}

/** Until everything that waits is numbered and public. */
async function settled(): Promise<void> {
  const { storage } = setup.record
  while ((await storage.waiting(1)) > 0 || (await storage.newestPublication())?.size !== (await storage.head()).size) await sleep(20)
}

async function releases(): Promise<readonly ReleaseEntry[]> {
  const { size } = await setup.record.storage.head()
  return (await setup.record.storage.readEntries(0, size)).map(parseEntry).filter((entry) => entry.kind === "release")
}

const few = (): Act => act("library", "advised-against", 10, null, "admit-to-staff-area")

test("a batch opens full cells, counts what is left in tens, and leaves the rest waiting", async () => {
  const full = Array.from({ length: 12 }, () => act("police", "prohibited", 10))
  const merging = [...Array.from({ length: 6 }, () => act("library", "silent", 10)), ...Array.from({ length: 5 }, () => act("transit", "silent", 10))]
  const alone = [few()]
  const tooNew = Array.from({ length: 12 }, () => act("police", "prohibited", 6))
  const open = Array.from({ length: 12 }, () => act("police", "prohibited", 10, "an incident that is not closed"))
  await keepAll([...full, ...merging, ...alone, ...tooNew, ...open])
  expect(await release(setup.store.db, nodeCrypto, SETTINGS, NOW)).toEqual({ opened: 12, counted: 11, waiting: 1, entries: 1 })
  await settled()
  const [entry, ...others] = await releases()
  if (entry === undefined) throw new Error("no release")
  expect(others).toEqual([])
  expect(entry.sealed).toEqual([{ cell: { department: null, question: "joint-duty", outcome: "silent", law: LAW, month: "2026-11" }, acts: 11 }])
  expect(entry.opened).toHaveLength(12)
  for (const { index, opening } of entry.opened) {
    const [leaf] = await setup.record.storage.readEntries(index, 1)
    const sealed = parseEntry(leaf ?? bug("no leaf"))
    expect(sealed.kind === "sealed" && opens(nodeCrypto, opening, sealed.commitment)).toBe(true)
    expect([...opening].filter(([, group]) => isFieldGroup(group)).map(([name]) => name)).toEqual(["cell"])
  }
  expect(Buffer.from(printEntry(entry)).toString()).not.toContain("canary-fact")
})

test("what was in a batch is in no later one; what waited may be", async () => {
  expect(await release(setup.store.db, nodeCrypto, SETTINGS, NOW)).toEqual({ opened: 0, counted: 0, waiting: 1, entries: 0 })
  await keepAll(Array.from({ length: 9 }, few))
  expect(await release(setup.store.db, nodeCrypto, SETTINGS, NOW)).toMatchObject({ opened: 10, waiting: 0 })
})

test("nine and nine are not told, where the third that could be in their count is opened itself", async () => {
  const silent = (department: string, count: number): readonly Act[] => Array.from({ length: count }, () => act(department, "silent", 9))
  await keepAll([...silent("police", 9), ...silent("library", 9), ...silent("transit", 12)])
  expect(await release(setup.store.db, nodeCrypto, SETTINGS, NOW)).toMatchObject({ opened: 12, counted: 0, waiting: 18 })
})

test("a batch too large for one entry stands in several, each saying which of how many it is", async () => {
  await keepAll(Array.from({ length: 260 }, () => act("police", "prohibited", 8)))
  const { opened, entries } = await release(setup.store.db, nodeCrypto, SETTINGS, NOW)
  await settled()
  const parts = (await releases()).slice(-entries)
  expect([opened, entries > 1]).toEqual([260, true])
  expect(parts.map(({ part, parts: of }) => [part, of])).toEqual(parts.map((_, at) => [at + 1, entries]))
  expect(new Set(parts.map(({ batch }) => Buffer.from(batch).toString("hex"))).size).toBe(1)
})

const SCHEDULES = new Map([["decisions", { covers: "Decisions", keepDays: 30 }]])
const APPROVAL = { number: "LRC 26-1", on: "2026-11-20", schedule: "decisions" }
const eraseNow = () => erase(setup.store.db, nodeCrypto, SCHEDULES, APPROVAL, "America/Chicago", NOW)

test("erasing destroys what a schedule lets go and no hold keeps; the leaf stays", async () => {
  const [old, held, byDay, recent] = [act("water", "prohibited", 40), act("fleet", "prohibited", 40), act("water", "prohibited", 50), act("water", "prohibited", 20)] as const
  await keepAll([old, held, byDay, recent])
  const byBody = await setHold(setup.store.db, { department: "fleet", incident: null, firstDay: null, lastDay: null })
  const period = await setHold(setup.store.db, { department: null, incident: null, firstDay: "2026-10-05", lastDay: "2026-10-07" })
  expect((await listHolds(setup.store.db)).map(({ id }) => id)).toEqual([byBody, period])
  expect(await eraseNow()).toMatchObject({ kind: "erased", acts: 1, held: 2 })
  const openings = async (): Promise<readonly boolean[]> => Promise.all([old, held, byDay, recent].map(async ({ reference }) => (await readAct(setup.store.db, reference))?.opening !== null))
  expect(await openings()).toEqual([false, true, true, true])
  expect((await readAct(setup.store.db, old.reference))?.entry).toEqual(Buffer.from(old.entry))
  expect(await liftHold(setup.store.db, byBody, NOW)).toBe(true)
  expect(await liftHold(setup.store.db, byBody, NOW)).toBe(false)
  expect(await eraseNow()).toMatchObject({ acts: 1, held: 1 })
  expect(await openings()).toEqual([false, false, true, true])
  const { rows } = await sql<{ n: number }>`select count(*) as n from act_erasure e join disposal d on d.id = e.disposal where d.approval = 'LRC 26-1'`.execute(setup.store.db)
  expect(rows[0]?.n).toBe(2)
  const erasures = await setup.store.db.selectFrom("act").selectAll().where("kind", "=", "erasure").execute()
  expect(erasures.map(({ department, closed_at }) => [department, closed_at])).toEqual([["record", NOW], ["record", NOW]])
  expect(erasures.map(({ opening }) => Buffer.from(opening ?? []).toString())).toEqual([expect.stringContaining('"acts":1'), expect.stringContaining('"acts":1')])
  expect(await eraseNow()).toMatchObject({ acts: 0, held: 1 }) // nothing left: no act of it either
  expect(await setup.store.db.selectFrom("act").select("reference").where("kind", "=", "erasure").execute()).toHaveLength(2)
})

test("what an erased act was cannot be guessed from its row", async () => {
  const one = act("parks", "prohibited", 40)
  const key = await makeApiKey(setup.store.db, nodeCrypto, "parks")
  const request = nodeCrypto.sha256(new TextEncoder().encode('{"facts":{"existing_agreement":false},"question":"joint-duty"}'))
  const sent = { apiKey: key.id, idempotencyKey: "1", request }
  expect(await setup.record.keep(one, sent)).toMatchObject({ kind: "kept" })
  expect(await eraseNow()).toMatchObject({ kind: "erased", acts: 1 })
  const row = await setup.store.db.selectFrom("act").select(["opening", "request"]).where("reference", "=", one.reference).executeTakeFirst()
  expect(row).toEqual({ opening: null, request: null })
  expect(await setup.record.keep(act("parks", "prohibited", 0), sent)).toEqual({ kind: "key-used" })
})

test("without a schedule of that name nothing expires", async () => {
  expect(await erase(setup.store.db, nodeCrypto, SCHEDULES, { ...APPROVAL, schedule: "notes" }, "America/Chicago", NOW)).toEqual({ kind: "no-schedule", known: ["decisions"] })
  expect(await erase(setup.store.db, nodeCrypto, new Map(), APPROVAL, "America/Chicago", NOW)).toEqual({ kind: "no-schedule", known: [] })
})
