/** An incident through its pages: from danger to what was done, each thing recorded once, nothing typed lost, and nothing of it in an address. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { testOffice, type TestOffice } from "../../../../tests/setup/office.ts"
import { signedIn, type SignedIn } from "../../../../tests/setup/signed-in.ts"
import { decideAgain } from "../../../kernel/receipt/decide-again.ts"
import { checkReceipt } from "../../../kernel/receipt/receipt.ts"
import { bug } from "../../../kernel/text/bug.ts"
import { utf8 } from "../../../kernel/text/bytes.ts"
import type { Day } from "../../../law/types.ts"
import { nodeCrypto } from "../../../record/node-crypto.ts"
import { openNames } from "../../../record/sealed-names.ts"
import { answersOf, dispositionOf, linesOf, viewOf } from "./read.ts"

let desk: TestOffice
let worker: SignedIn
let colleague: SignedIn
let stranger: SignedIn
let oversight: SignedIn

beforeAll(async () => {
  desk = await testOffice()
  worker = await signedIn(desk.people, { role: "worker", bodies: ["police"], name: "Ana" })
  colleague = await signedIn(desk.people, { role: "worker", bodies: ["police"], name: "Ben" })
  stranger = await signedIn(desk.people, { role: "worker", bodies: ["library"] })
  oversight = await signedIn(desk.people, { role: "oversight", bodies: "all" })
})
afterAll(() => desk.setup.close())

interface Page {
  readonly status: number
  readonly html: string
  readonly to: string | null
}

type Values = Readonly<Record<string, string | readonly string[]>>

async function get(path: string, who = worker): Promise<Page> {
  return pageOf(await desk.app.request(`/en/desk${path}`, who.get()))
}

async function post(path: string, values: Values, who = worker): Promise<Page> {
  return pageOf(await desk.app.request(`/en/desk${path}`, who.post(values)))
}

async function pageOf(response: Response): Promise<Page> {
  expect(response.headers.get("cache-control")).toBe("no-store")
  return { status: response.status, html: await response.text(), to: response.headers.get("location")?.replace("/en/desk", "") ?? null }
}

/** Hidden fields of a page's forms; of two forms the first. */
const hidden = (html: string, name: string): string => new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? bug(`no field ${name}`)

async function begin(who = worker): Promise<string> {
  const what = await post("/start", { "in-danger": "no" }, who)
  const begun = await post("/start", { "in-danger": "no", form: hidden(what.html, "form"), question: "joint-duty" }, who)
  return /^\/([0-9A-Z-]{14})\/ask\/joint-duty$/.exec(begun.to ?? "")?.[1] ?? bug(`not begun: ${begun.status}`)
}

const SAID = { who: "troops", purpose: "immigration", existing_agreement: "no" }
const answer = (id: string, form: string, said: Values = SAID, who = worker): Promise<Page> => post(`/${id}/ask/joint-duty`, { form, ...said }, who)
const view = async (id: string) => (await viewOf(desk.office, id)) ?? bug("no incident")
const FORMS = ["AAAA-0000-0001", "AAAA-0000-0002", "AAAA-0000-0003"] as const
const acts = async (id: string): Promise<number> => (await desk.setup.store.db.selectFrom("act").select("reference").where("incident", "=", id).execute()).length

describe("starting", () => {
  test("asks about danger first, and help comes before everything", async () => {
    expect((await get("/start")).html).toContain("Is anyone hurt or in danger?")
    expect((await post("/start", { "in-danger": "yes" })).html).toContain("Help first")
    expect((await post("/start", {})).to).toBe("/start")
  })

  test("needs to know what is happening, and starts once however often it is sent", async () => {
    const what = await post("/start", { "in-danger": "no" })
    const form = hidden(what.html, "form")
    const wrong = await post("/start", { "in-danger": "no", form })
    expect([wrong.status, wrong.html.includes("There is a problem"), hidden(wrong.html, "form")]).toEqual([422, true, form])
    const sent = await Promise.all(Array.from({ length: 4 }, () => post("/start", { "in-danger": "no", form, question: "joint-duty" })))
    expect(new Set(sent.map(({ to }) => to)).size).toBe(1)
  })

  test("for several departments asks for which", async () => {
    const both = await signedIn(desk.people, { role: "worker", bodies: ["police", "library"] })
    const what = await post("/start", { "in-danger": "no", form: FORMS[0], question: "joint-duty" }, both)
    expect([what.status, what.html.includes('name="body" value="library"')]).toEqual([422, true])
    const begun = await post("/start", { "in-danger": "no", form: FORMS[0], question: "joint-duty", body: "library" }, both)
    expect((await view(begun.to?.slice(1, 15) ?? "")).body.id).toBe("library")
  })
})

