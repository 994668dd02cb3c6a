/**
 * The first day of a desk, in a real browser against the program as it is started: the link that the start prints, an administrator with
 * a passkey, numbers of a body, an invitation, and the worker on a phone; then what a browser alone can show of signing in.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { databasesFolder } from "../setup/memory-folder.ts"
import { axeOn } from "./setup/axe.ts"
import { launchBrowser } from "./setup/browser.ts"
import { addVirtualPasskeys, type VirtualPasskeys } from "./setup/virtual-passkeys.ts"

const data = mkdtempSync(join(databasesFolder(), "writ-people-"))
let child: ChildProcess
let browser: Browser
let printed = ""

beforeAll(async () => {
  child = spawn(process.execPath, ["dist/cli/main.js", "serve", "--pack", "packs/example", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] })
  child.stdout?.on("data", (chunk: Buffer) => { printed += chunk.toString() })
  browser = await launchBrowser()
  while (!printed.includes("/sign-in/link/") && child.exitCode === null) await once(child.stdout ?? child, "data")
})
afterAll(async () => {
  await browser.close()
  child.kill("SIGTERM")
  if (child.exitCode === null) await once(child, "close")
  rmSync(data, { recursive: true, force: true })
})

interface Somebody {
  readonly page: Page
  readonly passkeys: VirtualPasskeys
  /** What the browser would not do. */
  readonly blocked: readonly string[]
}

async function somebody(width: number): Promise<Somebody> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: "reduce" })
  const page = await context.newPage()
  const blocked: string[] = []
  page.on("console", (message) => { if (message.type() === "error" && !/status of (401|403|404|409|422)/.test(message.text())) blocked.push(message.text()) })
  page.on("pageerror", (error) => { blocked.push(error.message) })
  return { page, passkeys: await addVirtualPasskeys(page), blocked }
}

/** Presses, and waits for the page that comes of it; a passkey that is not used, and a page's own script, lead to none. */
async function press(page: Page, name: string): Promise<void> {
  const loaded = page.waitForEvent("load", { timeout: 5_000 }).catch(() => null)
  await page.getByRole("button", { name, exact: true }).click()
  await loaded
}

async function follow(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name }).click()])
}

const heading = (page: Page): Promise<string> => page.locator("h1").innerText()

/** Where pictures are wanted, to be looked at. */
const PICTURES = process.env["WRIT_PICTURES"]
let pictures = 0

async function picture(page: Page): Promise<void> {
  if (PICTURES === undefined) return
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(PICTURES, `${String((pictures += 1)).padStart(2, "0")}-${colorScheme}.png`), fullPage: true })
  }
  await page.emulateMedia({ colorScheme: "light" })
}

/** Axe finds nothing, and nothing scrolls sideways. */
async function isSound(page: Page): Promise<void> {
  await picture(page)
  const { violations } = await (await axeOn(page)).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
}

let administrator: Somebody
let worker: Somebody
let origin: string
let invitation: string

test("the link that the start prints makes an administrator, who needs a name and a passkey", async () => {
  const [link = ""] = /http:\/\/localhost:\d+\/en\/sign-in\/link\/[\w-]{43}/.exec(printed) ?? []
  origin = new URL(link).origin
  administrator = await somebody(1280)
  const { page, passkeys } = administrator
  await page.goto(link)
  await isSound(page)
  await press(page, "Make a passkey")
  await page.locator(".error-summary").getByText("Write your name").waitFor()
  await page.getByLabel("Your name").fill("Ana Ruiz")
  await press(page, "Make a passkey")
  await page.waitForURL(`${origin}/en/desk`)
  expect(await passkeys.credentials()).toHaveLength(1)
  await page.goto(`${origin}/en/desk/me`)
  expect(await heading(page)).toBe("Ana Ruiz")
  const cookies = await page.context().cookies()
  expect(cookies.map(({ name, httpOnly, secure, sameSite, path, domain }) => ({ name, httpOnly, secure, sameSite, path, domain }))).toEqual([{ name: "__Host-writ", httpOnly: true, secure: true, sameSite: "Lax", path: "/", domain: "localhost" }])
  expect(await page.evaluate(() => document.cookie)).toBe("")
  await isSound(page)
})

test("the administrator sets a body's numbers, and invites a worker", async () => {
  const { page } = administrator
  await page.goto(`${origin}/en/desk/people`)
  await isSound(page)
  await follow(page, "Numbers to call")
  await isSound(page)
  await follow(page, "Change Public Library")
  await page.getByLabel("Supervisor").fill("call Ana")
  await press(page, "Save the numbers")
  expect(await page.title()).toMatch(/^Error: /)
  await isSound(page)
  await page.getByLabel("Supervisor").fill("312-555-0100")
  await press(page, "Save the numbers")
  expect(await page.getByRole("link", { name: "312-555-0100" }).getAttribute("href")).toBe("tel:3125550100")
  await page.goto(`${origin}/en/desk/people/invite`)
  await press(page, "Make the link")
  expect(await page.locator(".error-summary li").count()).toBe(3)
  await isSound(page)
  await page.getByLabel("Name").fill("Will Ode")
  await page.getByLabel("Role").selectOption("worker")
  await page.getByLabel("For").selectOption("library")
  await press(page, "Make the link")
  expect(await heading(page)).toBe("A link for Will Ode")
  await isSound(page)
})

