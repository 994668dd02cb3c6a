/** Opening the record: at the first start, beside a server at work, and when somebody outside remembers more. */
import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { tmpdir } from "node:os"
import type { Kysely } from "kysely"
import { afterAll, describe, expect, test } from "vitest"
import { printCheckpoint, type Checkpoint } from "../../src/kernel/log/checkpoint.ts"
import { emptyRoot, treeSize } from "../../src/kernel/log/hashes.ts"
import { printKey } from "../../src/kernel/log/key.ts"
import { printNote, signText } from "../../src/kernel/log/note.ts"
import { openCheckpoint } from "../../src/kernel/log/open-checkpoint.ts"
import { checkConsistency } from "../../src/kernel/log/proofs.ts"
import { parseEntry } from "../../src/kernel/receipt/entry.ts"
import { checkReceipt } from "../../src/kernel/receipt/receipt.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import { dayIn } from "../../src/law/days.ts"
import { makeApiKey } from "../../src/record/api-keys.ts"
import { beginLog } from "../../src/record/begin-log.ts"
import type { LawToEnter } from "../../src/record/law-in-force.ts"
import type { LogStorage } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { openRecord, type OpenRecord, type RecordEvent, type RecordParts } from "../../src/record/open-record.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { LogBroken } from "../../src/record/sequencer.ts"
import { openLogKey } from "../../src/record/signing-key.ts"
import { checkAtStart } from "../../src/record/start-checks.ts"
import type { Tables } from "../../src/store/tables.ts"
import { openStore } from "../../src/store/database.ts"
import { emptyDatabase } from "../setup/postgres.ts"
import { auditLog } from "./audit.ts"
import { breakable } from "./breakable.ts"
import { AT_ONCE, create, enqueueMany, HOURLY, logKey, ORIGIN, sequencerOn, text } from "./log.ts"
import { newAct } from "./new-act.ts"
import { asOwnerOf, databaseOf, newStore } from "./postgres.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-record-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function open(db: Kysely<Tables>, name: string, events: RecordEvent[] = [], more: Partial<RecordParts> = {}): Promise<OpenRecord> {
  return openRecord({ db, crypto, origin: ORIGIN, keyFile: join(folder, name), cadence: AT_ONCE, clock: () => new Date(), today: () => dayIn("UTC", new Date()), onEvent: (event) => void events.push(event), ...more })
}

function law(name: string): LawToEnter {
  const digest = (what: string): string => createHash("sha256").update(what).digest("hex")
  return { pack: "example", digest: digest(name), compiler: "writ test", from: dayIn("UTC", new Date()), law: () => ({ digest: digest(name), forests: digest(`${name}'s forests`), kept: new Map() }) }
}

const namesOf = (entries: readonly Uint8Array[]): readonly string[] => entries.map((entry) => parseEntry(entry).kind)

async function sequenced(storage: LogStorage, size: number): Promise<void> {
  while ((await storage.head()).size < size) await sleep(20)
}

