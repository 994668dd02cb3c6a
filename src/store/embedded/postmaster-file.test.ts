/** postmaster.pid: read at every stage of its writing, and taken away only when it is the one that was judged. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import { parsePostmasterFile, readPostmasterFile, removeStaleFile } from "./postmaster-file.ts"

const whole = "4711\n/srv/data/postgres\n1764064800\n41213\n\n127.0.0.1\n 41213001         0\nready   \n"

test.each([
  ["whole", whole, { pid: 4711, port: 41_213, isReady: true }],
  ["of Windows", whole.replaceAll("\n", "\r\n"), { pid: 4711, port: 41_213, isReady: true }],
  ["while it starts", whole.replace("ready   ", "starting"), { pid: 4711, port: 41_213, isReady: false }],
  ["before it has a port", "4711\n/srv/data/postgres\n", { pid: 4711, port: null, isReady: false }],
  ["of a stand-alone server", "-4711\n/srv/data/postgres\n1764064800\n0\n", { pid: 4711, port: null, isReady: false }],
  ["empty", "", { pid: null, port: null, isReady: false }],
  ["of something else", "hello\nworld", { pid: null, port: null, isReady: false }],
  ["with no number that a process has", "0\n", { pid: null, port: null, isReady: false }],
])("a file %s", (_, text, expected) => {
  expect(parsePostmasterFile(text)).toEqual({ ...expected, text })
})

describe("in a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "writ-postmaster-"))
  const file = join(folder, "postmaster.pid")
  beforeEach(() => rmSync(file, { force: true }))
  afterAll(() => rmSync(folder, { recursive: true }))

  test("none is null", () => {
    expect(readPostmasterFile(folder)).toBe(null)
  })

  test("a stale one is taken away, once", () => {
    writeFileSync(file, whole)
    removeStaleFile(folder, whole)
    removeStaleFile(folder, whole)
    expect(readdirSync(folder)).toEqual([])
  })

  test("another than the one judged stale stays", () => {
    writeFileSync(file, whole)
    removeStaleFile(folder, whole.replace("4711", "4712"))
    expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual([whole, ["postmaster.pid"]])
    expect(existsSync(file)).toBe(true)
  })
})