test("every other page of an administrator's is sound, on a phone and in Spanish too", async () => {
  const { page } = administrator
  const link = await page.locator(".secret").innerText()
  await follow(page, "Will Ode")
  await isSound(page)
  const person = new URL(page.url()).pathname
  await page.setViewportSize({ width: 320, height: 800 })
  for (const path of [person.replace("/en/", "/es/"), "/es/desk/people", "/es/desk/lines", "/es/desk/keys", "/es/desk/me/passkey", "/es/sign-in/again"]) {
    await page.goto(`${origin}${path}`)
    await isSound(page)
  }
  await page.goto(`${origin}/en/desk/keys`)
  await page.getByLabel("For").selectOption("police")
  await press(page, "Make a key")
  await isSound(page)
  await page.goto(`${origin}/en/desk/keys`)
  await press(page, `Replace ${await page.locator("code").innerText()}`)
  expect(await page.locator(".secret").innerText()).toMatch(/^\s*writ_/)
  await page.goto(`${origin}/en/desk/keys`)
  await isSound(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  invitation = link.trim()
})

test("the worker opens it on a phone, signs out, and in again with the passkey", async () => {
  worker = await somebody(320)
  const { page, passkeys } = worker
  await page.goto(invitation)
  expect(await heading(page)).toBe("Welcome, Will Ode")
  await isSound(page)
  await passkeys.verifies(false)
  await page.getByRole("button", { name: "Make a passkey" }).click()
  await page.getByText("No passkey was used").waitFor()
  await passkeys.verifies(true)
  await press(page, "Make a passkey")
  await page.waitForURL(`${origin}/en/desk`)
  await page.goto(`${origin}/en/desk/me`)
  await isSound(page)
  await press(page, "Sign out")
  expect(await heading(page)).toBe("Sign in")
  await isSound(page)
  await press(page, "Sign in with a passkey")
  await page.waitForURL(`${origin}/en/desk`)
  await page.goto(invitation)
  expect(await heading(page)).toBe("This link does not work")
})

test("what the worker may not do is said, and an administrator's pages are not theirs", async () => {
  const { page } = worker
  await page.goto(`${origin}/en/desk/people`)
  expect(await heading(page)).toBe("You may not do this")
  await isSound(page)
})

test("a form that was sent after signing out comes back, and goes through once its writer is back", async () => {
  const { page } = administrator
  await page.goto(`${origin}/en/desk/lines/police`)
  await page.getByLabel("Supervisor").fill("312 555 0199")
  const other = await page.context().newPage()
  await other.goto(`${origin}/en/desk/me`)
  await press(other, "Sign out everywhere")
  await press(page, "Save the numbers")
  expect(await heading(page)).toBe("You are not signed in any more")
  expect(await page.getByText("312 555 0199").count()).toBe(1)
  await isSound(page)
  const [beside] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Sign in in another tab" }).click()])
  await beside.waitForLoadState()
  await addVirtualPasskeys(beside, await administrator.passkeys.credentials())
  await press(beside, "Sign in with a passkey")
  await beside.waitForURL(`${origin}/en/sign-in/done`)
  await isSound(beside)
  await press(page, "Send it again")
  expect(await heading(page)).toBe("Check, and send it again")
  await press(page, "Send it again")
  await page.waitForURL(`${origin}/en/desk/lines`)
  expect(await page.getByRole("link", { name: "312 555 0199" }).count()).toBe(1)
})

test("at another address than the desk's own a passkey is not asked for, and the page says where", async () => {
  const { page } = worker
  await page.goto(`${origin.replace("localhost", "127.0.0.1")}/en/sign-in`)
  await page.getByText("Passkeys work at the desk’s own address alone").waitFor()
  expect(await page.getByRole("link", { name: origin }).getAttribute("href")).toBe(`${origin}/en/sign-in`)
})

test("what the worker answered without a connection waits on the phone, and is sent when there is one", async () => {
  const { page } = worker
  await page.goto(`${origin}/en/offline`)
  await page.context().setOffline(true)
  await page.getByRole("button", { name: "No: go on to the questions" }).click()
  await page.locator("#body").selectOption("library")
  await page.locator('[data-question="joint-duty"]').click()
  await page.locator("#waiting-list li").waitFor()
  await isSound(page)
  await page.context().setOffline(false)
  await page.getByText("Sent and entered. It is erased on this device.").waitFor()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await follow(page, "The incident it became")
  await page.waitForURL(/\/en\/desk\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await isSound(page)
})

test("nothing was blocked, and no page went wrong", () => {
  expect([...administrator.blocked, ...worker.blocked]).toEqual([])
})