describe("the first start", () => {
  test.each([/insert into "log_head"/, /insert into "log_pending"/])("that breaks at %s leaves a log that begins at the next", async (statement) => {
    const store = await newStore()
    const name = String(statement).replaceAll(/\W/g, "")
    for (const when of ["before", "after"] as const) {
      const broken = breakable(store.databaseUrl)
      broken.arm({ statement, when })
      await open(broken.db, name).then((record) => record.close(), () => undefined)
    }
    const record = await open(store.db, name)
    expect(record.state()).toEqual({ kind: "sequencing" })
    await sequenced(record.storage, 1)
    await record.close()
    const { entries } = await auditLog(record.storage, record.key!)
    expect(entries.map(parseEntry)).toMatchObject([{ kind: "key", state: "begins" }])
  })

  test("is public at once with its key and its law, before any act", async () => {
    const store = await newStore()
    const events: RecordEvent[] = []
    const record = await open(store.db, "begins", events, { cadence: HOURLY, law: law("the first") })
    while ((await record.storage.newestPublication()) === null) await sleep(20)
    await record.keep(newAct(), null)
    await record.close()
    const { size } = (await record.storage.newestPublication())!
    expect(Number(size)).toBe(64)
    expect(namesOf(await record.storage.readEntries(0, size))).toEqual(["key", "pack", ...Array.from({ length: 62 }, () => "sealed")])
    expect(events.map(({ kind }) => kind)).toEqual(["log-made", "law-entered", "published"])
  })

  test("that ended before the law was entered is made good by the next, with another law too", async () => {
    const store = await newStore()
    const broken = breakable(store.databaseUrl)
    broken.arm({ statement: /insert into "law"/, when: "before" })
    await expect(open(broken.db, "unlawful", [], { cadence: HOURLY, law: law("the first") })).rejects.toThrow()
    await enqueueMany(postgresStorage(store.db), ["early"])
    const record = await open(store.db, "unlawful", [], { cadence: HOURLY, law: law("the second") })
    while ((await record.storage.newestPublication()) === null) await sleep(20)
    await record.close()
    const entries = await record.storage.readEntries(0, 3)
    expect(namesOf(entries)).toEqual(["key", "pack", "sealed"])
    expect(parseEntry(entries[1]!)).toMatchObject({ law: law("the second").digest })
  })

  test("the next one enters no law twice, and a read-only record none", async () => {
    const store = await newStore()
    for (const name of ["one", "one", "two"]) await open(store.db, "again", [], { law: law(name) }).then((record) => record.close())
    await asOwnerOf(store, "insert into log_checkpoint (size, note) values (99, 'of a larger log')")
    const record = await open(store.db, "again", [], { law: law("three") })
    await record.close()
    expect(record.state().kind).toBe("read-only")
    expect((await store.db.selectFrom("law").select("digest").orderBy("id").execute()).map(({ digest }) => digest)).toEqual(["one", "two"].map((name) => law(name).digest))
  })

  test("of two servers at once makes one log with one key", async () => {
    const store = await newStore()
    const events: RecordEvent[] = []
    const records = await Promise.all([open(store.db, "one", events), open(store.db, "other", events)])
    expect(events.filter(({ kind }) => kind === "log-made")).toHaveLength(1)
    expect(records.map((record) => record.state().kind).sort()).toEqual(["sequencing", "serving"])
    await sequenced(records[0].storage, 1)
    for (const record of records) await record.close()
    expect((await auditLog(records[0].storage, records.find(({ key }) => key !== null)!.key!)).size).toBe(1)
  })
})

test("the start checks hold while another server sequences between any two of their reads", async () => {
  const store = await newStore()
  const storage = postgresStorage(store.db)
  await create(storage)
  const other = sequencerOn(storage)
  const grow = async (): Promise<void> => {
    await enqueueMany(storage, [0, 1, 2])
    await other.step()
  }
  await grow()
  const moving: LogStorage = {
    ...storage,
    head: async () => { await grow(); return storage.head() },
    newestCheckpoint: async () => { await grow(); return storage.newestCheckpoint() },
    newestPublication: async () => { await grow(); return storage.newestPublication() },
    readCheckpoint: async (size) => { await grow(); return storage.readCheckpoint(size) },
    readTiles: async (tiles) => { await grow(); return storage.readTiles(tiles) },
    readEntries: async (from, count) => { await grow(); return storage.readEntries(from, count) },
  }
  for (let start = 0; start < 5; start++) expect(await checkAtStart(moving, crypto, logKey.key)).toBeNull()
})

test("acts are sent away while more wait than can be numbered soon, failing turns or not", async () => {
  const store = await newStore()
  const broken = breakable(store.databaseUrl)
  const record = await open(broken.db, "busy")
  await sequenced(record.storage, 1)
  broken.arm(...Array.from({ length: 3 }, () => ({ statement: /insert into log_entry/, when: "before" }) as const))
  await asOwnerOf(store, "insert into log_pending (entry) select '\\x0100' || decode(repeat('00', 32), 'hex') from generate_series(1, 20000)")
  while (broken.armed() > 1) await sleep(20)
  while ((await record.keep(newAct(), null)).kind !== "too-busy") await sleep(10)
  await sequenced(record.storage, 20_001)
  while ((await record.keep(newAct(), null)).kind !== "kept") await sleep(10)
  await record.close()
})

