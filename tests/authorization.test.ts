/**
 * Who may reach what: every route of the whole app, read from the app itself, asked for by nobody, by each role, and by a role of another
 * body. Prints the matrix.
 *
 * A route of the desk without a deed fails here, and so does one that does something before its door. What is open to everybody only
 * reads; whatever else takes a form or JSON is listed below with its reason.
 */
import { readFileSync } from "node:fs"
import { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { deedOf, requires } from "../src/http/visit.tsx"
import { bug } from "../src/kernel/text/bug.ts"
import type { BodyId } from "../src/law/types.ts"
import { DEEDS, may, type Deed, type Where } from "../src/people/roles.ts"
import { startCall } from "../src/people/counsel/calls.ts"
import { ROLES, type Role } from "../src/people/types.ts"
import { makeApiKey } from "../src/record/api-keys.ts"
import { setHold } from "../src/record/disposal.ts"
import { newReference } from "../src/record/from-decision.ts"
import { startIncident } from "../src/record/incidents.ts"
import { nodeCrypto } from "../src/record/node-crypto.ts"
import { makeApp } from "../src/web/app.tsx"
import { testOffice, type TestOffice } from "./setup/office.ts"
import { signedIn, TEST_DESK, type SignedIn } from "./setup/signed-in.ts"
import { publicRecordOf, smallRecord } from "./setup/small-record.ts"

/** What is sent by anybody, and why that is right. */
const SENT_BY_ANYBODY: Readonly<Record<string, string>> = {
  "POST /v1/answers": "asks, and keeps nothing",
  "POST /en/ask/:question": "asks, and keeps nothing",
  "POST /v1/decisions": "by an API key",
  "POST /v1/incidents": "by an API key",
  "POST /en/sign-in": "signs in",
  "POST /en/sign-in/again": "signs in",
  "POST /en/sign-in/link/:token": "signs in, by a one-time link",
}

interface Route {
  readonly method: string
  readonly path: string
  readonly deed: Deed | undefined
}

let desk: TestOffice
let app: Hono
let routes: readonly Route[]
let incident: string

beforeAll(async () => {
  desk = await testOffice()
  const doors = { desk: desk.office, publicRecord: publicRecordOf(smallRecord()), people: desk.people }
  app = makeApp({ book: desk.office.book, today: desk.office.today, doors: () => Promise.resolve(doors) })
  routes = routesOf(app)
  incident = await newIncident()
})
afterAll(() => desk.setup.close())

async function newIncident(): Promise<string> {
  return (await startIncident(desk.office.db, { form: newReference(), body: "police", question: "joint-duty", at: new Date(), by: "X", deviceAt: null, needsReview: true })).id
}

/** In English; the other languages have the same. The first handler of an address decides, so a deed anywhere else does not count. */
function routesOf(whole: Hono): readonly Route[] {
  const found = new Map<string, Route>()
  for (const { method, path, handler } of whole.routes) {
    if (method === "ALL" || /^\/es(?:\/|$)/.test(path)) continue
    const key = `${method} ${path}`
    if (!found.has(key)) found.set(key, { method, path, deed: deedOf(handler) })
  }
  return [...found.values()]
}

const isOfDesk = ({ path }: Route): boolean => /^\/\w+\/desk(?:\/|$)/.test(path)

/** What stands in an address's places: something of the police, there and new where a request may end it. */
const PLACES: Readonly<Record<string, () => string | Promise<string>>> = {
  id: () => incident,
  question: () => "joint-duty",
  kind: () => "note",
  file: () => "2026-1.csv",
  point: () => "1",
  body: () => "police",
  person: async () => (await signedIn(desk.people, { role: "worker", bodies: ["police"] })).person.id,
  key: async () => (await makeApiKey(desk.office.db, nodeCrypto, "police")).id,
  call: async () => startCall(desk.office.db, { incident: await newIncident(), body: "police" as BodyId, because: "asked", at: new Date(), by: "X" }),
  shift: async () => {
    const shift = { id: newReference(), body: "police", person: "X", place: 1, from_at: new Date(), until_at: new Date(Date.now() + 3_600_000), form: newReference(), made_at: new Date(), made_by: "X", removed_at: null }
    await desk.office.db.insertInto("counsel_shift").values(shift).execute()
    return shift.id
  },
  hold: () => setHold(desk.office.db, { department: "police", incident: null, firstDay: null, lastDay: null }),
}

/** Routes about something of the police; a shift may be taken over by whoever is counsel anywhere. */
const OF_THE_POLICE = /:(?:id|body|person|key|call|hold)\b|:shift\/remove$/
/** Routes about the whole city. */
const OF_THE_CITY = /\/counsel\/(?:withdraw|release)\b/

async function addressOf(path: string): Promise<string> {
  const parts = path.split("/").map((part) => {
    const name = /^:(\w+)/.exec(part)?.[1]
    return name === undefined ? Promise.resolve(part) : Promise.resolve((PLACES[name] ?? bug(`say in PLACES what stands for :${name} of ${path}`))())
  })
  return (await Promise.all(parts)).join("/")
}

/** With every form: what names the body, where it is the form that does. */
const SENT = { body: "police", department: "police", role: "worker" }

type Reached = "in" | "sign in" | "no" | "prove"

async function reach({ method, path }: Route, visitor: SignedIn | null): Promise<Reached> {
  const address = await addressOf(path)
  const headers = { origin: TEST_DESK }
  const init = visitor === null ? { method, headers, ...(method === "POST" ? { body: new URLSearchParams() } : {}) } : method === "POST" ? visitor.post(SENT) : visitor.get()
  const response = await app.request(address, init)
  await response.body?.cancel() // one of them goes on telling for as long as it is listened to
  const to = response.headers.get("location") ?? ""
  if (response.status === 403) return "no"
  if (response.status === 401 || /^\/en\/sign-in\?/.test(to)) return "sign in"
  if (/^\/en\/sign-in\/again/.test(to)) return "prove"
  expect([response.status, address], "a place of the address is not there, or something failed").not.toEqual([500, address])
  return "in"
}

test("each route of the desk names its deed before it does anything", () => {
  const ofDesk = routes.filter(isOfDesk)
  expect(ofDesk.length).toBeGreaterThan(25)
  expect(ofDesk.filter(({ deed }) => deed === undefined)).toEqual([])
})

test("a route without a deed is found, and one that does something first", () => {
  const careless = new Hono()
  careless.get("/en/desk/open", (c) => c.text("to anybody"))
  careless.post("/en/desk/late", (c, next) => { c.header("x-done", "yes"); return next() }, requires("desk/open"), (c) => c.text("done"))
  expect(routesOf(careless).map(({ deed }) => deed)).toEqual([undefined, undefined])
})

test("whatever else is sent to us is listed with its reason, and only the desk has deeds", () => {
  const others = routes.filter((route) => !isOfDesk(route))
  expect(others.filter(({ deed }) => deed !== undefined)).toEqual([])
  expect(others.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`).filter((key) => !Object.hasOwn(SENT_BY_ANYBODY, key))).toEqual([])
})

test("every deed is asked for by a route", () => {
  const asked = new Set(routes.map(({ deed }) => deed))
  const idle = (Object.keys(DEEDS) as Deed[]).filter((deed) => !asked.has(deed))
  expect(idle.filter((deed) => !WAITING.has(deed))).toEqual([])
})

/** Deeds whose pages are not built yet. */
const WAITING: ReadonlySet<Deed> = new Set<Deed>(["incident/read-names", "review/apart"])

describe("the matrix", () => {
  test("of every route of the desk with nobody, with each role, and with none", async () => {
    const visitors: readonly (Role | null)[] = [...ROLES, null]
    const rows: string[] = []
    const wrong: string[] = []
    for (const route of routes.filter(isOfDesk)) {
      const { method, path, deed } = route
      const nobody = await reach(route, null)
      if (nobody !== "sign in") wrong.push(`nobody: ${method} ${path}: ${nobody}`)
      const reached = await Promise.all(visitors.map(async (role) => {
        const where = whereOf(path)
        const who = await visitorOf(role, where === "all" ? "all" : "police", route)
        const found = await reach(route, who)
        const expected = expectedOf(who, deed, where)
        if (found !== expected) wrong.push(`${role ?? "no role"}: ${method} ${path}: ${found}, expected ${expected}`)
        return found
      }))
      rows.push(rowOf(route, [nobody, ...reached]))
    }
    const heads = ["nobody", ...visitors.map((role) => role ?? "no role")].map((name) => name.slice(0, 8).padEnd(8))
    process.stdout.write(`\n${"".padEnd(72)} ${heads.join(" ")}\n${rows.join("\n")}\n`)
    expect(wrong).toEqual([])
  })

  test("a role of another body opens nothing of the police, and nothing of the whole city", async () => {
    const wrong: string[] = []
    for (const route of routes.filter((one) => isOfDesk(one) && whereOf(one.path) !== "some")) {
      for (const role of ROLES) {
        const reached = await reach(route, await visitorOf(role, "library", route))
        if (reached !== "no") wrong.push(`${role}: ${route.method} ${route.path}: ${reached}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

const visitors = new Map<string, Promise<SignedIn>>()

function whereOf(path: string): Where {
  if (OF_THE_CITY.test(path)) return "all"
  return OF_THE_POLICE.test(path) ? ("police" as BodyId) : "some"
}

/** One for all routes, but where a route signs them out. */
function visitorOf(role: Role | null, body: string, { path }: Route): Promise<SignedIn> {
  const signing = (): Promise<SignedIn> => (role === null ? signedIn(desk.people) : signedIn(desk.people, { role, bodies: body === "all" ? "all" : [body] }))
  if (path.includes("sign-out")) return signing()
  const name = `${role ?? ""} ${body}`
  const known = visitors.get(name) ?? signing()
  visitors.set(name, known)
  return known
}

function rowOf({ method, path, deed }: Route, reached: readonly Reached[]): string {
  const cells = reached.map((one) => (one === "in" ? "yes" : one === "no" ? "·" : one).padEnd(8))
  return `${method.padEnd(4)} ${path.replaceAll(/\{[^/]*\}/g, "").padEnd(46)} ${(deed ?? "").padEnd(20)} ${cells.join(" ")}`
}

/** Visitors have just signed in, so what wants a new proof has it. */
function expectedOf({ person }: SignedIn, deed: Deed | undefined, where: Where): Reached {
  return deed !== undefined && may(person, deed, where) !== "no" ? "in" : "no"
}

test("the table that operators read is the program's", () => {
  const rows = (Object.keys(DEEDS) as Deed[]).map((deed) => {
    const { roles, stepUp }: { readonly roles: readonly Role[] | "anyone"; readonly stepUp: boolean } = DEEDS[deed]
    return `| \`${deed}\` | ${ROLES.map((role) => (roles === "anyone" || roles.includes(role) ? "yes" : "")).join(" | ")} | ${stepUp ? "yes" : ""} |`
  })
  const table = [`| deed | ${ROLES.join(" | ")} | new proof |`, `|---|${"---|".repeat(ROLES.length + 1)}`, ...rows].join("\n")
  expect(readFileSync("docs/operators/people.md", "utf8")).toContain(table.replaceAll("|  |", "| |").replaceAll("|  |", "| |"))
})
