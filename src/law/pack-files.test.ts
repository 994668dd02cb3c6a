import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { checkPresence, lawDigest, readPackFiles, textsOf } from "./pack-files.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-pack-"))
afterAll(() => rmSync(folder, { recursive: true }))

test("a folder is a map from path to bytes; what begins with a dot is no part of it", () => {
  mkdirSync(join(folder, "plain/law"), { recursive: true })
  writeFileSync(join(folder, "plain/pack.yaml"), "id: a\n")
  writeFileSync(join(folder, "plain/law/a.md"), "# A\n")
  writeFileSync(join(folder, "plain/.DS_Store"), "x")
  const { value, diagnostics } = readPackFiles(join(folder, "plain"))
  expect([...(value?.keys() ?? [])].sort()).toEqual(["law/a.md", "pack.yaml"])
  expect(diagnostics).toEqual([])
})

test("a file that cannot be opened", () => {
  mkdirSync(join(folder, "broken"))
  symlinkSync(join(folder, "nowhere"), join(folder, "broken/pack.yaml"))
  expect(readPackFiles(join(folder, "broken")).diagnostics).toMatchObject([{ code: "law/unreadable-file", message: "`pack.yaml` cannot be opened" }])
})

test("a file is no folder", () => {
  writeFileSync(join(folder, "file"), "")
  expect(readPackFiles(join(folder, "file")).diagnostics).toMatchObject([{ code: "law/no-folder" }])
})

test("the law digest is that of the RFC 8785 map, whatever the sequence of the files", () => {
  const sha256 = (content: string): string => createHash("sha256").update(content).digest("hex")
  const [a, b] = [Buffer.from("id: a\n"), Buffer.from("")]
  const expected = sha256(`{"law/b.md":"${sha256("")}","pack.yaml":"${sha256("id: a\n")}"}`)
  expect(lawDigest(new Map([["pack.yaml", a], ["law/b.md", b]]))).toBe(expected)
  expect(lawDigest(new Map([["law/b.md", b], ["pack.yaml", a]]))).toBe(expected)
})

test.each([
  ["text", "a\u00e9\ud83d\ude00", null],
  ["a byte order mark", "\ufeffa", null],
  ["a bad byte at the start", [0xff, 0x61], 0],
  ["a bad byte behind a character of four bytes", [0xf0, 0x9f, 0x98, 0x80, 0xff, 0x61], 2],
  ["a bad byte behind a byte order mark", [0xef, 0xbb, 0xbf, 0x61, 0xff], 1],
  ["a character cut off at the end", [0x61, 0xc3], 1],
  ["a character cut off in the middle", [0x61, 0xe2, 0x82, 0x62], 1],
])("UTF-8: %s", (_name, content, start) => {
  const bytes = typeof content === "string" ? Buffer.from(content) : Uint8Array.from(content)
  const { diagnostics } = textsOf(new Map([["a.md", bytes]]))
  expect(diagnostics.map(({ span }) => span?.start)).toEqual(start === null ? [] : [start])
})

test("other files may be anything", () => {
  expect(textsOf(new Map([["emblem.png", Uint8Array.from([0xff])]]))).toEqual({ texts: new Map(), diagnostics: [] })
})

test.each([
  ["words/es.yml", "did you mean `words/es.yaml`?"],
  ["law/order.txt", "did you mean `law/order.md`?"],
  ["law/2026/order.md", "did you mean `law/order.md`?"],
  ["pack.yml", "did you mean `pack.yaml`?"],
  ["notes.docx", undefined],
])("nothing reads %s", (path, hint) => {
  const stray = checkPresence([path]).filter(({ code }) => code === "law/unread-file")
  expect(stray.map((diagnostic) => diagnostic.hint)).toEqual([hint])
})

test("a readme and a licence are no strangers, nor are guides", () => {
  expect(checkPresence(["README.md", "LICENSE", "guides/door/en.md"]).filter(({ code }) => code === "law/unread-file")).toEqual([])
})
