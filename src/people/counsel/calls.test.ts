/** Calls for counsel on a real database and a real mail server: told in turn, stamped, answered once, and mailed without a word of what it is about. */
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { SMTPServer } from "smtp-server"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../../tests/setup/postgres.ts"
import { signedIn, testPeople } from "../../../tests/setup/signed-in.ts"
import type { BodyId } from "../../law/types.ts"
import { closeIncident, startIncident } from "../../record/incidents.ts"
import type { PersonId } from "../types.ts"
import { answerCall, answeredCalls, callsOf, startCall, stepCalls, waitingCalls } from "./calls.ts"
import { callRound, type CallTrouble } from "./follow-calls.ts"
import { addressOf, isMailbox, openMailer, setAddress, type Mailer } from "./mail.ts"
import { onCall } from "./rota.ts"
import { addShift, answerOffer, offerShift, readShifts, readShiftsAt, removeShift } from "./shifts.ts"

const MINUTE = 60_000
const START = new Date("2026-11-25T09:00:00Z")
const POLICE = "police" as BodyId
const minute = (after: number): Date => new Date(START.getTime() + after * MINUTE)

interface Received {
  readonly to: readonly string[]
  readonly raw: string
}

let store: FreshStore
let smtp: SMTPServer
let mailer: Mailer
let refuses = false
const received: Received[] = []
const troubles: CallTrouble[] = []
let now = START
let [ana, ben, cleo] = ["", "", ""] as [PersonId, PersonId, PersonId]
let forms = 0

beforeAll(async () => {
  store = await freshStore()
  const people = testPeople(store.db)
  const counsel = await Promise.all(["Ana Ruiz", "Ben Okoye", "Cleo Park"].map((name) => signedIn(people, { role: "counsel", bodies: "all", name })))
  ;[ana, ben, cleo] = counsel.map(({ person }) => person.id) as [PersonId, PersonId, PersonId]
  smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        if (!refuses) received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString("utf8") })
        done(refuses ? new Error("the mailbox of ana is full") : null)
      })
    },
  })
  smtp.listen(0, "127.0.0.1")
  await once(smtp.server, "listening")
  mailer = openMailer({ server: `smtp://127.0.0.1:${String((smtp.server.address() as AddressInfo).port)}`, from: "desk@city.example" })
  await setAddress(store.db, ana, { mail: "ana@law.example", language: "en" }, START)
  await setAddress(store.db, ben, { mail: "ben@law.example", language: "es" }, START)
})
afterAll(async () => {
  mailer.close()
  await new Promise<void>((resolve) => { smtp.close(resolve) })
  await store.close()
})
beforeEach(async () => {
  received.length = 0
  troubles.length = 0
  refuses = false
  now = START
  for (const { id } of await readShifts(store.db, { from: minute(-1000), until: minute(1000) })) await removeShift(store.db, id, START)
  for (const { id } of await waitingCalls(store.db, "all")) await answerCall(store.db, id, cleo, START)
})

async function shift(person: PersonId, place: number, from = -60, until = 600): Promise<void> {
  forms += 1
  await addShift(store.db, { body: "all", person, place, from: minute(from), until: minute(until), form: `shift-${forms}`, at: START, by: ana })
}

async function call(): Promise<{ readonly id: string; readonly incident: string }> {
  forms += 1
  const { id: incident } = await startIncident(store.db, { form: `f${forms}`, body: "police", question: "joint-duty", at: START, by: "worker-7", deviceAt: null, needsReview: true })
  return { incident, id: await startCall(store.db, { incident, body: POLICE, because: "silent", at: START, by: "worker-7" }) }
}

/** A server that looks at this minute. */
async function look(at: number): Promise<void> {
  now = minute(at)
  await callRound({ people: { db: store.db, clock: () => now }, mailer, textIn: (language) => ({ subject: `subject ${language}`, text: "https://desk.city.example/en/desk/counsel\n" }), onTrouble: (trouble) => troubles.push(trouble) })
}

