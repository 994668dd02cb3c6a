/**
 * Checking in a real browser: a person drops or chooses files, without a mouse or without a network, and sees what holds and what does not,
 * by the name of the step. Nothing leaves the page.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { textFromUtf8, utf8 } from "../../src/kernel/text/bytes.ts"
import type { Day } from "../../src/law/types.ts"
import { openPack } from "../../src/pipeline.ts"
import { makeApp } from "../../src/web/app.tsx"
import { listen, type Server } from "../../src/web/serve.ts"
import { publicRecordOf, smallRecord } from "../setup/small-record.ts"
import { axeOn } from "./setup/axe.ts"
import { launchBrowser } from "./setup/browser.ts"
import { missingGlyphs } from "./setup/glyphs.ts"

const record = smallRecord()
const { receipts, openings, kept, checkpoints, tree } = record
const folder = mkdtempSync(join(tmpdir(), "writ-verify-page-"))
let server: Server
let browser: Browser
let context: BrowserContext
let page: Page
/** What the page asked for once it was loaded, and what it reported. */
let asked: string[]
let troubles: string[]

beforeAll(async () => {
  const { book } = openPack("packs/example")
  if (book === null) throw new Error("packs/example cannot be read")
  server = await listen(makeApp({ book, today: () => "2026-11-25" as Day, doors: () => Promise.resolve({ desk: null, people: null, publicRecord: publicRecordOf(record) }) }), "127.0.0.1", 0)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  context = await browser.newContext({ reducedMotion: "reduce" })
  page = await context.newPage()
})
afterEach(() => context.close())

interface Given {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const file = (name: string, bytes: Uint8Array): Given => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) })
const ACT = file("act.tlog-proof", receipts.act)
const LAW = [file("law.tlog-proof", receipts.law), file("list.json", kept.list.bytes), file("forest.json", kept.forest.bytes)]
const WHOLE = [ACT, file("opening.json", openings.act), ...LAW]
const LIE = [file("lie.tlog-proof", receipts.lie), file("lie.json", openings.lie), ...LAW]
const TILES = [...tree].filter(([path]) => /^tile\/\d/.test(path)).map(([path, bytes]) => file(path.replaceAll("/", "-"), bytes))

/** Loads the page, then watches what it does. */
async function open(language = "en"): Promise<void> {
  await page.goto(`${server.address}/${language}/verify`)
  await page.waitForSelector("#check:not([hidden])")
  asked = []
  troubles = []
  page.on("request", (request) => asked.push(request.url()))
  page.on("console", (message) => troubles.push(message.text()))
  page.on("pageerror", (error) => troubles.push(error.message))
}

async function choose(...files: readonly Given[]): Promise<void> {
  await page.setInputFiles("#files", [...files])
  await page.waitForSelector("#results[aria-busy=false]")
}

/** As a browser makes it of files that are dragged in from outside. */
async function drop(...files: readonly Given[]): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer()
    for (const { name, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name))
    return data
  }, files.map(({ name, buffer }) => ({ name, bytes: [...buffer] })))
  for (const kind of ["dragover", "drop"]) await page.dispatchEvent("h1", kind, { dataTransfer: transfer })
  await page.waitForSelector("#results[aria-busy=false]")
}

const verdicts = (): Promise<readonly string[]> => page.locator(".check .word").allTextContents()
const says = (): Promise<readonly string[]> => page.locator(".check .says").allTextContents()
const report = (): Promise<string> => page.innerText("#report")

describe.each([
  ["chosen", choose],
  ["dropped", drop],
] as const)("files that are %s", (_, give) => {
  test("a receipt, its opening and its law are accepted, and decided again; without a network, and nothing is asked for", async () => {
    await open()
    await context.setOffline(true)
    await give(...WHOLE)
    expect(await verdicts()).toEqual(["Holds"])
    expect(await report()).toContain("Decided again from the diagram that the record keeps for this law: joint-duty on 2026-02-01 gives prohibited, by the same rules")
    expect(await report()).toContain("Witnesses of the policy whose signature holds: 1 of 2")
    expect(await page.textContent("#summary")).toBe("Files checked: 5. Holds: 1. Does not hold: 0. Not decided: 0.")
    expect([asked, troubles]).toEqual([[], []])
  })

  test("a changed receipt is rejected by the name of its step", async () => {
    await open()
    await give(file("act.tlog-proof", utf8(textFromUtf8(receipts.act)!.replace(/^300$/m, "301"))))
    expect(await verdicts()).toEqual(["Does not hold"])
    expect(await says()).toEqual(["Signature: the line by city.example/record does not hold; the text, the line or the key is not what was signed"])
    expect([asked, troubles]).toEqual([[], []])
  })
})

