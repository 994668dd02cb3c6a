/** `writ new`: what it writes is a pack without a mistake, from any folder, and what stands there already is left alone. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { bug } from "../kernel/text/bug.ts"
import { checkPack } from "../pipeline.ts"
import { runWrit, type Ran } from "../../tests/setup/run-writ.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-new-"))
afterAll(() => { rmSync(folder, { recursive: true }) })

const writ = (...words: readonly string[]): Promise<Ran> => runWrit(words)

const inFolder = (name: string): string => join(folder, name)

function files(of: string): readonly string[] {
  return readdirSync(of, { recursive: true, encoding: "utf8" }).sort()
}

describe("what it writes", () => {
  test("is the example pack, and `writ check` finds nothing wrong with it; so with the built program, from any folder", () => {
    execFileSync(process.execPath, ["scripts/build.mjs"])
    const built = (...words: readonly string[]): string => execFileSync(process.execPath, [resolve("dist/cli/main.js"), ...words], { cwd: folder, encoding: "utf8" })
    expect(built("new", "mine")).toMatch(/^mine holds a new pack of \d+ files/)
    expect(files(inFolder("mine"))).toEqual(files("packs/example"))
    const checked = built("check", "mine")
    expect(checked).toMatch(/10 of 10 cases passed/)
    expect(checked).not.toMatch(/warning/)
  })

  test.each([
    ["Lake Eola", "lake-eola"],
    ["Peñas Blancas", "penas-blancas"],
    ["St. Ann's", "st-ann-s"],
    ["東の町", "example"],
    ["$& 'n' $1", "n-1"],
  ])("the city %s is named so wherever the example was, with the id %s", async (name, id) => {
    const at = inFolder(`named-${id}`)
    expect(await writ("new", at, "--name", name)).toMatchObject({ code: 0, err: "" })
    const { book, diagnostics, cases } = checkPack(at, new Date())
    const { settings, texts } = (book ?? bug("the pack cannot be read")).pack
    expect(diagnostics).toEqual([])
    expect(cases.every(({ passed }) => passed)).toBe(true)
    expect([settings.name, settings.id]).toEqual([name, id])
    expect([...texts.values()].join("")).not.toContain("Example City")
    rmSync(at, { recursive: true })
  })

  test("goes into a folder that is there and empty", async () => {
    mkdirSync(inFolder("empty"))
    expect((await writ("new", inFolder("empty"))).code).toBe(0)
    expect(existsSync(inFolder("empty/law/order-1.md"))).toBe(true)
  })
})

describe("it refuses, writes nothing and says why", () => {
  test.each(["a: b", "null", "{x}", "", " ", "two\nlines", "\u202Eytic", "#1", "'"])("the name %j", async (name) => {
    const { code, out, err } = await writ("new", inFolder("refused"), `--name=${name}`)
    expect([code, out]).toEqual([2, ""])
    expect(err).toMatch(name === "" ? /--name takes a value/ : /^writ: a pack cannot hold the name /)
    expect(existsSync(inFolder("refused"))).toBe(false)
  })

  test("a folder that is not empty, hidden files counted", async () => {
    for (const name of ["notes.txt", ".git"]) {
      const at = join(folder, `full${name}`)
      mkdirSync(at)
      writeFileSync(join(at, name), "mine")
      const { code, out, err } = await writ("new", at)
      expect([code, out]).toEqual([1, ""])
      expect(err).toBe(`writ: the folder \`${at}\` is not empty, and nothing was written to it; name one that is empty or not there yet\n`)
      expect(files(at)).toEqual([name])
      expect(readFileSync(join(at, name), "utf8")).toBe("mine")
    }
  })

  test("a file, and a link to a folder", async () => {
    writeFileSync(inFolder("file"), "")
    mkdirSync(inFolder("elsewhere"))
    symlinkSync(inFolder("elsewhere"), inFolder("link"))
    for (const name of ["file", "link"].map(inFolder)) expect(await writ("new", name)).toEqual({ code: 1, out: "", err: `writ: \`${name}\` is no folder; name one that is empty or not there yet\n` })
    expect(files(inFolder("elsewhere"))).toEqual([])
  })

  test("a place that cannot be", async () => {
    writeFileSync(inFolder("plain"), "")
    const { code, err } = await writ("new", inFolder("plain/within"))
    expect(code).toBe(1)
    expect(err).toMatch(/^writ: the folder `.*plain\/within` cannot be read \(ENOTDIR\); name another\n$/)
  })

  test.each([[["new"]], [["new", "a", "b"]]])("a call without one folder: %j", async (words) => {
    expect(await writ(...words)).toEqual({ code: 2, out: "", err: "writ: writ new takes the folder of the new pack: writ new DIR\n" })
  })
})
