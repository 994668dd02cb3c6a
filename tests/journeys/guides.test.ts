/**
 * A resident's guide in a browser: left with a script and without, the bar to leave it on nothing, kinds of paper opened in place, on paper
 * whole, and nothing left behind.
 */
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openPack } from "../../src/pipeline.ts"
import { serve, type Server } from "../../src/web/serve.ts"
import { launchBrowser } from "./setup/browser.ts"

const { book } = openPack("packs/chicago")
if (book === null) throw new Error("packs/chicago cannot be read")

let server: Server
let browser: Browser

beforeAll(async () => {
  server = await serve({ book, host: "127.0.0.1", port: 0 })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

/** A telephone that can reach this server, and the page to leave to as far as it is told to. */
async function open(path: string, javaScriptEnabled: boolean): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly elsewhere: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 }, reducedMotion: "reduce" })
  const elsewhere: string[] = []
  await context.route((url) => url.origin !== server.address, (route) => {
    elsewhere.push(`${route.request().url()} from ${route.request().headers()["referer"] ?? "nowhere"}`)
    return route.fulfill({ contentType: "text/html", body: "<title>Elsewhere</title>" })
  })
  const page = await context.newPage()
  await page.goto(`${server.address}/es/`)
  await page.goto(`${server.address}${path}`)
  return { context, page, elsewhere }
}

test.each([["with a script, Back does not lead to it again", true, "/es/"], ["without a script, by a link", false, "/es/door"]] as const)("a guide is left %s, and nobody is told where from", async (_name, javaScriptEnabled, back) => {
  const { context, page, elsewhere } = await open("/es/door", javaScriptEnabled)
  expect(elsewhere).toEqual([])
  await page.click("text=Salir de esta página")
  await page.waitForURL("https://es.wikipedia.org/")
  expect(elsewhere).toEqual(["https://es.wikipedia.org/ from nowhere"])
  await page.goBack()
  expect(new URL(page.url()).pathname).toBe(back)
  expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
  await context.close()
})

test("the way to leave stays in sight, and on nothing that is gone to", async () => {
  const { context, page } = await open("/es/door", false)
  await page.locator("#source-3").scrollIntoViewIfNeeded()
  const bar = await page.locator(".leave").boundingBox()
  expect(bar?.y).toBe(0)
  await page.goto(`${server.address}/es/door#source-1`)
  expect((await page.locator("#source-1").boundingBox())?.y).toBeGreaterThanOrEqual(bar?.height ?? 640)
  await context.close()
})

test("a kind of paper opens in place: no request, the same address; on paper all stand open and the bar is gone", async () => {
  const { context, page } = await open("/es/paper", false)
  const requests: string[] = []
  page.on("request", (request) => requests.push(request.url()))
  const statement = page.locator(".in-place .said").first()
  expect(await statement.isVisible()).toBe(false)
  await page.locator(".in-place summary").first().click()
  expect([await statement.isVisible(), new URL(page.url()).pathname + new URL(page.url()).hash, requests]).toEqual([true, "/es/paper", []])
  await page.emulateMedia({ media: "print" })
  const shown = await page.locator(".in-place .statements").evaluateAll((lists) => lists.map((list) => list.checkVisibility()))
  expect(new Set(shown)).toEqual(new Set([true]))
  expect(await page.locator(".leave").isVisible()).toBe(false)
  await context.close()
})

test("the source's words open beside a translation, without a script", async () => {
  const { context, page } = await open("/es/door", false)
  const original = page.getByText("Stay calm.", { exact: true })
  expect(await original.isVisible()).toBe(false)
  await page.locator("li", { hasText: "Mantenga la calma." }).locator("summary").click()
  expect(await original.isVisible()).toBe(true)
  await context.close()
})