test("what the law does not give is found in the browser too", async () => {
  await open()
  await choose(...LIE)
  expect([await verdicts(), await says()]).toEqual([["Does not hold"], ["Decided again: the record says allowed, the law gives prohibited"]])
})

test("files come one by one, and each time the page says what is still needed", async () => {
  await open()
  await choose(...WHOLE.slice(0, 2))
  expect(await says()).toEqual([expect.stringContaining("Not decided again: the receipt of the entry that put law") as string])
  await choose(LAW[0]!)
  const link = page.locator(".check-missing a")
  expect([await link.getAttribute("href"), await link.textContent()]).toEqual([`/record/kept/${kept.list.name}`, `Download List of diagrams: kept/${kept.list.name}`])
  await choose(LAW[1]!)
  expect(await link.getAttribute("href")).toBe(`/record/kept/${kept.forest.name}`)
  expect(asked).toEqual([])
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()])
  await page.setInputFiles("#files", await download.path())
  await page.waitForFunction(() => document.querySelector(".check .word")?.textContent === "Holds")
})

test("the files of a law that the page offers are the ones it needs", async () => {
  await open()
  await choose(...WHOLE.slice(0, 2))
  for (const name of ["Receipt of entry 1", "List of its diagrams"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`text=${name}`)])
    await page.setInputFiles("#files", await download.path())
  }
  await page.waitForFunction((path) => document.querySelector(".check-missing a")?.getAttribute("href") === path, `/record/kept/${kept.forest.name}`)
})

test("two checkpoints, with hashes of the record whatever they are called", async () => {
  await open()
  await choose(file("old", checkpoints.older), file("new", checkpoints.newer))
  expect(await verdicts()).toEqual(["Holds", "Holds", "Not decided yet"])
  await choose(...TILES)
  expect(await verdicts()).toEqual(["Holds", "Holds", "Holds"])
  expect(await report()).toContain("The record of 64 entries is the beginning of the one of 300")
})

test("a policy of one's own counts alone, and one that cannot be read is not replaced by the city's", async () => {
  await open()
  await choose(ACT)
  expect(await report()).toContain("Checked under the policy that came with this page, from the city.")
  await choose(file("policy", record.policy))
  expect(await report()).toContain("Checked under the policy that you added, and no other.")
  await choose(file("policy", utf8("log nonsense\nquorum none\n")))
  expect(await verdicts()).toEqual(["Does not hold", "Not decided yet"])
  expect((await says())[1]).toBe("Not checked: the policy that you added cannot be read, and no other takes its place")
})

test.each<[string, Given, string]>([
  ["a picture", file("photo.png", Uint8Array.of(137, 80, 78, 71)), "photo.png is none of the files that are checked here."],
  ["a page", file("page.html", utf8("<!doctype html><script>alert(1)</script>")), "page.html is none of the files that are checked here."],
  ["a name that is markup", file("<img src=x onerror=alert(1)>", Uint8Array.of(0)), "<img src=x onerror=alert(1)> is none of the files that are checked here."],
  ["nothing", file("empty", new Uint8Array(0)), "empty is none of the files that are checked here."],
  ["JSON nested without an end", file("deep.json", utf8(`{"format":"writ-opening/1","groups":{"a":{"key":"${"00".repeat(32)}","fields":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}}}`)), "An opening shows nothing without its receipt"],
])("%s is refused with a sentence", async (_, given, sentence) => {
  await open()
  await choose(given)
  expect(await page.innerText("#results")).toContain(sentence)
  expect(await page.locator("#results img, #results script").count()).toBe(0)
  expect([asked, troubles]).toEqual([[], []])
})

