/** Sources are bounded whatever they are: a file, a folder, something without an end. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { folderSource, readBounded, type SourceTrouble } from "./log-source.ts"

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "writ-source-")) })
afterAll(() => { rmSync(folder, { recursive: true }) })

const why = (reason: SourceTrouble["why"]): unknown => expect.objectContaining({ why: reason })

test("what has no end is too large, whatever size it says", () => {
  const endless = join(folder, "endless")
  symlinkSync("/dev/zero", endless)
  expect(() => readBounded(endless)).toThrow(why("too-large"))
})

test("in a folder that somebody sent, devices and pipes are not even opened", () => {
  execFileSync("mkfifo", [join(folder, "pipe")])
  symlinkSync("/dev/zero", join(folder, "checkpoint"))
  for (const path of ["pipe", "checkpoint"]) expect(() => folderSource(folder).read(path)).toThrow(why("unreadable"))
})

test("a file is read whole, an empty one and a link to one too; one that is not there is null", async () => {
  const source = folderSource(folder)
  writeFileSync(join(folder, "policy"), "log\n")
  writeFileSync(join(folder, "empty"), "")
  symlinkSync(join(folder, "policy"), join(folder, "link"))
  for (const path of ["policy", "link"]) expect(Buffer.from((await source.read(path)) ?? []).toString()).toBe("log\n")
  expect((await source.read("empty"))?.length).toBe(0)
  expect(await source.read("absent")).toBeNull()
})