test("why turns fail is told once, not at each of them, and again once one has succeeded", async () => {
  const store = await newStore()
  const broken = breakable(store.databaseUrl)
  const events: RecordEvent[] = []
  const record = await open(broken.db, "failing", events)
  await sequenced(record.storage, 1)
  for (const size of [2, 3]) {
    broken.arm(...Array.from({ length: 3 }, () => ({ statement: /insert into log_entry/, when: "before" }) as const))
    await enqueueMany(postgresStorage(store.db), [size])
    while (broken.armed() > 0 || (await postgresStorage(store.db).head()).size < size) await sleep(20)
  }
  await record.close()
  expect(events.filter(({ kind }) => kind === "turn-failed")).toHaveLength(2)
})

describe("a server without the log's key", () => {
  test("takes it from the log's first entry, numbered or not, and serves the same policy", async () => {
    const store = await newStore()
    const witnessFile = join(folder, "witnesses")
    writeFileSync(witnessFile, "quorum none\n")
    const other = openLogKey(crypto, join(folder, "queued"), ORIGIN)
    await beginLog({ db: store.db, crypto, origin: ORIGIN, keyFile: join(folder, "queued"), today: () => dayIn("UTC", new Date()), onMade: () => undefined })
    const before = await open(store.db, "none", [], { witnessFile })
    const sequencing = await open(store.db, "queued", [], { witnessFile })
    await sequenced(sequencing.storage, 1)
    const after = await open(store.db, "none", [], { witnessFile })
    for (const record of [before, sequencing, after]) {
      expect(printKey(record.key!)).toBe(printKey(other.key))
      expect(text(record.policy!.text)).toBe(text(sequencing.policy!.text))
      await record.close()
    }
    expect([before, sequencing, after].map((record) => record.state().kind)).toEqual(["serving", "sequencing", "serving"])
  })

  test("sends acts away while more wait than are numbered soon, and takes them again", async () => {
    const store = await newStore()
    await open(store.db, "away").then((record) => record.close())
    const record = await open(store.db, "not here")
    expect((await record.keep(newAct(), null)).kind).toBe("kept")
    await asOwnerOf(store, "insert into log_pending (entry) select '\\x0100' || decode(repeat('00', 32), 'hex') from generate_series(1, 20000)")
    while ((await record.keep(newAct(), null)).kind !== "too-busy") await sleep(20)
    await asOwnerOf(store, "delete from log_pending")
    while ((await record.keep(newAct(), null)).kind !== "kept") await sleep(20)
    await record.close()
  })

  test("is read-only where the log is not what was signed of it", async () => {
    const store = await newStore()
    const record = await open(store.db, "signs")
    await sequenced(record.storage, 1)
    await record.close()
    await asOwnerOf(store, "update log_head set size = size + 1")
    const events: RecordEvent[] = []
    const serving = await open(store.db, "does not sign", events)
    expect(await serving.keep(newAct(), null)).toMatchObject({ kind: "read-only", because: { kind: "checkpoint-differs" } })
    expect(events.map(({ kind }) => kind)).toEqual(["no-key", "read-only"])
    expect(serving.policy).not.toBeNull()
    await serving.close()
  })
})

