/** The HTTP server: headers on whatever it answers, silence about who asked, and an end that comes when it is told. */
import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { bug } from "../kernel/text/bug.ts"
import type { Day } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import { makeApp } from "./app.tsx"
import { listen, type Server } from "./serve.ts"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const told: string[] = []
const app = makeApp({ book, today: () => "2026-11-24" as Day, tell: (failure) => told.push(failure) })
let server: Server

beforeAll(async () => {
  server = await listen(app, "127.0.0.1", 0)
})
afterAll(() => server.stop())

/** What is sent as it is, and all that comes back until the server closes or `patience` is over. */
async function exchange(sent: string | readonly string[], patience = 300): Promise<string> {
  const socket = connect(Number(new URL(server.address).port), "127.0.0.1")
  let received = ""
  socket.on("data", (chunk) => { received += chunk.toString("latin1") })
  socket.on("error", () => undefined)
  for (const piece of [sent].flat()) socket.write(piece, "latin1")
  await Promise.race([once(socket, "close"), new Promise((resolve) => setTimeout(resolve, patience))])
  socket.destroy()
  return received
}

const KNOWN = { ":question": "joint-duty", ":instrument": "order-1", ":body": "police", ":guide": "door" }
const routes = [...new Set(app.routes.filter(({ method }) => method !== "ALL").map(({ path }) => path))]
const addresses = routes.flatMap((route) => [Object.entries(KNOWN).reduce((path, [name, id]) => path.replace(name, id), route.replace(/\{.*\}/, "")), route.replace(/:\w+(?:\{.*\})?/, "nowhere")])

const NOTHING_RUNS = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** Where the receipts' script runs, nothing can be sent, not even a form; and nothing is allowed that is not asked for. */
const SCRIPT_RUNS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

const SENDS_FORMS = `${NOTHING_RUNS}; script-src 'self'`

/** The few addresses where our own script runs: there, and only where they are answered with themselves, the policy is another. */
const OWN_POLICIES: readonly (readonly [address: RegExp, policy: string])[] = [
  [/^\/(?:en|es)\/(?:verify|door|help)$/, SCRIPT_RUNS],
  // What waited on a device is sent to us.
  [/^\/(?:en|es)\/offline$/, `${SCRIPT_RUNS}; connect-src 'self'`],
  [/^\/(?:en|es)\/(?:sign-in(?:\/.*)?|desk\/me(?:\/.*)?)$/, SENDS_FORMS],
  [/^\/(?:en|es)\/desk\/counsel(?:\/mail)?$/, `${SENDS_FORMS}; connect-src 'self'`],
]
const WORKER_FETCHES = "default-src 'none'; connect-src 'self'"

async function policyAt(path: string, method: string): Promise<string> {
  if (path === "/service-worker.js" && (method === "GET" || method === "HEAD")) return WORKER_FETCHES
  const own = OWN_POLICIES.find(([address]) => address.test(path))?.[1]
  return own !== undefined && (await fetch(server.address + path, { method, redirect: "manual" })).ok ? own : NOTHING_RUNS
}

test("the walk meets every route", () => {
  expect(routes.length).toBeGreaterThan(20)
  expect(routes.filter((route) => route.includes("*"))).toEqual([])
})

describe.each(["GET", "HEAD", "POST", "PUT", "OPTIONS"])("%s", (method) => {
  test.each([...new Set([...addresses, "/nowhere", "/v1/nowhere"])])("%s: nothing runs, nothing is fetched from elsewhere, nothing frames us, no cookie", async (path) => {
    const { headers } = await fetch(server.address + path, { method, redirect: "manual" })
    expect(headers.get("content-security-policy")).toBe(await policyAt(path, method))
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    // Under `no-referrer` a browser would not say where the desk's own forms come from (Fetch, "Origin" of a POST).
    expect(headers.get("referrer-policy")).toBe(/^\/(?:en|es)\/(?:desk|sign-in)(?:\/|$)/.test(path) ? "same-origin" : "no-referrer")
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin")
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp")
    // What the record shows is for everybody to fetch and check, from any page; nothing else is.
    const open = headers.get("access-control-allow-origin")
    expect(open === null || path.startsWith("/record/")).toBe(true)
    expect(headers.get("cross-origin-resource-policy")).toBe(open === "*" ? "cross-origin" : "same-origin")
    expect(headers.get("permissions-policy")).toContain("geolocation=()")
    expect(headers.get("strict-transport-security")).toBeNull()
    expect(headers.get("set-cookie")).toBeNull()
    expect(headers.get("x-powered-by") ?? headers.get("server")).toBeNull()
  })
})

test("over TLS, as the proxy before us says, this host alone is held to it", async () => {
  const { headers } = await fetch(`${server.address}/en/`, { headers: { "x-forwarded-proto": "https" } })
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000")
})

