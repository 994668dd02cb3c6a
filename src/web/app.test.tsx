/** Every page in every state of its examples, through the app and without a server: what it shows, its language, its headers. */
import { describe, expect, test } from "vitest"
import { examples as askExamples } from "../features/ask/examples.ts"
import { examples as homeExamples } from "../features/home/examples.ts"
import { examples as lawExamples } from "../features/law/examples.ts"
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
const pages: readonly PageExample[] = [...homeExamples, ...askExamples, ...lawExamples]

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
    expect(html).not.toMatch(/ style=|<script|<style/)
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

test("headers: nothing runs, nothing is fetched from elsewhere, nothing frames us", async () => {
  for (const path of ["/en/", "/v1/questions", "/nowhere", "/healthz"]) {
    const { headers } = await app.request(path)
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("referrer-policy")).toBe("no-referrer")
    expect(headers.get("strict-transport-security")).toBeNull()
    expect(headers.get("set-cookie")).toBeNull()
  }
  const overTls = await app.request("https://law.example.org/en/")
  expect(overTls.headers.get("strict-transport-security")).toContain("max-age=")
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
  const broken = makeApp({ book: { ...book, question: () => { throw new Error("secret cause") } }, today: () => TODAY })
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = () => true
  const response = await broken.request("/es/ask/joint-duty")
  process.stderr.write = write
  const html = await response.text()
  expect(response.status).toBe(500)
  expect(html).toContain(plainPiece("es", "error.failed-title"))
  expect(html).not.toContain("secret")
})
