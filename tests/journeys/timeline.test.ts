/**
 * The time line of the Chicago pack in a browser: the picture across, upright and on paper, with no text on another; filters by links alone;
 * from a clause to what happened to it and back; and data for machines in schema.org's words.
 */
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openPack } from "../../src/pipeline.ts"
import { serve, type Server } from "../../src/web/serve.ts"
import { launchBrowser } from "./setup/browser.ts"

const { book } = openPack("packs/chicago")
if (book === null) throw new Error("packs/chicago cannot be read")
const { timeline } = book.pack
const marks = timeline.events.reduce((sum, { history }) => sum + history.length, 0)

let server: Server
let browser: Browser
let page: Page

beforeAll(async () => {
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

/** Lines of text in a picture that meet, as this browser's font draws them. */
function meetingTexts(picture: string): Promise<readonly string[]> {
  return page.evaluate((selector) => {
    const lines = [...document.querySelectorAll(`${selector} tspan, ${selector} .small`)].map((line) => ({ text: line.textContent, box: line.getBoundingClientRect() }))
    return lines.flatMap((one, index) => lines.slice(index + 1).filter(({ box }) => one.box.left < box.right && box.left < one.box.right && one.box.top + 4 < box.bottom && box.top + 4 < one.box.bottom).map((other) => `${one.text} / ${other.text}`))
  }, picture)
}

/** Texts that leave the picture at its end. */
function leavingTexts(picture: string): Promise<readonly string[]> {
  return page.evaluate((selector) => {
    const edge = document.querySelector(selector)?.getBoundingClientRect().right ?? 0
    return [...document.querySelectorAll(`${selector} tspan`)].filter((line) => line.getBoundingClientRect().right > edge + 1).map((line) => line.textContent)
  }, picture)
}

describe.each(["en", "es"])("the picture in %s", (language) => {
  test.each([["across", 1280], ["across", 900], ["upright", 320]] as const)("%s at %i pixels shows every status, no text on another", async (shown, width) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${server.address}/${language}/timeline`)
    expect([await page.isVisible(".across"), await page.isVisible(".upright")]).toEqual([shown === "across", shown === "upright"])
    expect(await page.locator(`.${shown} > .mark`).count()).toBe(marks)
    expect(await meetingTexts(`.${shown}`)).toEqual([])
    expect(await leavingTexts(`.${shown}`)).toEqual([])
  })
})

test("on paper stands the picture across, whole in the page, and nothing to choose", async () => {
  await page.setViewportSize({ width: 688, height: 900 })
  await page.emulateMedia({ media: "print" })
  await page.goto(`${server.address}/en/timeline`)
  expect([await page.isVisible(".across"), await page.isVisible(".upright"), await page.isVisible(".filter")]).toEqual([true, false, false])
  const box = await page.locator(".across").boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(688)
})

test("on paper figures and what was corrected stand unfolded", async () => {
  const on = timeline.statements.find(({ data, about }) => data.length > 0 && about.events.length > 0)?.about.events[0]
  await page.goto(`${server.address}/en/timeline/${on ?? ""}`)
  const shown = (): Promise<readonly boolean[]> => page.locator("details .figure-list").evaluateAll((lists) => lists.map((list) => list.checkVisibility()))
  expect(new Set(await shown())).toEqual(new Set([false]))
  await page.emulateMedia({ media: "print" })
  expect(new Set(await shown())).toEqual(new Set([true]))
})

test("the words under the picture say as much as it shows, and unfold without a script", async () => {
  await page.goto(`${server.address}/en/timeline`)
  expect(await page.isVisible(".in-words")).toBe(false)
  await page.click("summary:has-text('The picture in words')")
  expect(await page.locator(".in-words a").count()).toBe(timeline.events.length)
  expect((await page.locator(".in-words").innerText()).split(" · ").length - 1).toBe(marks)
})

test("links choose, keep what is chosen, and go on to the other language", async () => {
  await page.goto(`${server.address}/en/timeline`)
  await page.click("summary:has-text('Choose what is shown')")
  for (const name of [/^Statement/, /^City/, /^Oldest first/]) await page.locator(".choose").getByRole("link", { name }).click()
  const own = timeline.statements.filter(({ side }) => side === "city")
  expect(new URL(page.url()).search).toBe("?first=oldest&kind=statement&side=city")
  expect(await page.locator(".entry").count()).toBe(own.length)
  expect(await page.getAttribute('a[hreflang="es"][lang="es"]', "href")).toBe("/es/timeline?first=oldest&kind=statement&side=city")
  await page.click("a:has-text('Show all')")
  expect(new URL(page.url()).search).toBe("?first=oldest")
})

test("a clause leads to what happened to it, and that leads back", async () => {
  const event = timeline.events.find(({ clauses }) => clauses.length > 0)
  const [instrument, eId] = event?.clauses[0]?.split("#") ?? []
  await page.goto(`${server.address}/en/law/${instrument ?? ""}`)
  await page.click(`.clause[id="${eId ?? ""}"] .clause-events a[href="/en/timeline/${event?.id ?? ""}"]`)
  await page.click(`main a[href="/en/law/${instrument ?? ""}#${eId ?? ""}"]`)
  expect(new URL(page.url()).pathname).toBe(`/en/law/${instrument ?? ""}`)
})

/** What our pages say in the words of https://schema.org, and no other. */
const TERMS: Readonly<Record<string, readonly string[]>> = {
  Statement: ["text", "dateCreated", "author", "correction"],
  CreativeWork: ["about", "correction"],
  Event: ["name", "description", "startDate"],
  Message: ["name", "dateCreated", "sender", "recipient", "text", "correction"],
  CorrectionComment: ["text", "datePublished"],
}

test("data for machines is in schema.org's words, each of its own type", async () => {
  const event = timeline.statements.find(({ about }) => about.events.length > 0)?.about.events[0]
  const said = new Set<string>()
  for (const path of ["/timeline", `/timeline/${event ?? ""}`, `/notices/${timeline.notices[0]?.id ?? ""}`]) {
    await page.goto(`${server.address}/en${path}`)
    const found = await page.evaluate(() => [...document.querySelectorAll("[itemprop]")].map((one) => `${(one.parentElement?.closest("[itemscope]")?.getAttribute("itemtype") ?? "").replace("https://schema.org/", "")}.${one.getAttribute("itemprop") ?? ""}`))
    for (const term of found) said.add(term)
  }
  const known = Object.entries(TERMS).flatMap(([type, names]) => names.map((name) => `${type}.${name}`))
  expect([...said].filter((term) => !known.includes(term))).toEqual([])
  expect([...said]).toEqual(expect.arrayContaining(["Statement.author", "Event.startDate", "Message.recipient"]))
})
