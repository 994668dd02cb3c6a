/** From the start page to an answer: by keyboard, without scripts, with Back and Change, and never a private fact in an address. */
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openPack } from "../../src/pipeline.ts"
import { serve, type Server } from "../../src/web/serve.ts"
import { launchBrowser } from "./setup/browser.ts"

let server: Server
let browser: Browser
let context: BrowserContext
let page: Page
let addresses: string[]

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
  context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
  page = await context.newPage()
  addresses = []
  page.on("request", (request) => addresses.push(request.url()))
})
afterEach(async () => {
  expect(await context.cookies()).toEqual([])
  await context.close()
})

async function heading(): Promise<string> {
  return (await page.textContent("h1")) ?? ""
}

async function go(path: string): Promise<void> {
  await page.goto(server.address + path)
}

/** Presses Tab until what has the focus reads as told, then Enter. */
async function tabTo(text: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab")
    const focused = (await page.locator("*:focus").first().textContent()) ?? ""
    if (typeof text === "string" ? focused.trim() === text : text.test(focused)) return
  }
  throw new Error(`Tab never came to ${String(text)}`)
}

async function follow(text: string | RegExp): Promise<void> {
  await tabTo(text)
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")])
}

/** Clicks what leads to another page, and waits for that page. */
async function clickThrough(selector: string): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.click(selector)])
}

/** Chooses one of a question's answers with the keyboard alone. */
async function choose(value: string): Promise<void> {
  const radios = page.locator("input[type=radio]")
  const values = await radios.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab")
    if ((await page.locator("input[type=radio]:focus").count()) > 0) break
  }
  await page.keyboard.press("Space")
  const from = await page.locator("input[type=radio]:focus").evaluate((input) => (input as HTMLInputElement).value)
  for (let at = values.indexOf(from); at < values.indexOf(value); at++) await page.keyboard.press("ArrowDown")
  for (let at = values.indexOf(from); at > values.indexOf(value); at--) await page.keyboard.press("ArrowUp")
}

test("from home to an answer with the keyboard alone, and without scripts", async () => {
  await go("/en/")
  await follow(/^I work for the city/)
  await follow("May we join a patrol or an arrest operation with federal agents or troops?")
  expect(await heading()).toBe("Is anyone hurt or in danger?")
  await follow(/^No: go on/)
  const answers: Readonly<Record<string, string>> = { body: "cpd", who: "immigration-agents", purpose: "immigration", existing_agreement: "no" }
  for (let asked = 0; asked < 4 && (await page.locator(".outcome").count()) === 0; asked++) {
    const fact = (await page.locator("input[type=radio]").first().getAttribute("name")) ?? ""
    await choose(answers[fact] ?? "unknown")
    await follow("Continue")
  }
  expect(await page.textContent(".outcome .word")).toBe("No")
  expect(await page.title()).toBe("No: May we join a patrol or an arrest operation with federal agents or troops? – Chicago")
})

test("nothing is chosen beforehand, and going on without a choice says what is missing", async () => {
  await go("/en/ask/admit-to-staff-area?in-danger=no")
  expect(await page.locator("input:checked").count()).toBe(0)
  const name = await heading()
  await clickThrough("main form .button")
  expect(await page.title()).toMatch(/^Error: /)
  expect(await page.textContent(".error-summary h2")).toBe("There is a problem")
  expect(await page.textContent(".error-summary li")).toBe("Choose or write an answer. “I do not know” is one.")
  expect(await heading()).toBe(name)
  await page.locator(".error-summary a").click()
  expect(page.url()).toContain("#answer")
})

test("Back leads to the question before, with what was said; and so does the browser's own", async () => {
  await go("/en/ask/admit-to-staff-area?in-danger=no")
  const first = await heading()
  await page.check('input[value="immigration-agents"]')
  await clickThrough("main form .button")
  const second = await heading()
  expect(second).not.toBe(first)
  await clickThrough(".crumb a")
  expect(await heading()).toBe(first)
  expect(await page.locator('input[value="immigration-agents"]').isChecked()).toBe(true)
  await clickThrough(".crumb a")
  expect(await heading()).toBe("Is anyone hurt or in danger?")
  await page.goBack()
  expect(await heading()).toBe(first)
  await page.goBack()
  expect(await heading()).toBe(second)
})

