/** Every page in every state of its examples, through the app and without a server: what it shows, its language, its methods. */
import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { examples as askExamples } from "../features/ask/examples.ts"
import { examples as guideExamples } from "../features/guides/examples.ts"
import { examples as homeExamples } from "../features/home/examples.ts"
import { examples as lawExamples } from "../features/law/examples.ts"
import { examples as timelineExamples } from "../features/timeline/examples.ts"
import { bug } from "../kernel/text/bug.ts"
import type { Day } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import type { PageExample } from "../ui/example.ts"
import { type MessageKey, readSources } from "../ui/texts.ts"
import { makeApp, type LogEntry } from "./app.tsx"

const TODAY = "2026-11-24" as Day
const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const lines: LogEntry[] = []
const app = makeApp({ book, today: () => TODAY, log: (entry) => lines.push(entry) })

const LANGUAGES = ["en", "es"] as const
const pages: readonly PageExample[] = [...homeExamples, ...guideExamples, ...askExamples, ...lawExamples, ...timelineExamples]

async function get(example: PageExample, language: string): Promise<Response> {
  const init = example.form === undefined ? {} : { method: "POST", body: new URLSearchParams(example.form) }
  return app.request(`/${language}${example.path}`, init)
}

/** A text as a page has it: markup and what is put in aside, its longest plain piece. */
function plainPiece(language: (typeof LANGUAGES)[number], key: MessageKey): string {
  const source = readSources(language).get(key) ?? bug(`no text ${key}`)
  const pieces = source.split(/\.input.*\*|[{}]|\$\w+|#\w+|\/\w+/).sort((a, b) => b.length - a.length)
  return (pieces[0] ?? "").trim().replaceAll("&", "&amp;")
}

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(pages.map((page) => [page.name, page] as const))("%s", async (_name, example) => {
    const response = await get(example, language)
    const html = await response.text()
    expect(response.status).toBe(example.status)
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}" dir="ltr">`))
    const texts = example.shows.map((shown) => (typeof shown === "string" ? plainPiece(language, shown) : shown.packText))
    expect(texts.filter((text) => !html.includes(text))).toEqual([])
    expect(html).not.toMatch(/undefined|\[object |NaN/)
    expect(html).not.toMatch(/ style=|<script(?! src="\/script\/\w+\.js" integrity=")|<style/)
    expect(response.headers.get("set-cookie")).toBeNull()
    const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? ""
    expect(title.startsWith(plainPiece(language, "error.title"))).toBe(example.status === 422)
    expect(html.match(/<h1[ >]/g)).toHaveLength(1)
  })

  test("the language switch keeps the page", async () => {
    const other = language === "en" ? "es" : "en"
    const html = await (await app.request(`/${language}/ask/joint-duty?body=police`)).text()
    expect(html).toContain(`href="/${other}/ask/joint-duty?body=police" lang="${other}" hreflang="${other}"`)
  })
})

test("every link inside the site leads somewhere", async () => {
  const seen = new Set<string>(["/en/"])
  for (const path of seen) {
    const response = await app.request(path)
    expect([200, 302, 303], path).toContain(response.status)
    if (response.headers.get("content-type")?.startsWith("text/html") !== true) continue
    const html = await response.text()
    for (const [, href = ""] of html.matchAll(/href="(\/[^"#]*)/g)) seen.add(href.replaceAll("&amp;", "&"))
  }
  expect(seen.size).toBeGreaterThan(30)
})

test("a link to a clause leads to an anchor that is there", async () => {
  const html = await (await app.request("/en/bodies/police")).text()
  const hrefs = [...html.matchAll(/href="(\/en\/law\/[^"#]+)#([^"]+)"/g)]
  expect(hrefs.length).toBeGreaterThan(0)
  for (const [, path = "", anchor = ""] of hrefs) expect(await (await app.request(path)).text()).toContain(`id="${anchor}"`)
})

test("the start page leads to the language that the browser asks for, and remembers nothing", async () => {
  const to = async (header: string | null): Promise<string | null> => (await app.request("/", header === null ? {} : { headers: { "accept-language": header } })).headers.get("location")
  expect(await to("es-MX,es;q=0.9,en;q=0.8")).toBe("/es/")
  expect(await to("pl")).toBe("/en/")
  expect(await to(null)).toBe("/en/")
})

const ALLOW = "GET, HEAD, OPTIONS"

test.each([
  ["/", ALLOW],
  ["/en", ALLOW],
  ["/en/", ALLOW],
  ["/en/help", ALLOW],
  ["/en/ask", ALLOW],
  ["/es/ask/joint-duty", "GET, HEAD, POST, OPTIONS"],
  ["/en/law", ALLOW],
  ["/en/law/order-1", ALLOW],
  ["/en/law/questions/joint-duty", ALLOW],
  ["/en/bodies/police", ALLOW],
  ["/en/federal", ALLOW],
  ["/en/timeline", ALLOW],
  ["/en/timeline/federal-patrols", ALLOW],
  ["/en/timeline.atom", ALLOW],
  ["/style/emblem.svg", ALLOW],
  ["/healthz", ALLOW],
  ["/openapi.json", ALLOW],
  ["/v1/questions", ALLOW],
  ["/v1/answers", "POST, OPTIONS"],
])("%s says which methods it takes: %s", async (path, allow) => {
  const methods = allow.split(", ")
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]) {
    const response = await app.request(path, { method })
    const body = await response.text()
    if (!methods.includes(method) || method === "OPTIONS") expect([method, response.headers.get("allow")]).toEqual([method, allow])
    if (!methods.includes(method)) expect([method, response.status, body === ""]).toEqual([method, 405, method === "HEAD"])
    else if (method === "OPTIONS") expect([response.status, body]).toEqual([204, ""])
    else expect([404, 405, 500]).not.toContain(response.status)
  }
})

test("HEAD says what GET says, without the page", async () => {
  for (const path of ["/en/", "/en/ask/joint-duty?body=police", "/v1/questions", "/healthz", "/en/nowhere", "/"]) {
    const [head, got] = [await app.request(path, { method: "HEAD" }), await app.request(path)]
    expect([path, head.status, ...head.headers]).toEqual([path, got.status, ...got.headers])
    expect(await head.text()).toBe("")
  }
})

test("what nobody answers is a page for people and a problem for programs, whatever the method", async () => {
  for (const method of ["GET", "POST", "OPTIONS"]) {
    expect((await app.request("/en/nowhere", { method })).headers.get("content-type")).toBe("text/html; charset=UTF-8")
    const problem = await app.request("/v1/nowhere", { method })
    expect([problem.status, problem.headers.get("content-type"), problem.headers.get("allow")]).toEqual([404, "application/problem+json", null])
  }
})

test.each(["/en/", "/en/law/order-1", "/en/ask/joint-duty?body=police", "/v1/questions", "/openapi.json", "/style/emblem.svg"])("%s is not sent again while it is the same", async (path) => {
  const first = await app.request(path)
  const tag = first.headers.get("etag") ?? ""
  expect(tag).toMatch(/^"[0-9a-f]{40}"$/)
  const again = await app.request(path, { headers: { "if-none-match": `"other", W/${tag}` } })
  expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag])
  expect(again.headers.get("cache-control")).toBe(first.headers.get("cache-control"))
  expect((await app.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200)
})

test.each(["/en/", "/en/ask/joint-duty?body=police", "/v1/questions", "/openapi.json"])("%s is compressed for who can read it so", async (path) => {
  const plain = await app.request(path)
  const compressed = await app.request(path, { headers: { "accept-encoding": "br, gzip" } })
  expect([plain.headers.get("content-encoding"), compressed.headers.get("content-encoding")]).toEqual([null, "gzip"])
  expect(compressed.headers.get("vary")).toContain("Accept-Encoding")
  const bytes = Buffer.from(await compressed.arrayBuffer())
  expect(gunzipSync(bytes).toString()).toBe(await plain.text())
})

test.each([
  ["a form without a field", "/en/ask/joint-duty", {}, "/en/ask/joint-duty"],
  ["a form of something else", "/es/ask/joint-duty?on=2025-12-01", { x: "1" }, "/es/ask/joint-duty?on=2025-12-01"],
  ["a form that asks again", "/en/ask/joint-duty", { "ask-again": "who" }, "/en/ask/joint-duty"],
  ["a form of someone who is hurt", "/en/ask/joint-duty?body=police", { "in-danger": "yes", who: "troops" }, "/en/ask/joint-duty?in-danger=yes"],
])("danger comes first after %s", async (_name, path, form, to) => {
  const response = await app.request(path, { method: "POST", body: new URLSearchParams(form) })
  expect([response.status, response.headers.get("location")]).toEqual([303, to])
})

test.each([
  ["no field", "", "danger.title"],
  ["a fact to be asked again", "?ask-again=who", "danger.title"],
  ["a fact that the question does not have", "?age=17", "danger.title"],
  ["danger, and facts", "?in-danger=yes&body=police&who=troops", "danger.help-first"],
  ["danger, and a wrong fact", "?in-danger=yes&who=martians", "danger.help-first"],
] as const)("danger comes first at an address with %s", async (_name, query, shown) => {
  expect(await (await app.request(`/en/ask/joint-duty${query}`)).text()).toContain(`<h1>${plainPiece("en", shown)}`)
})

test("a private fact does not stay in the address of the first screen", async () => {
  const response = await app.request("/en/ask/joint-duty?existing_agreement=yes")
  expect([response.status, response.headers.get("location")]).toEqual([303, "/en/ask/joint-duty"])
})

test("the style sheet stands at an address made of its bytes, and may be kept for ever", async () => {
  const html = await (await app.request("/en/")).text()
  const path = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? ""
  const response = await app.request(path)
  expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8")
  expect(response.headers.get("cache-control")).toContain("immutable")
})

test("what was asked is for the reader's own browser to keep, and nobody between", async () => {
  const { headers } = await app.request("/en/ask/joint-duty?body=police")
  expect(headers.get("cache-control")).toBe("private, no-cache")
})

test("the log holds route, status and time: no address, query, sender or program", async () => {
  lines.length = 0
  await app.request("/en/ask/joint-duty?body=police", { headers: { "user-agent": "secret-phone", "x-forwarded-for": "203.0.113.9" } })
  await app.request("/en/nowhere/secret-page?secret=1")
  expect(lines.map(({ route, status }) => [route, status])).toEqual([["/en/ask/:question", 200], [expect.any(String), 404]])
  expect(JSON.stringify(lines)).not.toMatch(/secret|police|203\.0/)
})

test("an error of ours is a page that says so, in the language of the address, and tells nothing", async () => {
  const told: string[] = []
  const broken = makeApp({ book: { ...book, question: (id) => { throw new TypeError(`secret cause\nof ${id}`) } }, today: () => TODAY, tell: (failure) => told.push(failure) })
  const response = await broken.request("/es/ask/joint-duty?body=secret")
  const html = await response.text()
  expect(response.status).toBe(500)
  expect(html).toContain(plainPiece("es", "error.failed-title"))
  expect(html).not.toContain("secret")
  const problem = await broken.request("/v1/answers", { method: "POST", headers: { "content-type": "application/json" }, body: '{"question":"secret"}' })
  expect([problem.status, problem.headers.get("content-type")]).toEqual([500, "application/problem+json"])
  expect(told).toHaveLength(2)
  expect(told[0]).toMatch(/^\/es\/ask\/:question: TypeError\n +at /)
  expect(told[1]).toMatch(/^\/v1\/answers: TypeError\n +at /)
  expect(told.join()).not.toMatch(/secret|joint-duty/)
})

test("a database that is away is a page that says so, and a 503 for programs: what was sent may be sent again", async () => {
  const away = makeApp({ book: { ...book, question: () => { throw Object.assign(new Error("terminating connection"), { code: "57P01" }) } }, today: () => TODAY, tell: () => undefined })
  const page = await away.request("/es/ask/joint-duty")
  expect([page.status, page.headers.get("retry-after")]).toEqual([503, "5"])
  expect(await page.text()).toContain(plainPiece("es", "error.away-title"))
  const problem = await away.request("/v1/answers", { method: "POST", headers: { "content-type": "application/json" }, body: '{"question":"joint-duty"}' })
  expect([problem.status, problem.headers.get("content-type"), problem.headers.get("retry-after")]).toEqual([503, "application/problem+json", "5"])
})

test("the description names each address and form once", async () => {
  const described = (await (await app.request("/openapi.json")).json()) as { openapi: string; paths: Record<string, unknown>; components: { schemas: Record<string, unknown> } }
  expect(described.openapi).toBe("3.1.0")
  expect(Object.keys(described.paths)).toEqual(["/v1/questions", "/v1/answers", "/healthz", "/v1/decisions", "/v1/decisions/{reference}/receipt", "/v1/decisions/{reference}/opening", "/v1/incidents", "/v1/incidents/{id}"])
  expect(Object.keys(described.components.schemas)).toEqual(["AnswerRequest", "Answer", "Questions", "Problem", "Decision", "IncidentRequest", "Incident"])
  const references = [...JSON.stringify(described).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? "")
  expect(references.filter((name) => !(name in described.components.schemas))).toEqual([])
})
