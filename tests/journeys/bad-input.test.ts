/** Whatever is sent over HTTP to a server with the Chicago pack, it answers, and never with an error of ours. */
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openPack } from "../../src/pipeline.ts"
import { serve, type Server } from "../../src/web/serve.ts"

let server: Server

beforeAll(async () => {
  const { book } = openPack("packs/chicago")
  if (book === null) throw new Error("packs/chicago cannot be read")
  server = await serve({ book, host: "127.0.0.1", port: 0 })
})
afterAll(() => server.stop())

const question = fc.constantFrom("joint-duty", "admit-to-staff-area", "give-database-access", "switch-camera-off", "nothing")
const name = fc.oneof(fc.constantFrom("body", "who", "purpose", "paper", "existing_agreement", "on", "in-danger", "ask-again", "now-answering", "__proto__", "constructor"), fc.string({ maxLength: 20 }))
const value = fc.oneof(fc.constantFrom("cpd", "cpl", "troops", "immigration", "none", "yes", "no", "unknown", "absent", "present", "nothing", "who", "body", "2025-08-29", "2026-02-30", ""), fc.string({ maxLength: 30 }))
const fields = fc.array(fc.tuple(name, value), { maxLength: 8 }).map((pairs) => new URLSearchParams(pairs))

async function status(path: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(server.address + path, { redirect: "manual", ...init })
  await response.arrayBuffer()
  return response.status
}

test("any query", async () => {
  await fc.assert(
    fc.asyncProperty(question, fields, async (id, query) => {
      expect([200, 303, 404, 422]).toContain(await status(`/en/ask/${id}?${query.toString()}`))
    }),
    { numRuns: 300 },
  )
})

test("any form", async () => {
  await fc.assert(
    fc.asyncProperty(question, fields, fields, async (id, query, form) => {
      expect([200, 303, 404, 422]).toContain(await status(`/es/ask/${id}?${query.toString()}`, { method: "POST", body: form }))
    }),
    { numRuns: 300 },
  )
})

test("any address", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom("en", "es", "law", "ask", "bodies", "questions", "v1", "%", "%ff", ".."), fc.webSegment()), { maxLength: 4 }), async (segments) => {
      expect(await status(`/${segments.join("/")}`)).toBeLessThan(500)
    }),
    { numRuns: 200 },
  )
})

test.each([
  ["a body that is no form", "application/x-www-form-urlencoded", "%%%=%E0%A4%A"],
  ["a form in parts without an end", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"who\"\r\n\r\ntroops"],
  ["a form in parts without a boundary", "multipart/form-data", "--x"],
  ["a file where a value is expected", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"who\"; filename=\"a\"\r\n\r\ntroops\r\n--x--\r\n"],
  ["JSON where a form is expected", "application/json", "{\"who\":\"troops\"}"],
  ["bytes", "application/octet-stream", "\u0000\u0001"],
])("%s", async (_name, type, body) => {
  expect(await status("/en/ask/joint-duty", { method: "POST", headers: { "content-type": type }, body })).toBeLessThan(500)
})

test("too much at once is refused, in words", async () => {
  const response = await fetch(`${server.address}/es/ask/joint-duty`, { method: "POST", body: new URLSearchParams({ who: "x".repeat(100_000) }) })
  expect(response.status).toBe(413)
  expect(await response.text()).toContain("Fue demasiado de una vez")
})

test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])("%s is answered", async (method) => {
  expect(await status("/en/ask/joint-duty", { method })).toBeLessThan(500)
  expect(await status("/v1/answers", { method })).toBeLessThan(500)
})