test("Change asks one thing again and keeps the rest", async () => {
  await go("/en/ask/admit-to-staff-area?body=cpl&who=immigration-agents&paper=none")
  expect(await page.textContent(".outcome .word")).toBe("Advised: no")
  await clickThrough('.so-far a:has-text("Paper shown")')
  expect(await page.locator('input[value="none"]').isChecked()).toBe(true)
  await page.check('input[value="court-search-warrant"]')
  await clickThrough("main form .button")
  expect(new URL(page.url()).searchParams.get("paper")).toBe("court-search-warrant")
  expect(new URL(page.url()).searchParams.get("body")).toBe("cpl")
  expect(await page.textContent(".outcome .word")).toBe("Advised: no")
})

describe("a private fact", () => {
  const asked = "/en/ask/joint-duty?body=cpd&who=troops&purpose=not-said"
  const isPrivateInAddress = (address: string): boolean => new URL(address).searchParams.has("existing_agreement")

  async function answerIt(value: string): Promise<void> {
    await go(asked)
    expect(await page.locator("main form").getAttribute("method")).toBe("post")
    await page.check(`input[name=existing_agreement][value="${value}"]`)
    await clickThrough("main form .button")
  }

  test("never stands in an address, in no link and in no request", async () => {
    await answerIt("no")
    expect(await page.textContent(".outcome .word")).toBe("No")
    expect(await page.textContent(".so-far")).toContain("No, or nobody knows of one")
    const links = await page.locator("a[href], form[action]").evaluateAll((elements) => elements.map((element) => element.getAttribute("href") ?? element.getAttribute("action") ?? ""))
    expect(links.filter((link) => link.includes("existing_agreement"))).toEqual([])
    expect(addresses.filter(isPrivateInAddress)).toEqual([])
  })

  test("stays said while something public is changed", async () => {
    await answerIt("no")
    await clickThrough('.so-far button:has-text("What it is about")')
    await page.check('input[name=purpose][value="immigration"]')
    await clickThrough("main form .button")
    expect(await page.textContent(".so-far")).toContain("No, or nobody knows of one")
    expect(addresses.filter(isPrivateInAddress)).toEqual([])
  })

  test("can be gone back to, and changed", async () => {
    await answerIt("no")
    await clickThrough(".crumb button, .crumb a")
    expect(await page.locator('input[type=radio][value="no"]').isChecked()).toBe(true)
    await page.check('input[type=radio][value="yes"]')
    await clickThrough("main form .button")
    expect(await page.textContent(".outcome .word")).toBe("Call the lawyer")
    expect(addresses.filter(isPrivateInAddress)).toEqual([])
  })

  test("is not asked for again when the reader comes back from the law", async () => {
    await answerIt("no")
    await clickThrough("#why .clause-head a")
    expect(page.url()).toContain("/en/law/")
    await page.goBack()
    expect(await page.textContent(".outcome .word")).toBe("No")
    expect(addresses.filter(isPrivateInAddress)).toEqual([])
  })

  test("is taken out of an address that somebody wrote it into", async () => {
    await go(`${asked}&existing_agreement=no`)
    expect(isPrivateInAddress(page.url())).toBe(false)
    expect(await page.locator("input[name=existing_agreement]:checked").count()).toBe(0)
  })
})

test("the law of an earlier day answers with the texts of that day, and says so", async () => {
  await go("/en/ask/joint-duty?body=cpd&who=immigration-agents&purpose=immigration&on=2025-08-29")
  expect(await page.textContent(".notices")).toContain("This is the law of 29 August 2025, not of today.")
  expect(await page.locator("#why .clause").count()).toBe(1)
  expect(await page.textContent("#why")).toContain("Welcoming City Ordinance")
})

test("the language switch keeps the question and what was said", async () => {
  await go("/en/ask/admit-to-staff-area?who=immigration-agents&paper=none")
  await clickThrough('a[hreflang="es"][lang="es"]')
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/es/ask/admit-to-staff-area?who=immigration-agents&paper=none")
  expect(await page.textContent(".outcome .word")).toBe("Se aconseja: no")
})

test("on paper the answer is a card: no ways on, and what the card says of itself", async () => {
  await page.emulateMedia({ media: "print" })
  await go("/en/ask/admit-to-staff-area?body=cpl&who=immigration-agents&paper=none")
  expect(await page.isVisible(".main-nav")).toBe(false)
  expect(await page.isVisible(".crumb")).toBe(false)
  expect(await page.isVisible(".say")).toBe(true)
  expect(await page.textContent(".print-only")).toMatch(/Chicago\. Printed on .+\. Law of .+\. Law digest [0-9a-f]{16}…/)
  expect(await page.isVisible(".print-only")).toBe(true)
  expect(await page.isVisible(".banner")).toBe(true)
})
