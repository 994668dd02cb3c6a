/** Incidents on a real record: begun and written once, by many at once, never changed, closed, erased with what belongs to them. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databaseOf } from "../../tests/record/postgres.ts"
import { asOwner } from "../../tests/setup/postgres.ts"
import { testRecord, type TestRecord } from "../../tests/setup/record.ts"
import { isFieldGroup } from "../kernel/receipt/opening.ts"
import type { Day } from "../law/types.ts"
import { erase, setHold } from "./disposal.ts"
import { sealedAct, type Act } from "./from-decision.ts"
import { readItems, writeItem, type NewItem, type WrittenItem } from "./incident-items.ts"
import { closeIncident, listIncidents, markReviewed, nameIncident, readIncident, startIncident, type Incident } from "./incidents.ts"
import { nodeCrypto } from "./node-crypto.ts"
import { keepName, namedRoles, openNames, openSealingKey } from "./sealed-names.ts"

const NOW = new Date("2026-11-25T12:00:00Z")
let setup: TestRecord
let folder: string
beforeAll(async () => {
  setup = await testRecord()
  folder = mkdtempSync(join(tmpdir(), "writ-names-"))
})
afterAll(async () => {
  await setup.close()
  rmSync(folder, { recursive: true })
})

let forms = 0
const form = (): string => `form-${(forms += 1)}`
const begin = (body = "library", given = form()): Promise<Incident> =>
  startIncident(setup.store.db, { form: given, body, question: null, at: NOW, by: "person-1", deviceAt: null, needsReview: true })
const note = (incident: string, text: string): Act => sealedAct(nodeCrypto, { kind: "note", department: "library", incident, at: NOW, on: "2026-11-25" as Day }, { note: { text } })

function write(incident: string, text: string, given = form()): Promise<WrittenItem> {
  return writing({ incident, form: given, sent: { text }, kind: "note", at: NOW, deviceAt: null, by: "person-1", content: { kind: "act", act: note(incident, text) } })
}

async function writing(item: NewItem): Promise<WrittenItem> {
  const kept = await setup.record.keepWith((transaction) => writeItem(transaction, nodeCrypto, item))
  if (kept.kind !== "written") throw new Error(kept.kind)
  return kept.result
}

const tick = (incident: string, step: string): Promise<WrittenItem> => writing({ incident, form: form(), sent: { step }, kind: "step", at: NOW, deviceAt: null, by: "person-1", content: { kind: "data", data: { step } } })

async function textsIn(incident: string): Promise<readonly unknown[]> {
  return (await readItems(setup.store.db, [incident])).map(({ content }) => {
    if (content.kind !== "act") return content.kind === "data" ? content.data : content.kind
    const group = content.opening.get("note")
    return isFieldGroup(group) ? group.fields["text"] : null
  })
}

describe("an incident", () => {
  test("is begun once, however often its form is sent", async () => {
    const given = form()
    const begun = await Promise.all(Array.from({ length: 8 }, () => begin("library", given)))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
    expect(await readIncident(setup.store.db, begun[0]!.id)).toEqual({ id: begun[0]!.id, body: "library", question: null, startedAt: NOW, startedBy: "person-1", deviceAt: null, phase: "open", closedAt: null, needsReview: true, version: 1 })
    expect(await readIncident(setup.store.db, "0000-0000-0000")).toBeNull()
  })

  test("of another person under the same form is another", async () => {
    const given = form()
    const one = await begin("library", given)
    const other = await startIncident(setup.store.db, { form: given, body: "police", question: null, at: NOW, by: "person-2", deviceAt: null, needsReview: true })
    expect(other.id).not.toBe(one.id)
  })

  test("is listed for its own body alone, the newest first", async () => {
    const mine = await startIncident(setup.store.db, { form: form(), body: "parks", question: "joint-duty", at: NOW, by: "p", deviceAt: null, needsReview: true })
    const newer = await startIncident(setup.store.db, { form: form(), body: "parks", question: null, at: new Date(NOW.getTime() + 1000), by: "p", deviceAt: NOW, needsReview: false })
    const list = async (bodies: "all" | readonly string[]): Promise<readonly string[]> => (await listIncidents(setup.store.db, { bodies, phases: ["open"], most: 50 })).map(({ id }) => id)
    expect(await list(["parks"])).toEqual([newer.id, mine.id])
    expect(await list([])).toEqual([])
    expect(await list("all")).toEqual(expect.arrayContaining([mine.id, newer.id]))
  })

  test("takes its question from the first answer, and keeps it", async () => {
    const { id } = await begin()
    for (const question of ["joint-duty", "checkpoint"]) await setup.record.keepWith((transaction) => nameIncident(transaction, id, question))
    expect((await readIncident(setup.store.db, id))?.question).toBe("joint-duty")
  })

  test("is open, then done, then reviewed, each once", async () => {
    const { id } = await begin()
    const inTurn = async (): Promise<readonly boolean[]> => {
      const kept = await setup.record.keepWith(async (transaction) => [await markReviewed(transaction, id), await closeIncident(transaction, id, NOW), await closeIncident(transaction, id, NOW), await markReviewed(transaction, id)])
      return kept.kind === "written" ? kept.result : []
    }
    expect(await inTurn()).toEqual([false, true, false, true])
    expect(await readIncident(setup.store.db, id)).toMatchObject({ phase: "reviewed", closedAt: NOW })
  })
})

describe("what is written down", () => {
  test("stands once, with its act on the record, however often its form is sent at once", async () => {
    const { id } = await begin()
    const given = form()
    const written = await Promise.all(Array.from({ length: 8 }, () => write(id, "two men at the door", given)))
    expect(written.map(({ kind }) => kind).sort()).toEqual([...Array.from({ length: 7 }, () => "known"), "written"])
    expect(await textsIn(id)).toEqual(["two men at the door"])
    const [first] = written
    if (first?.kind !== "written" && first?.kind !== "known") throw new Error(first?.kind)
    const act = await setup.record.read(first.reference ?? "")
    expect(act === null ? null : await setup.record.receipt(act, 5_000)).not.toBeNull()
    expect(await setup.store.db.selectFrom("act").select("kind").where("incident", "=", id).execute()).toEqual([{ kind: "note" }])
  })

  test("with a form that was used for something else is refused, and nothing of it is kept", async () => {
    const { id } = await begin()
    const given = form()
    await write(id, "one", given)
    expect((await write(id, "another", given)).kind).toBe("form-used")
    expect(await textsIn(id)).toEqual(["one"])
    expect(await setup.store.db.selectFrom("act").select("reference").where("incident", "=", id).execute()).toHaveLength(1)
  })

  test("by two people at once is kept of both", async () => {
    const { id } = await begin()
    await Promise.all([write(id, "hers"), write(id, "his"), tick(id, "decline")])
    expect(await textsIn(id)).toEqual(expect.arrayContaining(["hers", "his", { step: "decline" }]))
    expect((await readIncident(setup.store.db, id))?.version).toBe(4)
  })

  test("in no incident is kept nowhere", async () => {
    const before = await setup.store.db.selectFrom("act").select("reference").execute()
    expect((await write("0000-0000-0000", "lost?")).kind).toBe("no-incident")
    expect(await setup.store.db.selectFrom("act").select("reference").execute()).toHaveLength(before.length)
  })

  test("after the incident was closed is closed with it", async () => {
    const { id } = await begin()
    await write(id, "before")
    await setup.record.keepWith((transaction) => closeIncident(transaction, id, NOW))
    await write(id, "after")
    expect(await setup.store.db.selectFrom("act").select("closed_at").where("incident", "=", id).execute()).toEqual([{ closed_at: NOW }, { closed_at: NOW }])
  })

  test.each([
    ["changed", "update incident_item set data = '{}'"],
    ["given to another", "update incident_item set data = null, digest = null, person = 'x'"],
    ["removed", "delete from incident_item"],
    ["emptied", "truncate incident_item cascade"],
  ])("is not %s, not by the owner either", async (_, statement) => {
    await tick((await begin()).id, "decline")
    await expect(asOwner(databaseOf(setup.store), (client) => client.query(statement))).rejects.toThrow("never changed or removed")
  })
})

describe("a name", () => {
  const keyFile = (): string => join(folder, "sealed.key")
  const keep = (incident: string, role: "agent" | "worker", name: string, given = form()): ReturnType<typeof keepName> => keepName(setup.store.db, openSealingKey(keyFile()), { incident, role, name, form: given, at: NOW, by: "person-1" })

  test("is a role and a number wherever it is shown, and a name for who has the key", async () => {
    const { id } = await begin()
    const given = form()
    expect(await Promise.all([keep(id, "agent", "J. Canary", given), keep(id, "agent", "J. Canary", given)])).toEqual([{ role: "agent", number: 1 }, { role: "agent", number: 1 }])
    expect(await keep(id, "worker", "Ünal Canary")).toEqual({ role: "worker", number: 1 })
    expect(await keep(id, "agent", "K. Canary")).toEqual({ role: "agent", number: 2 })
    expect(await namedRoles(setup.store.db, id)).toEqual([{ role: "agent", number: 1 }, { role: "agent", number: 2 }, { role: "worker", number: 1 }])
    expect((await openNames(setup.store.db, openSealingKey(keyFile()), id)).map(({ name }) => name)).toEqual(["J. Canary", "K. Canary", "Ünal Canary"])
  })

  test("stands nowhere in the database, and opens with no other key and in no other place", async () => {
    const { id } = await begin()
    const other = await begin()
    await keep(id, "agent", "Canary Canaryson")
    const { rows } = await sql<{ all: string }>`select string_agg(n::text || encode(sealed, 'escape'), '') as all from incident_name n`.execute(setup.store.db)
    expect(rows[0]?.all).not.toMatch(/Canary/)
    expect(await openNames(setup.store.db, new Uint8Array(32), id)).toEqual([{ role: "agent", number: 1, name: null }])
    await asOwner(databaseOf(setup.store), (client) => client.query("update incident_name set incident = $1 where incident = $2", [other.id, id]))
    expect(await openNames(setup.store.db, openSealingKey(keyFile()), other.id)).toEqual([{ role: "agent", number: 1, name: null }])
  })

  test("is sealed under a key of its own, which only its owner may read", () => {
    openSealingKey(keyFile())
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    expect(readFileSync(keyFile(), "utf8")).toMatch(/^[0-9a-f]{64}\n$/)
    chmodSync(keyFile(), 0o644)
    expect(() => openSealingKey(keyFile())).toThrow("readable-by-others")
    chmodSync(keyFile(), 0o600)
  })
})

test("erasure destroys what was written, ticked and named in incidents that no hold keeps; a held one stays whole", async () => {
  const whole = async (hold: boolean): Promise<string> => {
    const { id } = await begin()
    await write(id, "canary")
    await tick(id, "decline")
    await keepName(setup.store.db, new Uint8Array(32), { incident: id, role: "agent", name: "x", form: form(), at: NOW, by: "p" })
    await setup.record.keepWith((transaction) => closeIncident(transaction, id, NOW))
    if (hold) await setHold(setup.store.db, { department: null, incident: id, firstDay: null, lastDay: null })
    return id
  }
  const [free, held] = [await whole(false), await whole(true)]
  const schedules = new Map([["98-001", { covers: "incidents", keepDays: 30 }]])
  const approval = { number: "A-1", on: "2027-03-01", schedule: "98-001" }
  await erase(setup.store.db, nodeCrypto, schedules, approval, "UTC", new Date(NOW.getTime() + 100 * 86_400_000))
  expect([await textsIn(free), await textsIn(held)]).toEqual([["erased", "erased"], ["canary", { step: "decline" }]])
  const digests = await setup.store.db.selectFrom("incident_item").select("digest").where("incident", "=", free).execute()
  expect(digests.map(({ digest }) => digest)).toEqual([null, null])
  expect([(await namedRoles(setup.store.db, free)).length, (await namedRoles(setup.store.db, held)).length]).toEqual([0, 1])
})
