/**
 * The desk without a connection, in a real browser on a phone: a page that was saved opens with the server gone, asks and answers as the server
 * would, and keeps what was answered until it can be sent.
 */
import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { parseGiven } from "../../src/kernel/diagram/values.ts"
import type { LawBook } from "../../src/law/book.ts"
import type { Day } from "../../src/law/types.ts"
import { openPack } from "../../src/pipeline.ts"
import { makeApp } from "../../src/web/app.tsx"
import { listen, type Server } from "../../src/web/serve.ts"
import { launchBrowser } from "./setup/browser.ts"

const TODAY = "2026-02-01" as Day
let book: LawBook
let server: Server
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  const opened = openPack("packs/example").book
  if (opened === null) throw new Error("packs/example cannot be read")
  book = opened
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await listen(makeApp({ book, today: () => TODAY }), "127.0.0.1", 0)
  context = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: "reduce" })
  page = await context.newPage()
  await page.goto(`${server.address}/en/offline`)
})
afterEach(async () => {
  await context.close()
  await server.stop()
})

/** Until the page is in the cache and the worker answers for it. */
async function save(): Promise<void> {
  await page.getByRole("button", { name: "Save on this device" }).click()
  await expect.poll(() => page.locator("#status").textContent()).toBe("Saved on this device.")
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
}

/** The server goes, and the device knows that it has no connection. */
async function loseConnection(): Promise<void> {
  await context.setOffline(true)
  await server.stop()
}

const choose = async (fact: string, value: string): Promise<void> => {
  await page.locator(`#fact-slot input[name="${fact}"][value="${value}"]`).check()
  await page.getByRole("button", { name: "Continue" }).click()
}

/** Past danger, to the question, through whatever it asks. */
async function answer(question: string, said: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole("button", { name: "No: go on to the questions" }).click()
  await page.locator("#body").selectOption(said["body"] ?? "")
  await page.locator(`[data-question="${question}"]`).click()
  for (let asked = 0; asked < 10 && (await page.locator("#screen-fact").isVisible()); asked++) {
    const name = await page.locator("#fact-slot input").first().getAttribute("name")
    await choose(name ?? "", said[name ?? ""] ?? "unknown")
  }
}

/** What the server says to do. */
function stepsOf(said: Readonly<Record<string, string>>): readonly string[] {
  const question = book.question("joint-duty")
  const facts = new Map(question?.facts.flatMap((fact) => {
    const parsed = parseGiven(fact, said[fact.id] ?? "unknown")
    return parsed.kind === "given" ? [[fact.id, parsed.given] as const] : []
  }))
  const { steps } = book.answer({ question: question!.id, on: TODAY, facts, language: "en" })
  return steps.map(({ text, say }) => (say === null ? text : `${text} Say: ${say}`))
}

const SAID = { body: "police", who: "federal-agents", purpose: "immigration", existing_agreement: "no" }

test("saved, it opens without a connection, answers as the server does, and keeps the answer", async () => {
  await save()
  await loseConnection()
  await page.reload()
  await answer("joint-duty", SAID)
  expect(await page.locator("#answer-outcome .word").textContent()).toBe("No")
  expect(await page.locator("#answer-steps li").allTextContents()).toEqual(stepsOf(SAID))
  expect(await page.locator("#waiting-list li").count()).toBe(1)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.reload()
  await expect.poll(() => page.locator("#waiting-list .draft-question").count()).toBe(1)
  await page.getByRole("button", { name: "Erase it here" }).click()
  expect(await page.locator("#waiting").isVisible()).toBe(false)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test("nothing is kept that nobody asked to keep, and only what was saved is given without a connection", async () => {
  expect(await page.evaluate(async () => [localStorage.length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([0, 0, 0])
  await save()
  await page.goto(`${server.address}/en/ask`)
  const kept = await page.evaluate(async () => (await (await caches.open("writ-saved")).keys()).map(({ url }) => new URL(url).pathname.replace(/[0-9a-f]{16}/, "…")))
  expect(kept.sort()).toEqual(["/en/offline", "/script/….js", "/style/emblem.svg", expect.stringMatching(/^\/style\/….css$/)])
  await loseConnection()
  await expect(page.goto(`${server.address}/en/law`)).rejects.toThrow()
})

test("what is missing is said above the question, and what was chosen stays", async () => {
  await page.getByRole("button", { name: "No: go on to the questions" }).click()
  await page.locator('[data-question="joint-duty"]').click()
  await page.getByRole("button", { name: "Continue" }).click()
  expect(await page.locator("#fact-problem").textContent()).not.toBe("")
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("fact-problem")
})