describe("a database restored to an older state", () => {
  test("looks whole by itself, signs another history, and a checkpoint outside shows it", async () => {
    const before = await newStore()
    const storage = postgresStorage(before.db)
    await create(storage)
    await enqueueMany(storage, ["a", "b", "c"])
    await sequencerOn(storage).step()
    await before.close()
    const restoredUrl = await emptyDatabase(`template ${databaseOf(before)}`)
    const [later, restored] = [await openStore({ databaseUrl: before.databaseUrl }), await openStore({ databaseUrl: restoredUrl })]
    const [lost, again] = [postgresStorage(later.db), postgresStorage(restored.db)]
    await enqueueMany(lost, ["d", "e"])
    await sequencerOn(lost).step()
    const outside = await lost.newestCheckpoint()
    expect(await checkAtStart(again, crypto, logKey.key)).toBeNull()
    await enqueueMany(again, ["x", "y"])
    await sequencerOn(again).step()
    const inside = await again.newestCheckpoint()
    const heads = [outside, inside].map((checkpoint) => {
      const opened = openCheckpoint(crypto, { logs: [{ key: logKey.key, url: null }], witnesses: [], quorum: { kind: "none" } }, checkpoint!.note)
      if (opened.kind !== "opened") throw new Error(opened.kind)
      return opened.checkpoint
    })
    expect(checkConsistency(crypto, heads[0]!, heads[1]!, [])).toEqual({ kind: "history-differs", older: 5, newer: 5 })
    for (const log of [lost, again]) expect((await auditLog(log)).size).toBe(5)
    await later.close()
    await restored.close()
  })

  test.each([0, 1, 2, 3])("behind a server at work, grown by %i since by another: it signs nothing more", async (since) => {
    const before = await newStore()
    const begun = postgresStorage(before.db)
    await create(begun)
    await enqueueMany(begun, ["a", "b", "c"])
    await sequencerOn(begun).step()
    await before.close()
    const [later, restored] = [await openStore({ databaseUrl: before.databaseUrl }), await openStore({ databaseUrl: await emptyDatabase(`template ${databaseOf(before)}`) })]
    const [lost, again] = [postgresStorage(later.db), postgresStorage(restored.db)]
    let behind = lost
    const atWork = sequencerOn({ ...lost, turn: (work) => behind.turn(work) })
    await enqueueMany(lost, ["d", "e"])
    await atWork.step()
    await enqueueMany(again, ["x", "y", "z"].slice(0, since))
    await sequencerOn(again).step()
    behind = again
    await enqueueMany(again, ["late"])
    for (let turn = 0; turn < 2; turn++) await expect(atWork.step()).rejects.toThrow(LogBroken)
    expect(Number((await again.newestCheckpoint())!.size)).toBe(3 + since)
    await later.close()
    await restored.close()
  })

  test("and a new one under the old key, is told by the checkpoint that the server keeps beside its key, and nothing is signed", async () => {
    const store = await newStore()
    const begun = await open(store.db, "remembers", [], { cadence: HOURLY })
    while (!existsSync(join(folder, "remembers.published"))) await sleep(20)
    await begun.close()
    const again = await open(store.db, "remembers", [], { cadence: HOURLY })
    expect(again.state().kind).toBe("sequencing")
    await again.close()
    const anew = await newStore()
    const other = await open(anew.db, "remembers", [], { cadence: HOURLY })
    expect(other.state()).toMatchObject({ kind: "read-only", because: { kind: "memory-ahead", size: 64, published: 0 } })
    await other.close()
  })

  test("stops signing for good once somebody outside is known to remember more, and takes no acts", async () => {
    const store = await newStore()
    const record = await open(store.db, "stops")
    await sequenced(record.storage, 1)
    const apiKey = (await makeApiKey(store.db, crypto, "police")).id
    const sent = { apiKey, idempotencyKey: "before", request: crypto.sha256(new Uint8Array(1)) }
    const before = await record.keep(newAct(), sent)
    record.stopSigning({ kind: "witness-ahead", witness: "guild", size: 99, published: 1 })
    // What was kept before is told of as kept, when it is sent again.
    expect(await record.keep(newAct(), sent)).toMatchObject({ kind: "known", act: { reference: before.kind === "kept" ? before.act.reference : "" } })
    expect(await record.keep(newAct(), { ...sent, idempotencyKey: "after" })).toMatchObject({ kind: "read-only" })
    await record.close()
    const { size } = await record.storage.head()
    await enqueueMany(record.storage, ["late"])
    await sleep(500)
    expect((await record.storage.head()).size).toBe(size)
    expect(record.state()).toMatchObject({ kind: "read-only", because: { kind: "witness-ahead" } })
  })
})

