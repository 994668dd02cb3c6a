/**
 * Every kind of page of the Chicago pack, in one language (a file each, so that they run side by side), light and dark, on a narrow telephone and a wide screen: axe finds
 * nothing, nothing scrolls sideways, every character has a glyph, nothing is blocked or fetched from elsewhere, no cookie is set.
 */
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { LawBook } from "../../../src/law/book.ts"
import { openPack } from "../../../src/pipeline.ts"
import { serve, type Server } from "../../../src/web/serve.ts"
import { axeOn } from "./axe.ts"
import { launchBrowser } from "./browser.ts"
import { missingGlyphs } from "./glyphs.ts"

const PRIVATE = "/ask/joint-duty?body=cpd&who=troops&purpose=not-said"

/** Each kind of page once; `send` presses the page's button after choosing a private fact's value. */
const PAGES: readonly (readonly [name: string, path: string, send?: string | undefined])[] = [
  ["home", "/"],
  ["a guide", "/door"],
  ["what paper is this", "/paper"],
  ["help", "/help"],
  ["what city workers must do", "/help/rules"],
  ["the law", "/law"],
  ["an order", "/law/eo-right-to-protest"],
  ["a statute", "/law/il-camera"],
  ["a court order", "/law/court-ellis"],
  ["a question of law", "/law/questions/joint-duty"],
  ["what changed, by day", "/law/compare"],
  ["what an order changed", "/law/compare?from=2025-08-29&to=2025-08-30"],
  ["a day that is none", "/law/compare?from=soon&to=2025-08-30"],
  ["the bodies", "/bodies"],
  ["a body", "/bodies/cpl"],
  ["for federal officials", "/federal"],
  ["the time line", "/timeline?first=oldest&clause=eo-2025-6%23cl_stand-down"],
  ["an event", "/timeline/guard-chicago"],
  ["a demand", "/notices/stand-down"],
  ["what is not known", "/timeline/unknown"],
  ["the questions", "/ask"],
  ["danger first", "/ask/joint-duty"],
  ["help first", "/ask/joint-duty?in-danger=yes"],
  ["which body asks", "/ask/joint-duty?in-danger=no&ask-again=body"],
  ["a question", "/ask/admit-to-staff-area?who=immigration-agents&ask-again=paper"],
  ["a private question", PRIVATE],
  ["an error", "/ask/admit-to-staff-area?now-answering=who"],
  ["prohibited", "/ask/joint-duty?body=cpd&who=immigration-agents&purpose=immigration"],
  ["allowed", "/ask/tell-rights?body=cpl&rights_asked=rights&other_language=no"],
  ["required", "/ask/document-agents?body=cpd&who=immigration-agents&seen=apparent-lawbreaking"],
  ["advised against", "/ask/admit-to-staff-area?body=cpl&who=immigration-agents&paper=none"],
  ["silent", "/ask/answer-status-request?body=cpl&asker=federal-agents&paper=none"],
  ["not enough is known", PRIVATE, "unknown"],
  ["the law of another day", "/ask/joint-duty?body=cpd&who=immigration-agents&purpose=immigration&on=2025-08-29"],
  ["no such page", "/nowhere"],
]

async function show(page: Page, address: string, send: string | undefined): Promise<void> {
  await page.goto(address)
  if (send === undefined) return
  await page.check(`input[value="${send}"]`)
  await Promise.all([page.waitForEvent("load"), page.click("main form .button")])
}

/** What the browser would not do, and whom it asked: told on the console or by requests. */
function watch(page: Page, own: string): { readonly blocked: string[]; readonly elsewhere: string[] } {
  const seen = { blocked: [] as string[], elsewhere: [] as string[] }
  page.on("console", (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) seen.blocked.push(message.text())
  })
  page.on("request", (request) => {
    if (!request.url().startsWith(own)) seen.elsewhere.push(request.url())
  })
  return seen
}

/** WCAG 2.2 AA in the light; in the dark only what other colours can break. */
async function violations(page: Page, scheme: "light" | "dark"): Promise<readonly string[]> {
  const axe = await axeOn(page)
  const { violations: found } = await (scheme === "light" ? axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]) : axe.withRules(["color-contrast", "link-in-text-block"])).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${scheme}, ${id}: ${node.html}`))
}

/** Declares the tests of a language's pages. */
export function testEveryPage(language: string): void {
  describe(`every page in ${language}`, () => {
    let book: LawBook
    let server: Server
    let browser: Browser
    let context: BrowserContext
    let page: Page
    let seen: ReturnType<typeof watch>
    beforeAll(async () => {
      const opened = openPack("packs/chicago").book
      if (opened === null) throw new Error("packs/chicago cannot be read")
      book = opened
      server = await serve({ book, host: "127.0.0.1", port: 0 })
      browser = await launchBrowser()
      context = await browser.newContext({ reducedMotion: "reduce" })
      page = await context.newPage()
      seen = watch(page, server.address)
    })
    afterAll(async () => {
      await browser.close()
      await server.stop()
    })

    test.each(PAGES.map(([name, path, send]) => [name, path, send] as const))("%s", async (_name, path, send) => {
      await show(page, `${server.address}/${language}${path}`, send)
      expect(await page.getAttribute("html", "lang")).toBe(language)
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 })
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await violations(page, colorScheme)).toEqual([])
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
      }
      expect(await missingGlyphs(page)).toEqual([])
      expect(seen).toEqual({ blocked: [], elsewhere: [] })
      expect(await context.cookies()).toEqual([])
    })

    test("no law, question, body or event has a page that scrolls sideways on a narrow telephone", async () => {
      const { pack } = book
      const paths = [...pack.instruments.map(({ id }) => `/law/${id}`), ...pack.questions.flatMap(({ id }) => [`/law/questions/${id}`, `/ask/${id}?in-danger=no`]), ...pack.bodies.map(({ id }) => `/bodies/${id}`), ...pack.guides.map(({ id }) => `/${id}`), "/timeline", ...pack.timeline.events.map(({ id }) => `/timeline/${id}`), ...pack.timeline.notices.map(({ id }) => `/notices/${id}`)]
      await page.setViewportSize({ width: 320, height: 800 })
      const wide: string[] = []
      for (const path of paths) {
        await page.goto(`${server.address}/${language}${path}`)
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) wide.push(path)
      }
      expect(wide).toEqual([])
    })
  })
}