describe("asking", () => {
  test("goes a question at a time, as the incident's department, and nothing that is said stands in an address", async () => {
    const id = await begin()
    const first = await get(`/${id}/ask/joint-duty`)
    expect([/type="radio" name="(?:who|purpose)"/.test(first.html), first.html.includes('type="radio" name="body"')]).toEqual([true, false])
    const form = hidden(first.html, "form")
    const second = await post(`/${id}/ask/joint-duty`, { form, "now-answering": "who", who: "troops" })
    expect([second.status, hidden(second.html, "who"), hidden(second.html, "form")]).toEqual([200, "troops", form])
    const empty = await post(`/${id}/ask/joint-duty`, { form, who: "troops", "now-answering": "purpose" })
    expect([empty.status, hidden(empty.html, "who")]).toEqual([422, "troops"])
    const last = await answer(id, form)
    expect([last.status, last.to]).toEqual([303, `/${id}/ask/joint-duty`])
  })

  test("ends in a decision on the record: its receipt holds, and it is decided again to the same", async () => {
    const id = await begin()
    const started = performance.now()
    await answer(id, FORMS[0])
    const page = await get(`/${id}/ask/joint-duty`)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(page.html).toContain('<p class="word">No</p>')
    const [, receiptPath = ""] = /href="(\/en\/desk\/[^"]+\.tlog-proof)"/.exec(page.html) ?? []
    const receipt = await (await desk.app.request(receiptPath, worker.get())).text()
    expect(checkReceipt(nodeCrypto, { logs: [{ key: desk.setup.record.key ?? bug("no key"), url: null }], witnesses: [], quorum: { kind: "none" } }, utf8(receipt)).kind).toBe("receipt")
    const [line] = answersOf(await view(id))
    const { decision } = (line ?? bug("no answer")).content
    expect(decision.act.incident).toBe(id)
    expect(decideAgain(desk.office.book.open(desk.office.book.question("joint-duty") ?? bug("no question"), decision.act.on as Day).forest, decision)).toEqual({ kind: "same" })
  })

  test("sent twice is one decision; sent again with other words is told, and can be added", async () => {
    const id = await begin()
    const sent = await Promise.all(Array.from({ length: 4 }, () => answer(id, FORMS[1])))
    expect([sent.map(({ status }) => status), await acts(id)]).toEqual([[303, 303, 303, 303], 1])
    const other = await answer(id, FORMS[1], { ...SAID, existing_agreement: "yes" })
    expect([other.status, await acts(id), hidden(other.html, "existing_agreement")]).toEqual([409, 1, "yes"])
    expect((await answer(id, hidden(other.html, "form"), { ...SAID, existing_agreement: "yes" })).status).toBe(303)
    expect([await acts(id), answersOf(await view(id)).map(({ content }) => content.decision.cell.outcome)]).toEqual([2, ["silent"]])
  })

  test("cannot be made to speak for another department", async () => {
    const id = await begin()
    await answer(id, FORMS[0], { ...SAID, body: "library" })
    expect(answersOf(await view(id))[0]?.content.decision.facts.get("body")).toBe("police")
  })

  test("in practice is the same and is recorded nowhere", async () => {
    const before = await desk.setup.store.db.selectFrom("act").select("reference").execute()
    const page = await post("/practice/joint-duty", { form: FORMS[0], body: "police", ...SAID })
    expect([page.status, page.html.includes('<p class="word">No</p>'), page.html.includes("Nothing here is recorded")]).toEqual([200, true, true])
    expect((await get("/practice")).html).toContain("Nothing here is recorded")
    expect(await desk.setup.store.db.selectFrom("act").select("reference").execute()).toHaveLength(before.length)
  })
})