test.each([
  ["no host", "GET /en/ HTTP/1.1\r\nconnection: close\r\n\r\n", "400"],
  ["a host that is none", "GET /en/ HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n", "400"],
  ["two hosts", "GET /en/ HTTP/1.1\r\nhost: a\r\nHost: b\r\nconnection: close\r\n\r\n", "400"],
  ["two lengths", "POST /v1/answers HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", "400"],
  ["a length and chunks", "POST /v1/answers HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", "400"],
  ["chunks that are not the last coding", "POST /v1/answers HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n", "400"],
  ["a line that is folded", "GET /en/ HTTP/1.1\r\nhost: a\r\nx: 1\r\n 2\r\n\r\n", "400"],
  ["a backslash", "GET /en/\\..\\ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "400"],
  ["a head without an end", `GET /en/ HTTP/1.1\r\nhost: a\r\nx: ${"x".repeat(20_000)}`, "431"],
  ["no HTTP", "hello\r\n\r\n", "400"],
  ["another version", "GET /en/ HTTP/9.9\r\nhost: a\r\n\r\n", "400"],
])("%s is refused", async (_name, sent, status) => {
  expect(await exchange(sent)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test("the server as a whole is asked what it takes", async () => {
  expect(await exchange("OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).toMatch(/^HTTP\/1.1 204 /)
})

test("a form of very many fields costs no more than its length", async () => {
  const form = Array.from({ length: 9_000 }, (_, index) => `${String(index)}=`).join("&")
  const start = performance.now()
  const response = await fetch(`${server.address}/en/ask/joint-duty`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: form, redirect: "manual" })
  expect(response.status).toBe(303)
  expect(performance.now() - start).toBeLessThan(500)
})

test.each([
  ["/EN/", 404],
  ["/en//law", 404],
  ["/en/law/", 404],
  ["//en/", 404],
  ["/en/%2e%2e/es/", 200],
  ["/en/../es/", 200],
  ["/../../etc/passwd", 404],
  ["/en/law/..%2f..%2fetc%2fpasswd", 404],
  ["/en/law/%00", 404],
  ["/en/law/%ff", 404],
  ["/en/law/%", 404],
  ["/style/..%2f..%2fpackage.json", 404],
  ["http://elsewhere.example/en/", 200],
])("%s gets %i", async (path, status) => {
  expect(await exchange(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`, 2_000)).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `))
})

test.each(["", "*", "es;q=nonsense", "es;q=0, *;q=0.1", ",,,;;;", "x".repeat(8_000), "es-419-x-private;q=1.0", "EN"])("the start page answers whatever language is asked for: `%s`", async (header) => {
  const { status, headers } = await fetch(server.address, { headers: { "accept-language": header }, redirect: "manual" })
  expect([status, ["/en/", "/es/"].includes(headers.get("location") ?? "")]).toEqual([302, true])
})

describe("what is printed", () => {
  const printed: string[] = []
  const takeAway: (() => void)[] = []
  beforeEach(() => {
    told.length = 0
    printed.length = 0
    for (const stream of [process.stdout, process.stderr]) {
      const spy = vi.spyOn(stream, "write").mockImplementation((chunk) => { printed.push(String(chunk)); return true })
      takeAway.push(() => { spy.mockRestore() })
    }
    for (const name of ["log", "info", "warn", "error"] as const) {
      const spy = vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => { printed.push(parts.map(String).join(" ")) })
      takeAway.push(() => { spy.mockRestore() })
    }
  })
  afterEach(() => {
    for (const done of takeAway.splice(0)) done()
  })

  async function abandon(sent: string, afterFirstByte: boolean): Promise<void> {
    const socket: Socket = connect(Number(new URL(server.address).port), "127.0.0.1")
    socket.on("error", () => undefined)
    socket.write(sent)
    await (afterFirstByte ? once(socket, "data") : new Promise((resolve) => setTimeout(resolve, 50)))
    socket.resetAndDestroy()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }

  test.each([
    ["in the middle of JSON", "POST /v1/answers HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"question\":", false],
    ["in the middle of chunks", "POST /v1/answers HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"que\r\n", false],
    ["in the middle of a form", "POST /en/ask/joint-duty HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nwho=tr", false],
    ["in the middle of a head", "GET /en/ HTTP/1.1\r\nhost:", false],
    ["before the page", "GET /en/law/order-1 HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n", false],
    ["in the middle of the page", "GET /en/law/order-1 HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n", true],
    ["in the middle of many", "GET /v1/questions HTTP/1.1\r\nhost: a\r\n\r\n".repeat(200), true],
  ])("who goes away %s is no error", async (_name, sent, afterFirstByte) => {
    await abandon(sent, afterFirstByte)
    expect(told).toEqual([])
    expect(printed).toEqual([])
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
  })
})

describe("told to stop", () => {
  async function timeToStop(before: (own: Server) => Promise<Socket>): Promise<number> {
    const own = await listen(app, "127.0.0.1", 0)
    const socket = await before(own)
    const start = performance.now()
    await own.stop()
    socket.destroy()
    return performance.now() - start
  }

  async function opened(own: Server, sent: string): Promise<Socket> {
    const socket = connect(Number(new URL(own.address).port), "127.0.0.1")
    socket.on("error", () => undefined)
    await once(socket, "connect")
    socket.write(sent)
    await new Promise((resolve) => setTimeout(resolve, 100))
    return socket
  }

  test.each([
    ["a connection without a request", "", 500],
    ["half a head", "GET /healthz HTTP/1.1\r\nho", 500],
    ["a connection kept open after its request", "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n", 500],
    ["a request that does not end", "POST /v1/answers HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{", 2_500],
  ])("%s does not hold it up", async (_name, sent, within) => {
    expect(await timeToStop((own) => opened(own, sent))).toBeLessThan(within)
  })

  test("a request under way is answered before its connection is closed", async () => {
    const own = await listen(app, "127.0.0.1", 0)
    const socket = await opened(own, "POST /v1/answers HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 25\r\n\r\n")
    let received = ""
    socket.on("data", (chunk) => { received += chunk.toString() })
    const stopped = Promise.all([own.stop(), once(socket, "close")])
    socket.write('{"question":"joint-duty"}')
    const start = performance.now()
    await stopped
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(received).toMatch(/^HTTP\/1.1 200 /)
  })
})
