/**
 * The picture of a diagram, on questions of three sizes: axe finds nothing, nothing scrolls sideways, no text lies on another as the browser
 * draws it; on a narrow telephone the words stand in for a wide picture; what is known lights the way, and a private fact never does so
 * from an address.
 */
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openPack } from "../../src/pipeline.ts"
import { serve, type Server } from "../../src/web/serve.ts"
import { axeOn } from "./setup/axe.ts"
import { launchBrowser } from "./setup/browser.ts"

/** A question, its circles, and whether its picture is too wide for a narrow telephone. */
const SIZES = [["tell-rights", 2, false], ["joint-duty", 5, true], ["execute-criminal-warrant", 8, true]] as const

let server: Server
let browser: Browser
let page: Page

beforeAll(async () => {
  const { book } = openPack("packs/chicago")
  if (book === null) throw new Error("packs/chicago cannot be read")
  server = await serve({ book, host: "127.0.0.1", port: 0 })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" })
  return () => page.close()
})

async function violations(): Promise<readonly string[]> {
  const { violations: found } = await (await axeOn(page)).include("#diagram").analyze()
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

/** Pairs of texts in the picture that meet, as this browser's font draws them. */
function meetingTexts(): Promise<readonly string[]> {
  return page.evaluate(() => {
    const lines = [...document.querySelectorAll(".picture tspan, .picture .number")].map((line) => ({ text: line.textContent, box: line.getBoundingClientRect() }))
    return lines.flatMap((one, index) => lines.slice(index + 1).filter(({ box }) => one.box.left < box.right && box.left < one.box.right && one.box.top + 3 < box.bottom && box.top + 3 < one.box.bottom).map((other) => `${one.text} / ${other.text}`))
  })
}

describe.each(SIZES)("%s", (question, circles, wide) => {
  test.each(["en", "es"])("in %s: picture and words agree, nothing meets, axe finds nothing", async (language) => {
    await page.goto(`${server.address}/${language}/law/questions/${question}`)
    expect(await page.locator(".picture circle").count()).toBe(circles)
    expect(await page.locator(".ways > li").count()).toBe(circles)
    expect(await page.locator(".picture .way").count()).toBe(await page.locator(".ways ul > li").count())
    expect(await page.locator(".picture .shape").count()).toBe(await page.locator(".ways .shape").count())
    expect(await meetingTexts()).toEqual([])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations()).toEqual([])
    }
  })

  test("on a narrow telephone", async () => {
    await page.setViewportSize({ width: 320, height: 800 })
    await page.goto(`${server.address}/en/law/questions/${question}`)
    expect(await page.isVisible(".picture")).toBe(!wide)
    expect(await page.isVisible(".ways")).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    expect(await violations()).toEqual([])
  })

  test("on paper the whole picture stands in the page", async () => {
    await page.setViewportSize({ width: 688, height: 900 })
    await page.emulateMedia({ media: "print" })
    await page.goto(`${server.address}/en/law/questions/${question}`)
    const box = await page.locator(".picture > svg").boundingBox()
    expect(box).not.toBeNull()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(688)
  })
})

describe("what is known", () => {
  test("in the address of a question's page lights the way, and goes on to the other language", async () => {
    await page.goto(`${server.address}/en/law/questions/joint-duty?body=cpd&purpose=immigration`)
    expect(await page.locator(".picture .certain").count()).toBe(2)
    expect(await page.locator(".picture .possible").count()).toBe(0)
    expect(await page.locator(".ways .lit").count()).toBe(2)
    expect(await violations()).toEqual([])
    expect(await page.getAttribute('a[hreflang="es"][lang="es"]', "href")).toBe("/es/law/questions/joint-duty?body=cpd&purpose=immigration")
  })

  test("in part leaves several ways open", async () => {
    await page.goto(`${server.address}/en/law/questions/joint-duty?body=cpd`)
    expect(await page.locator(".picture .certain").count()).toBe(1)
    expect(await page.locator(".picture .possible").count()).toBe(6)
  })

  test("and is private, or no value, is as if it were not said, and stands in no link", async () => {
    const response = await page.goto(`${server.address}/en/law/questions/joint-duty?existing_agreement=yes&who=martians`)
    expect(response?.status()).toBe(200)
    expect(await page.locator(".picture .certain, .picture .possible").count()).toBe(0)
    expect(await page.locator('a[href*="existing_agreement"], a[href*="martians"]').count()).toBe(0)
  })

  test("is lit under an answer, a private fact too, and only the public ones go on in the link", async () => {
    await page.goto(`${server.address}/en/ask/joint-duty?body=cpd&who=troops&purpose=not-said`)
    await page.check('input[value="no"]')
    await Promise.all([page.waitForEvent("load"), page.click("main form .button")])
    expect(await page.isVisible(".picture")).toBe(false)
    await page.click("summary:has-text('as a picture')")
    expect(await page.isVisible(".picture")).toBe(true)
    expect(await page.locator(".picture .certain").count()).toBe(4)
    expect(await page.getAttribute('a[href^="/en/law/questions/"]', "href")).toBe("/en/law/questions/joint-duty?body=cpd&who=troops&purpose=not-said")
  })
})