test("a file of 100 million bytes is refused at once, and the page goes on", async () => {
  const large = join(folder, "large.tlog-proof")
  writeFileSync(large, new Uint8Array(100_000_000))
  await open()
  const start = performance.now()
  await page.setInputFiles("#files", large)
  await page.waitForSelector("#results[aria-busy=false]")
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(await report()).toContain("large.tlog-proof has 100 million bytes; no file that is checked here has more than 8 million. It was not read.")
  await choose(ACT)
  expect(await verdicts()).toEqual(["Holds"])
})

test("starting again forgets the files", async () => {
  await open()
  await choose(ACT)
  await page.click("#check button")
  expect([await page.textContent("#summary"), await page.textContent("#report"), await page.textContent(".given")]).toEqual(["No file is here yet.", "", ""])
  await choose(file("other", receipts.key))
  expect(await report()).not.toContain("act.tlog-proof")
})

test("by keyboard alone: the field is reached, opened, and the result is announced", async () => {
  await open()
  let tabs = 0
  while ((await page.evaluate(() => document.activeElement?.id)) !== "files") {
    await page.keyboard.press("Tab")
    expect((tabs += 1)).toBeLessThan(30)
  }
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")])
  expect(chooser.isMultiple()).toBe(true)
  await chooser.setFiles([ACT])
  await page.waitForSelector(".check")
  expect(await page.getAttribute("#summary", "role")).toBe("status")
  await page.keyboard.press("Tab")
  await page.keyboard.press("Enter")
  expect(await page.textContent("#summary")).toBe("No file is here yet.")
})

test("without a script the page says how to check all the same", async () => {
  const quiet = await browser.newContext({ javaScriptEnabled: false })
  const still = await quiet.newPage()
  await still.goto(`${server.address}/en/verify`)
  expect(await still.isVisible("text=no script runs here")).toBe(true)
  expect(await still.isVisible("text=writ verify act.tlog-proof --policy policy")).toBe(true)
  expect(await still.isVisible("#files")).toBe(false)
  await quiet.close()
})

test("a script that was changed on the way does not run", async () => {
  await context.route("**/script/*", async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()};document.title="changed"` })
  })
  await page.goto(`${server.address}/en/verify`)
  expect(await page.isVisible("#check")).toBe(false)
  expect(await page.isVisible(".without-script")).toBe(true)
  expect(await page.title()).not.toBe("changed")
})

test("the page as one file checks from a disk, without any network", async () => {
  const saved = join(folder, "verify-en.html")
  const response = await fetch(`${server.address}/en/verify/file`)
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="verify-en.html"')
  writeFileSync(saved, await response.text())
  await context.setOffline(true)
  const seen: string[] = []
  page.on("request", (request) => seen.push(request.url()))
  page.on("console", (message) => seen.push(message.text()))
  await page.goto(`file://${saved}`)
  await choose(...WHOLE)
  expect(await verdicts()).toEqual(["Holds"])
  expect(await page.locator("a[href]").count()).toBe(0)
  expect((await (await axeOn(page)).analyze()).violations.map(({ id }) => id)).toEqual([])
  expect(seen).toEqual([`file://${saved}`])
})

describe.each(["en", "es"])("in %s", (language) => {
  test.each([
    ["before", []],
    ["accepted", WHOLE],
    ["rejected", [...LIE, file("photo.png", Uint8Array.of(137))]],
    ["open", [...WHOLE.slice(0, 3), file("old", checkpoints.older), file("new", checkpoints.newer)]],
  ] as const)("%s: axe finds nothing, nothing scrolls sideways, every character has a glyph", async (_, files) => {
    await open(language)
    if (files.length > 0) await choose(...files)
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 })
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await (await axeOn(page)).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze()
        expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${colorScheme}, ${id}: ${node.html}`))).toEqual([])
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    }
    expect(await missingGlyphs(page)).toEqual([])
    expect(await context.cookies()).toEqual([])
  })
})

test("on paper stand the verdict, its steps and the policy, and nothing to press", async () => {
  await open()
  await choose(...WHOLE)
  await page.emulateMedia({ media: "print" })
  expect(await page.isVisible("text=Decided again from the diagram")).toBe(true)
  expect(await page.isVisible("text=Compare the key with one from elsewhere")).toBe(true)
  expect([await page.isVisible("#files"), await page.isVisible("#check button")]).toEqual([false, false])
})
