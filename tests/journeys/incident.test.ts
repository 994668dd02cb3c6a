/** An incident on a telephone's window, in a real browser without scripts: from danger to what was done; then what a supervisor's large screen shows of it. */
import { join } from "node:path"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { SESSION_COOKIE } from "../../src/http/cookies.ts"
import { makeApp } from "../../src/web/app.tsx"
import { listen, type Server } from "../../src/web/serve.ts"
import { testOffice, type TestOffice } from "../setup/office.ts"
import { signedIn, type SignedIn } from "../setup/signed-in.ts"
import { axeOn } from "./setup/axe.ts"
import { launchBrowser } from "./setup/browser.ts"

let desk: TestOffice
let server: Server
let browser: Browser
let phone: Page
let addresses: string[]

beforeAll(async () => {
  desk = await testOffice("packs/chicago")
  const { office, people } = desk
  const here = { ...people, origin: "" }
  const app = makeApp({ book: office.book, today: office.today, doors: () => Promise.resolve({ desk: office, people: here, publicRecord: null }) })
  server = await listen(app, "127.0.0.1", 0)
  here.origin = server.address.replace("127.0.0.1", "localhost")
  browser = await launchBrowser()
  phone = await pageOf(await signedIn(people, { role: "worker", bodies: ["cpd"], name: "Ana Ruiz" }), 320)
  addresses = []
  phone.on("request", (request) => addresses.push(request.url()))
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await desk.setup.close()
})

async function pageOf({ token }: SignedIn, width: number): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: { width, height: 740 }, reducedMotion: "reduce" })
  await context.addCookies([{ name: SESSION_COOKIE, value: token, domain: "localhost", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }])
  return context.newPage()
}

const home = (): string => server.address.replace("127.0.0.1", "localhost")
const heading = (page: Page): Promise<string> => page.locator("h1").innerText()

async function press(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name }).first().click()])
}

async function follow(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.locator("main").getByRole("link", { name }).first().click()])
}

/** Where pictures are wanted, to be looked at. */
const PICTURES = process.env["WRIT_PICTURES"]

/** Axe finds nothing, and nothing scrolls sideways; with a picture in each size and scheme where they are wanted. */
async function isSound(page: Page, name: string): Promise<void> {
  const { violations } = await (await axeOn(page)).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  if (PICTURES === undefined) return
  const size = page.viewportSize()
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 740 })
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(PICTURES, `${name}-${String(width)}-${colorScheme}.png`), fullPage: true })
    }
  }
  await page.emulateMedia({ colorScheme: "light" })
  if (size !== null) await page.setViewportSize(size)
}

test("danger comes first; then what is happening, a question a page, and the answer with its receipt", async () => {
  await phone.goto(`${home()}/en/desk`)
  await isSound(phone, "01-desk")
  await follow(phone, "Start an incident")
  expect(await heading(phone)).toBe("Is anyone hurt or in danger?")
  await isSound(phone, "02-danger")
  await press(phone, /^Yes/)
  await isSound(phone, "03-help")
  await press(phone, /Go on/)
  await press(phone, "Continue")
  expect(await phone.locator(".error-summary").innerText()).toContain("Choose what is happening.")
  await isSound(phone, "04-what")
  await phone.getByLabel(/^May we join a patrol/).check()
  await press(phone, "Continue")
  await isSound(phone, "05-question")
  const said: Readonly<Record<string, string>> = { who: "immigration-agents", purpose: "immigration", existing_agreement: "no" }
  while ((await phone.locator(".outcome").count()) === 0) {
    const fact = (await phone.locator("main input[type=radio]").first().getAttribute("name")) ?? ""
    await phone.locator(`input[name="${fact}"][value="${said[fact] ?? "unknown"}"]`).check()
    await press(phone, "Continue")
  }
  expect(await phone.locator(".outcome .word").innerText()).toBe("No")
  expect(await phone.locator(".receipt").innerText()).toContain("On the record, sealed.")
  await isSound(phone, "06-answer")
})

test("steps are ticked, what was seen is written down, and a word that nobody may write is held back", async () => {
  await follow(phone, "Go on: tick the steps")
  await press(phone, /^Done/)
  expect(await phone.locator(".ticked").innerText()).toContain("Ana Ruiz")
  await isSound(phone, "07-incident")
  await follow(phone, "Write down what you saw and heard")
  await isSound(phone, "08-notes")
  await follow(phone, "What I saw and heard")
  await phone.getByLabel("What did you see and hear?").fill("Four men at the east door. One asked about a green card.")
  await press(phone, "Record it")
  expect(await phone.getByLabel("What did you see and hear?").inputValue()).toContain("green card")
  await isSound(phone, "09-found")
  await phone.getByLabel("What did you see and hear?").fill("Four men at the east door, at 14:05. One said ICE.")
  await press(phone, "Record it")
  for (const [name, picture] of [["Paper that was shown", "10-paper"], ["Who came, who left", "11-people"], ["Camera footage", "12-footage"]] as const) {
    await follow(phone, "Write down what you saw and heard")
    await follow(phone, name)
    await isSound(phone, picture)
    await phone.locator("main input[type=radio]").first().check()
    if (name.startsWith("Paper")) await phone.getByLabel("A copy was refused").check()
    await press(phone, "Record it")
  }
  await follow(phone, "Names, sealed")
  await phone.getByLabel("An agent or officer from outside").check()
  await phone.getByLabel("Name, badge or unit number").fill("Badge 4471")
  await press(phone, "Seal it")
  expect(await phone.locator("main").innerText()).not.toContain("4471")
  await isSound(phone, "13-names")
})

test("what was done is checked before it is recorded, and nothing of the incident ever stood in an address", async () => {
  await follow(phone, "The incident")
  await follow(phone, "What was done")
  await isSound(phone, "14-done")
  await phone.getByLabel("Something else", { exact: true }).check()
  await phone.getByLabel("What happened, in your words").fill("The sergeant let two of them into the lobby. They left at 14:40.")
  await press(phone, "Continue")
  await isSound(phone, "15-check")
  await press(phone, "Record it")
  expect(await heading(phone)).toBe("It is recorded")
  await isSound(phone, "16-recorded")
  expect(addresses.map((address) => new URL(address)).filter(({ search }) => search !== "")).toEqual([])
})

test("a supervisor reads the whole on a large screen, and practice is visibly practice", async () => {
  const page = await pageOf(await signedIn(desk.people, { role: "supervisor", bodies: ["cpd"], name: "Ben Ode" }), 1280)
  await page.goto(`${home()}/en/desk`)
  await isSound(page, "17-desk-of-supervisor")
  await follow(page, /Joint patrol/)
  expect(await page.locator("main").innerText()).toContain("This is something else than the answer says.")
  await isSound(page, "18-incident-of-supervisor")
  await page.goto(`${home()}/en/desk/practice`)
  await isSound(page, "19-practice")
  await follow(page, /^May we join a patrol/)
  expect(await page.locator(".practice").innerText()).toContain("Nothing here is recorded")
  await isSound(page, "20-practice-question")
})
