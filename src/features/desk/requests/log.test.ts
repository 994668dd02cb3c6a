/** The log of what federal agencies asked: lines once, mended without being changed, by quarter, and no room for a name. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { testOffice, type TestOffice } from "../../../../tests/setup/office.ts"
import { signedIn, type SignedIn } from "../../../../tests/setup/signed-in.ts"
import type { Day } from "../../../law/types.ts"
import { csvLine } from "./csv.ts"
import { earlierQuarter, quarterNamed, quarterOf } from "./log.ts"

const now = new Date("2026-11-25T15:00:00Z")
let desk: TestOffice
let supervisor: SignedIn
let oversight: SignedIn
let library: SignedIn

beforeAll(async () => {
  desk = await testOffice("packs/example", () => now)
  supervisor = await signedIn(desk.people, { role: "supervisor", bodies: ["police"] })
  library = await signedIn(desk.people, { role: "supervisor", bodies: ["library"] })
  oversight = await signedIn(desk.people, { role: "oversight", bodies: "all" })
})
afterAll(() => desk.setup.close())

const get = async (path: string, who: SignedIn): Promise<string> => (await desk.app.request(`/en/desk/requests${path}`, who.get())).text()
const post = async (who: SignedIn, fields: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly html: string }> => {
  const response = await desk.app.request("/en/desk/requests", who.post(fields))
  return { status: response.status, html: await response.text() }
}
const LINE = { form: "AAAA-0000-0001", replaces: "", body: "police", kind: "detainer", receivedOn: "2026-11-20", outcome: "released", outcomeOn: "2026-11-21", passedTo: "" }

test("a line is kept once, seen by its body and by oversight, and is in the file", async () => {
  expect(await get("", supervisor)).toContain("Nothing is in the log for this quarter")
  for (let twice = 0; twice < 2; twice++) expect((await post(supervisor, LINE)).status).toBe(303)
  for (const who of [supervisor, oversight]) expect((await get("", who)).match(/Immigration detainer<\/span>/g)).toHaveLength(1)
  expect(await get("", library)).toContain("Nothing is in the log")
  expect(await get("/2026-4.csv", oversight)).toBe("body,kind,received-on,outcome,outcome-on,passed-to\r\npolice,detainer,2026-11-20,released,2026-11-21,\r\n")
  expect(await get("?quarter=2026-3", supervisor)).toContain("Nothing is in the log")
})

test("a line is mended by another, which takes its place, and itself stays", async () => {
  const id = /mend=([0-9A-Z-]+)/.exec(await get("", supervisor))?.[1] ?? ""
  expect(await get(`?quarter=2026-4&mend=${id}`, supervisor)).toMatch(/Correct the line[\s\S]*value="2026-11-20"/)
  expect((await post(supervisor, { ...LINE, form: "AAAA-0000-0002", replaces: id, kind: "help", outcome: "passed-on", passedTo: "library" })).status).toBe(303)
  expect(await get("/2026-4.csv", supervisor)).toBe("body,kind,received-on,outcome,outcome-on,passed-to\r\npolice,help,2026-11-20,passed-on,2026-11-21,library\r\n")
  expect(await desk.setup.store.db.selectFrom("agency_request").select("id").execute()).toHaveLength(2)
  await expect(desk.setup.store.db.deleteFrom("agency_request").execute()).rejects.toThrow(/permission denied/)
})

test.each([
  [{ body: "library" }, 403, "may not do this"],
  [{ body: "" }, 422, "Choose a department"],
  [{ kind: "" }, 422, "Choose what was received"],
  [{ receivedOn: "2026-02-30" }, 422, "day of the calendar"],
  [{ receivedOn: "2026-11-26", outcomeOn: "" }, 422, "must not be after today"],
  [{ outcome: "declined" }, 422, "not every outcome fits"],
  [{ outcomeOn: "2026-11-01" }, 422, "cannot come before"],
  [{ kind: "help", outcome: "passed-on", passedTo: "" }, 422, "Choose to whom"],
])("%j is refused, and shown again as typed", async (wrong, status, says) => {
  const got = await post(supervisor, { ...LINE, form: "AAAA-0000-0003", ...wrong })
  expect([got.status, got.html.includes(says)]).toEqual([status, true])
})

test("oversight reads and writes nothing", async () => {
  expect((await post(oversight, LINE)).status).toBe(403)
  expect(await get("", oversight)).not.toContain("Add a line")
})

test("there is no column that could hold a name", async () => {
  const { columns } = (await desk.setup.store.db.introspection.getTables()).find(({ name }) => name === "agency_request") ?? { columns: [] }
  expect(columns.map(({ name }) => name).sort()).toEqual(["agency", "at", "body", "form", "id", "incident", "kind", "outcome", "outcome_on", "passed_to", "person", "received_on", "replaces"])
  expect(await desk.setup.store.db.selectFrom("agency_request").select("agency").where("agency", "is not", null).execute()).toEqual([])
})

test("quarters", () => {
  expect(["2026-01-01", "2026-03-31", "2026-04-01", "2026-12-31"].map((day) => quarterOf(day as Day).id)).toEqual(["2026-1", "2026-1", "2026-2", "2026-4"])
  const first = quarterNamed("2026-1")
  expect(first === null ? null : [earlierQuarter(first, 1)?.id, earlierQuarter(first, 4)?.id]).toEqual(["2025-4", "2025-1"])
  expect([quarterNamed("2026-5"), quarterNamed("x")]).toEqual([null, null])
})

test("a value that begins like a formula is none in a spreadsheet", () => {
  expect(csvLine(["=1+1", 'a "b"', "c,d", "e"])).toBe(`'=1+1,"a ""b""","c,d",e\r\n`)
})