describe("a call", () => {
  test("goes to the first at once, to the next after five minutes, each stamped; then it is said that nobody is left", async () => {
    await shift(ana, 1)
    await shift(ben, 2)
    const { id, incident } = await call()
    for (const at of [0, 1, 4.9, 5, 5.1, 9.9]) await look(at)
    expect(received.map(({ to }) => to)).toEqual([["ana@law.example"], ["ben@law.example"]])
    expect(await callsOf(store.db, incident)).toMatchObject([{ id, because: "silent", nobodyLeftAt: null, told: [{ person: ana, at: minute(0), mailedAt: minute(0) }, { person: ben, at: minute(5), mailedAt: minute(5) }] }])
    await look(10)
    await look(11)
    expect(await callsOf(store.db, incident)).toMatchObject([{ nobodyLeftAt: minute(10), answered: null }])
    expect(troubles).toEqual([])
  })

  test("is answered once, and then nobody else is told", async () => {
    await shift(ana, 1)
    await shift(ben, 2)
    const { id, incident } = await call()
    await look(0)
    expect(await Promise.all([answerCall(store.db, id, ana, minute(3)), answerCall(store.db, id, ben, minute(3))]).then((all) => all.filter(Boolean).length)).toBe(1)
    await look(30)
    expect(received).toHaveLength(1)
    expect(await waitingCalls(store.db, "all")).toEqual([])
    expect((await answeredCalls(store.db, new Set([POLICE]), 1)).map((one) => [one.incident, one.answered?.at])).toEqual([[incident, minute(3)]])
    expect(await answeredCalls(store.db, new Set(["library" as BodyId]), 10)).toEqual([])
  })

  test("of an incident that has one waiting is the same call; after its answer it is another", async () => {
    const { id, incident } = await call()
    const again = (): Promise<string> => startCall(store.db, { incident, body: POLICE, because: "conflict", at: minute(1), by: "worker-7" })
    expect(new Set(await Promise.all([again(), again(), again()]))).toEqual(new Set([id]))
    await answerCall(store.db, id, ana, minute(2))
    expect(await again()).not.toBe(id)
  })

  test("that two servers look at is told by one of them", async () => {
    await shift(ana, 1)
    await call()
    const told = await Promise.all(Array.from({ length: 6 }, () => stepCalls(store.db, START)))
    expect(told.reduce((sum, one) => sum + one)).toBe(1)
    await Promise.all(Array.from({ length: 4 }, () => look(0.1)))
    expect(received).toHaveLength(1)
  })

  test("with nobody on call says so at once, and tells who comes on", async () => {
    await shift(ben, 1, 20)
    const { incident } = await call()
    await look(0)
    expect(await callsOf(store.db, incident)).toMatchObject([{ nobodyLeftAt: START, told: [] }])
    await look(20)
    expect(await callsOf(store.db, incident)).toMatchObject([{ nobodyLeftAt: null, told: [{ person: ben }] }])
  })

  test("of an incident that was closed waits no more", async () => {
    await shift(ana, 1)
    const { incident } = await call()
    await store.db.transaction().execute((transaction) => closeIncident(transaction, incident, START))
    await look(0)
    expect([received.length, (await waitingCalls(store.db, "all")).length]).toEqual([0, 0])
  })
})