describe("writing down", () => {
  test.each<[string, Values, string]>([
    ["note", { text: "Two men at the east door, one said ICE." }, "Two men at the east door"],
    ["paper", { paper: "agency", copy: "refused", text: "None named" }, "from an agency, signed by an officer"],
    ["people", { moved: "came", count: "4", clock: "1405", text: "ICE" }, "They came: 4 people, 14:05"],
    ["footage", { footage: "kept", text: "Lobby" }, "Footage is kept"],
  ])("%s is an act, and stands in what has happened", async (kind, values, shown) => {
    const id = await begin()
    expect((await post(`/${id}/notes/${kind}`, { form: FORMS[0], ...values })).to).toBe(`/${id}`)
    expect((await post(`/${id}/notes/${kind}`, { form: FORMS[0], ...values })).to).toBe(`/${id}`)
    expect([await acts(id), (await get(`/${id}`)).html.includes(shown)]).toEqual([1, true])
  })

  test.each<[string, Values, string]>([
    ["note", { text: "  " }, "Write what you saw and heard."],
    ["paper", { paper: "gold", copy: "given" }, "Choose what paper was shown."],
    ["people", { moved: "came", count: "many" }, "Write a number"],
    ["people", { moved: "came", clock: "25:10" }, "Write a time"],
    ["footage", {}, "Choose one."],
  ])("%s that is not in form comes back with what was typed: %o", async (kind, values, said) => {
    const id = await begin()
    const page = await post(`/${id}/notes/${kind}`, { form: FORMS[0], ...values })
    expect([page.status, page.html.includes(said), page.html.includes("There is a problem"), await acts(id)]).toEqual([422, true, true, 0])
  })

  test("says on each writing screen that it can be demanded", async () => {
    const id = await begin()
    for (const path of ["notes", "notes/note", "notes/paper", "notes/people", "notes/footage", "done"]) expect((await get(`/${id}/${path}`)).html).toContain("can be demanded by a court")
  })

  test("holds back a word that nobody may write, keeps what was typed, and keeps the mark of one that means something else", async () => {
    const id = await begin()
    const typed = { form: FORMS[0], text: "He had a green card & a coat" }
    const held = await post(`/${id}/notes/note`, typed)
    expect([held.status, held.html.includes("He had a green card &amp; a coat"), held.html.includes('name="mark" value="green card"'), await acts(id)]).toEqual([422, true, true, 0])
    expect((await post(`/${id}/notes/note`, { ...typed, mark: "green card" })).status).toBe(303)
    expect(linesOf(await view(id), "note").map(({ content }) => content.written)).toEqual([{ text: typed.text, marks: ["green card"] }])
  })

  test("seals names: shown as roles, opened by the key alone, and in no act", async () => {
    const id = await begin()
    expect((await post(`/${id}/names`, { form: FORMS[0], role: "agent" })).status).toBe(422)
    await post(`/${id}/names`, { form: FORMS[0], role: "agent", name: "J. Canary" })
    const page = await get(`/${id}/names`)
    expect([page.html.includes("Agent 1"), page.html.includes("Canary"), await acts(id)]).toEqual([true, false, 0])
    expect(await openNames(desk.setup.store.db, desk.office.sealingKey, id)).toEqual([{ role: "agent", number: 1, name: "J. Canary" }])
  })

  test("ticks a step once, whoever comes first", async () => {
    const id = await begin()
    await answer(id, FORMS[0])
    const { html } = await get(`/${id}`)
    const tick = { answer: hidden(html, "answer"), step: hidden(html, "step") }
    await Promise.all([post(`/${id}/steps`, tick), post(`/${id}/steps`, tick, colleague)])
    await post(`/${id}/steps`, { ...tick, step: "nothing-of-the-kind" })
    expect(linesOf(await view(id), "step").map(({ content }) => content.step)).toEqual([tick.step])
    expect((await get(`/${id}`)).html).toMatch(/<b>Done<\/b> · <time[^>]+>[^<]+<\/time> · (?:Ana|Ben)/)
  })
})

