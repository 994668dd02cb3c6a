/** `writ fmt`: which files it takes, what it says, what it leaves alone. */
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import { runWrit, type Ran } from "../../tests/setup/run-writ.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-fmt-"))
const pack = join(folder, "pack")
const order = join(pack, "law/order-1.md")
const LOOSE = "# A {#cl_a}\n\nProse,   as it is.\t\n\n```cases q\n|a|outcome|\n|-|-|\n|1|silent|\n```\n"
const TIDY = "# A {#cl_a}\n\nProse,   as it is.\t\n\n```cases q\n| a | outcome |\n|---|---------|\n| 1 | silent  |\n```\n"

beforeEach(() => {
  rmSync(pack, { recursive: true, force: true })
  cpSync("packs/example", pack, { recursive: true })
})
afterAll(() => { rmSync(folder, { recursive: true }) })

const writ = (...words: readonly string[]): Promise<Ran> => runWrit(["fmt", ...words])

test("a pack that has its form is left alone, in silence", async () => {
  expect(await writ(pack)).toEqual({ code: 0, out: "", err: "" })
  expect(await writ(pack, "--check")).toEqual({ code: 0, out: "", err: "" })
})

test("--check names what would change, and changes nothing; without it the same is changed, and only that", async () => {
  writeFileSync(order, LOOSE)
  const before = statSync(join(pack, "law/guidelines.md")).mtimeMs
  expect(await writ(pack, "--check")).toEqual({ code: 1, out: `${order}\n`, err: "" })
  expect(readFileSync(order, "utf8")).toBe(LOOSE)
  expect(await writ(pack)).toEqual({ code: 0, out: `${order}\n`, err: "" })
  expect(readFileSync(order, "utf8")).toBe(TIDY)
  expect(await writ(pack, "--check")).toEqual({ code: 0, out: "", err: "" })
  expect(statSync(join(pack, "law/guidelines.md")).mtimeMs).toBe(before)
  expect(readdirSync(join(pack, "law")).sort()).toEqual(["guidelines.md", "order-1.md"])
})

test("a single file, through a link, with its rights and its byte order mark", async () => {
  const link = join(folder, "link.md")
  writeFileSync(order, `\uFEFF${LOOSE}`)
  chmodSync(order, 0o640)
  symlinkSync(order, link)
  expect(await writ(link)).toEqual({ code: 0, out: `${link}\n`, err: "" })
  expect(readFileSync(order, "utf8")).toBe(`\uFEFF${TIDY}`)
  expect([statSync(order).mode & 0o777, lstatSync(link).isSymbolicLink()]).toEqual([0o640, true])
})

describe("what cannot be read is left, with its place", () => {
  test("a rule that is no Cedar", async () => {
    writeFileSync(order, LOOSE.replace("Prose", "```cedar\npermit (\n```\n\nProse"))
    expect(await writ(order)).toEqual({ code: 1, out: `${order}\n`, err: `writ: ${order}:3 cannot be read and was left as it is; writ check says why\n` })
    expect(readFileSync(order, "utf8")).toBe(TIDY.replace("Prose", "```cedar\npermit (\n```\n\nProse"))
  })

  test("bytes that are no text", async () => {
    writeFileSync(order, Buffer.from([0x23, 0xff, 0x0a]))
    expect(await writ(order)).toEqual({ code: 1, out: "", err: `writ: ${order} is not UTF-8 text\n` })
    expect([...readFileSync(order)]).toEqual([0x23, 0xff, 0x0a])
  })
})

test.each([
  [[], /here is no pack\.yaml/],
  [["nowhere"], /^writ: there is no file or folder `nowhere`/],
  [["package.json"], /holds no law; writ fmt takes \.md and \.cedar files/],
  [["docs"], /the folder `docs` holds no law/],
])("%j is not understood, and says what to write", async (words, told) => {
  const { code, out, err } = await writ(...words)
  expect([code, out]).toEqual([2, ""])
  expect(err).toMatch(told)
})