describe("the mail", () => {
  test("holds nothing but that a call waits, and where", async () => {
    await shift(ana, 1)
    const { id, incident } = await call()
    await look(0)
    const [{ raw } = { raw: "" }] = received
    const [head = "", ...body] = raw.split("\r\n\r\n")
    expect(body.join("").trim()).toBe("https://desk.city.example/en/desk/counsel")
    expect(head.split("\r\n").map((line) => line.split(":")[0]?.toLowerCase()).filter((name) => !/^\s/.test(name ?? "")).sort()).toEqual(["auto-submitted", "content-transfer-encoding", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"])
    expect(raw).toContain("Subject: subject en")
    for (const secret of [id, incident, "police", "joint-duty", "silent", "Ana", "Ruiz", "worker-7"]) expect(raw).not.toContain(secret)
  })

  test("that the server refuses is tried again half a minute later, five times, and what was said of it names nobody", async () => {
    await shift(ana, 1)
    refuses = true
    const { incident } = await call()
    for (const at of [0, 0.2, 0.5, 1, 1.5]) await look(at)
    expect(troubles).toEqual(Array.from({ length: 4 }, () => ({ kind: "mail-failed", code: "EMESSAGE" })))
    refuses = false
    await look(2)
    await look(2.5)
    expect([received.length, (await callsOf(store.db, incident))[0]?.told[0]?.mailedAt]).toEqual([1, minute(2)])
  })

  test("goes to nobody without an address, who is told on the desk all the same", async () => {
    await shift(cleo, 1)
    const { incident } = await call()
    await look(0)
    expect([received.length, await callsOf(store.db, incident)]).toMatchObject([0, [{ told: [{ person: cleo, mailedAt: null }] }]])
    expect([await addressOf(store.db, cleo), await addressOf(store.db, ben)]).toEqual([null, "ben@law.example"])
  })

  test.each(["", "ana", "ana@law", "ana@law.example, ben@law.example", "Ana <ana@law.example>", "ana@law.example\r\nBcc: x@y.example", `${"a".repeat(65)}@law.example`])("is not sent to %j", (text) => {
    expect(isMailbox(text)).toBe(false)
  })

  test.each(["ana@law.example", "ana.ruiz+desk@law.city.example"])("may be sent to %j", (text) => {
    expect(isMailbox(text)).toBe(true)
  })
})

describe("a hand-over", () => {
  const called = async (at: number): Promise<readonly PersonId[]> => onCall(await readShiftsAt(store.db, minute(at)), POLICE, minute(at))

  test("is offered by who has the shift, taken by whom it was offered to, and counts from then", async () => {
    await shift(ana, 1)
    const [{ id } = { id: "" }] = await readShiftsAt(store.db, START)
    expect(await offerShift(store.db, id, { from: ben, to: cleo, at: START })).toEqual({ kind: "not-so" })
    expect(await offerShift(store.db, id, { from: ana, to: ben, at: START })).toEqual({ kind: "done" })
    expect(await answerOffer(store.db, id, { by: cleo, at: minute(1), takes: true })).toEqual({ kind: "not-so" })
    expect(await called(2)).toEqual([ana])
    expect(await Promise.all([answerOffer(store.db, id, { by: ben, at: minute(3), takes: true }), answerOffer(store.db, id, { by: ben, at: minute(3), takes: true })]).then((all) => all.map(({ kind }) => kind).sort())).toEqual(["done", "not-so"])
    expect([await called(2), await called(3)]).toEqual([[ana], [ben]])
    expect(await offerShift(store.db, id, { from: ana, to: cleo, at: minute(4) })).toEqual({ kind: "not-so" })
  })

  test("that is declined leaves the shift where it was; a new offer takes the place of an open one", async () => {
    await shift(ana, 1)
    const [{ id } = { id: "" }] = await readShiftsAt(store.db, START)
    await offerShift(store.db, id, { from: ana, to: ben, at: START })
    await offerShift(store.db, id, { from: ana, to: cleo, at: minute(1) })
    expect(await answerOffer(store.db, id, { by: ben, at: minute(2), takes: true })).toEqual({ kind: "not-so" })
    expect(await answerOffer(store.db, id, { by: cleo, at: minute(2), takes: false })).toEqual({ kind: "done" })
    expect((await readShiftsAt(store.db, minute(3))).map(({ offer, person }) => [offer, person])).toEqual([[null, ana]])
    expect(await called(3)).toEqual([ana])
  })
})