describe("a database that its owner changed behind a server at work", () => {
  const zeros = (bytes: number): string => `decode(repeat('00', ${bytes}), 'hex')`

  test.each([
    ["an entry", "log_entry", `update log_entry set entry = '\\x0100' || ${zeros(32)} where index = 2`],
    ["an entry that is gone", "log_entry", "delete from log_entry where index = 2"],
    ["a leaf", "log_tile", `update log_tile set hashes = overlay(hashes placing ${zeros(32)} from 1)`],
    ["a tile that is gone", "log_tile", "delete from log_tile"],
    ["the public checkpoint's root", "log_checkpoint", `update log_checkpoint set note = overlay(note placing 'AAAA' from 28)`],
    ["the name in the public checkpoint's signature", "log_checkpoint", "update log_checkpoint set note = overlay(note placing 'x' from octet_length(note) - 94)"],
    ["the public checkpoint's signature", "log_checkpoint", "update log_checkpoint set note = overlay(note placing 'AAAA' from octet_length(note) - 20)"],
  ])("%s: no receipt is given that does not hold, and it is read-only", async (what, table, change) => {
    const store = await newStore()
    const record = await open(store.db, what.replaceAll(/\W/g, ""))
    await record.keep(newAct(), null)
    const kept = await record.keep(newAct(), null)
    if (kept.kind !== "kept") throw new Error(kept.kind)
    while ((await record.publicReceipt(kept.act)) === null) await sleep(20)
    expect(checkReceipt(crypto, record.policy!.policy, (await record.publicReceipt(kept.act))!.receipt)).toMatchObject({ kind: "receipt" })
    await asOwnerOf(store, `alter table ${table} disable trigger all; ${change}`)
    const act = (await record.read(kept.act.reference))!
    const given = [await record.publicReceipt(act), await record.receipt(act, 0), await record.clearReceipt(2)].flatMap((one) => (one === null ? [] : "receipt" in one ? [one.receipt] : [one]))
    for (const receipt of given) expect(checkReceipt(crypto, record.policy!.policy, receipt)).toMatchObject({ kind: "receipt" })
    expect(record.state()).toMatchObject({ kind: "read-only", because: { kind: "log-broken" } })
    expect((await record.keep(newAct(), null)).kind).toBe("read-only")
    await record.close()
    const again = await open(store.db, what.replaceAll(/\W/g, ""))
    expect(again.state().kind).toBe("read-only")
    await again.close()
  })

  test("a public checkpoint of another tree, or of nobody's, is found at the start", async () => {
    const store = await newStore()
    const storage = postgresStorage(store.db)
    await create(storage)
    const clock = { now: Date.parse("2026-11-25T08:00:00Z") }
    const sequencer = sequencerOn(storage, HOURLY, () => new Date(clock.now))
    await enqueueMany(storage, [0])
    await sequencer.step()
    await enqueueMany(storage, [1])
    await sequencer.step()
    expect(await checkAtStart(storage, crypto, logKey.key)).toBeNull()
    const other = signedNote({ origin: ORIGIN, size: treeSize(64), root: emptyRoot(crypto) })
    for (const note of [utf8("nothing"), other]) {
      await asOwnerOf(store, `alter table log_checkpoint disable trigger all; update log_checkpoint set note = '\\x${text(note)}' where size = 64`)
      expect(await checkAtStart(storage, crypto, logKey.key)).toEqual({ kind: "public-differs", published: 64 })
    }
  })
})

function signedNote(checkpoint: Checkpoint): Uint8Array {
  const written = printCheckpoint(checkpoint)
  return utf8(printNote({ text: written, signatures: [signText(logKey.key, logKey.sign, written, 0)] }))
}
