/** `writ check --watch` as a process of its own: whatever way a file is saved, what is wrong is said; Ctrl+C leaves with a sentence. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { run } from "./run.ts"

let folder: string
let child: ChildProcess
let said = ""

beforeAll(() => { execFileSync(process.execPath, ["scripts/build.mjs"]) })
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "writ-watch-"))
  cpSync("packs/example", folder, { recursive: true })
  said = ""
  child = spawn(process.execPath, ["dist/cli/main.js", "check", folder, "--watch"], { stdio: ["ignore", "pipe", "pipe"] })
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => { said += chunk.toString() })
  await next(/Watching .*Leave with Ctrl\+C\.\n/)
})
afterEach(async () => {
  if (child.exitCode === null) {
    child.kill("SIGKILL")
    await once(child, "close")
  }
  rmSync(folder, { recursive: true })
})

/** Waits until the pattern is said, and gives what was said up to it; what comes later is kept for the next. */
async function next(pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(said)
    if (found !== null) {
      const end = found.index + found[0].length
      const before = said.slice(0, end)
      said = said.slice(end)
      return before
    }
    if (child.stdout !== null) await Promise.race([once(child.stdout, "data"), once(child, "close").then(() => { throw new Error(`it ended: ${said}`) })])
  }
}

const order = (): string => join(folder, "law/order-1.md")
const GOOD = /No mistake: 10 of 10 cases passed\. Checked in \d+ ms\.\n/

test("saved in place, beside and renamed, half-written, taken away and brought back", async () => {
  const text = readFileSync(order(), "utf8")
  writeFileSync(order(), text.replace("| prohibited | no-joint-duty |", "| allowed    | no-joint-duty |"))
  expect(await next(/Checked in \d+ ms/)).toContain("law/case-differs")
  writeFileSync(`${order()}~`, text)
  renameSync(`${order()}~`, order())
  await next(GOOD)
  rmSync(`${order()}~`, { force: true })
  writeFileSync(order(), text.slice(0, text.indexOf("unless {")))
  expect(await next(/Checked in \d+ ms/)).toContain("law/unclosed-block")
  writeFileSync(order(), text)
  await next(GOOD)
  rmSync(order())
  expect(await next(/Checked in \d+ ms/)).toMatch(/error/)
  writeFileSync(order(), text)
  await next(GOOD)
})

test("a whole folder that goes and comes back is told of, and the watch goes on", async () => {
  renameSync(folder, `${folder}-away`)
  expect(await next(/Checked in \d+ ms/)).toContain("law/no-folder")
  renameSync(`${folder}-away`, folder)
  await next(GOOD)
})

test.each([
  ["SIGINT", "no mistake", 0],
  ["SIGTERM", "no mistake", 0],
  ["SIGINT", "mistakes", 1],
] as const)("%s with %s leaves with a sentence", async (signal, what, code) => {
  if (what === "mistakes") {
    writeFileSync(join(folder, "bodies.yaml"), "groups: 7\n")
    await next(/Checked in \d+ ms/)
  }
  const ended = once(child, "close")
  child.kill(signal)
  expect((await ended)[0]).toBe(code)
  expect(said).toContain(`You left. When last checked, the pack had ${what}.\n`)
})

test("not together with --json", async () => {
  expect(await run(["check", folder, "--watch", "--json"])).toBe(2)
})