describe("what was done", () => {
  const DID = { did: "otherwise", text: "We let them in." }

  test("is checked, then recorded, closes the incident, and says neutrally where it differs", async () => {
    const id = await begin()
    await answer(id, FORMS[0])
    expect((await post(`/${id}/done`, { form: FORMS[1], did: "otherwise" })).status).toBe(422)
    const check = await post(`/${id}/done`, { form: FORMS[1], seen: "0", ...DID })
    expect([check.status, check.html.includes("You are not asked why."), await acts(id)]).toEqual([200, true, 1])
    const sent = await Promise.all([1, 2].map(() => post(`/${id}/done`, { form: FORMS[1], seen: "0", checked: "yes", ...DID })))
    expect([sent.map(({ status }) => status), await acts(id)]).toEqual([[303, 303], 2])
    const found = await view(id)
    expect([found.incident.phase, dispositionOf(found)?.content.disposition.answers[0]?.outcome]).toEqual(["done", "prohibited"])
    expect((await get(`/${id}`)).html).toContain("This is something else than the answer says.")
    expect((await get(`/${id}/done`)).html).toContain("It is recorded")
  })

  test("recorded by somebody else in between is shown first; what was typed is kept and can be added", async () => {
    const id = await begin()
    await post(`/${id}/done`, { form: FORMS[1], seen: "0", checked: "yes", did: "as-answered", text: "Hers." }, colleague)
    const mine = await post(`/${id}/done`, { form: FORMS[2], seen: "0", checked: "yes", ...DID })
    expect([mine.status, mine.html.includes("Hers."), mine.html.includes("We let them in."), hidden(mine.html, "seen")]).toEqual([409, true, true, "1"])
    expect((await post(`/${id}/done`, { form: FORMS[2], seen: "1", checked: "yes", ...DID })).status).toBe(303)
    expect(linesOf(await view(id), "done")).toHaveLength(2)
  })

  test("can be changed before it is recorded", async () => {
    const id = await begin()
    const page = await post(`/${id}/done`, { form: FORMS[1], seen: "0", checked: "change", ...DID })
    expect([page.status, page.html.includes("We let them in."), await acts(id)]).toEqual([200, true, 0])
  })
})

describe("another's incident", () => {
  test("is nobody's of another department, and oversight reads it and changes nothing", async () => {
    const id = await begin()
    expect([(await get(`/${id}`, stranger)).status, (await get(`/${id}`, oversight)).status, (await get(`/${id}`, colleague)).status]).toEqual([403, 200, 200])
    expect([(await post(`/${id}/notes/note`, { form: FORMS[0], text: "x y" }, stranger)).status, (await post(`/${id}/notes/note`, { form: FORMS[0], text: "x y" }, oversight)).status]).toEqual([403, 403])
    expect([(await get("/0000-0000-0000")).status, (await get("", stranger)).html.includes(id)]).toEqual([404, false])
    expect(await acts(id)).toBe(0)
  })

  test("keeps its receipts to itself", async () => {
    const [mine, other] = [await begin(), await begin()]
    await answer(mine, FORMS[0])
    const reference = answersOf(await view(mine))[0]?.content.reference ?? ""
    expect((await get(`/${other}/receipts/${reference}.json`)).status).toBe(404)
    expect((await get(`/${mine}/receipts/${reference}.json`, stranger)).status).toBe(403)
  })
})

test("a session that ended in the middle of a form: what was typed comes back, and is recorded once sent again", async () => {
  const id = await begin()
  const typed = { form: FORMS[0], text: "Two men, one door" }
  const ended = await desk.app.request(`/en/desk/${id}/notes/note`, { ...worker.post(typed), headers: { origin: desk.people.origin } })
  const html = await ended.text()
  expect([ended.status, html.includes("Two men, one door"), await acts(id)]).toEqual([401, true, 0])
  expect((await post(`/${id}/notes/note`, { form: hidden(html, "form"), text: hidden(html, "text") })).status).toBe(303)
  expect(await acts(id)).toBe(1)
})

test("a record that takes nothing says so, and keeps what was typed on the page", async () => {
  const other = await testOffice()
  const who = await signedIn(other.people, { role: "worker", bodies: ["police"] })
  const begun = await other.app.request("/en/desk/start", who.post({ "in-danger": "no", form: FORMS[0], question: "joint-duty" }))
  const id = begun.headers.get("location")?.slice("/en/desk/".length, "/en/desk/".length + 14) ?? ""
  other.setup.record.stopSigning({ kind: "witness-ahead", witness: "guild", size: 9, published: 1 })
  for (const [path, values, kept] of [["notes/note", { text: "kept & typed" }, "kept &amp; typed"], ["ask/joint-duty", SAID, 'name="who" value="troops"'], ["done", { did: "nothing", text: "kept & typed", checked: "yes", seen: "0" }, "kept &amp; typed"]] as const) {
    const response = await other.app.request(`/en/desk/${id}/${path}`, who.post({ form: FORMS[1], ...values }))
    expect([response.status, (await response.text()).includes(kept)]).toEqual([503, true])
  }
  await other.setup.close()
})
