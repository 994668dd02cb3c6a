import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { checkPresence, LARGEST_FILE, LARGEST_PACK, lawDigest, readPackFiles, textsOf } from "./pack-files.ts"

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

test("nothing outside the folder is read, and nothing that may never end", async () => {
  mkdirSync(join(folder, "odd/law"), { recursive: true })
  writeFileSync(join(folder, "outside.md"), "# Outside\n")
  symlinkSync(join(folder, "outside.md"), join(folder, "odd/law/outside.md"))
  symlinkSync(folder, join(folder, "odd/words"))
  symlinkSync(join(folder, "nowhere"), join(folder, "odd/pack.yaml"))
  execFileSync("mkfifo", [join(folder, "odd/bodies.yaml")])
  const server = createServer().listen(join(folder, "odd/help.yaml"))
  await once(server, "listening")
  const { value, diagnostics, refused } = readPackFiles(join(folder, "odd"))
  server.close()
  expect(value?.size).toBe(0)
  expect(refused).toEqual(["bodies.yaml", "help.yaml", "law/outside.md", "pack.yaml", "words"])
  expect(diagnostics.map(({ code, message, span }) => [code, message, span])).toEqual([
    ["law/not-a-file", "`bodies.yaml` is a pipe, expected a file", null],
    ["law/not-a-file", "`help.yaml` is a socket, expected a file", null],
    ["law/not-a-file", "`law/outside.md` is a link, expected a file", null],
    ["law/not-a-file", "`pack.yaml` is a link, expected a file", null],
    ["law/not-a-file", "`words` is a link, expected a file", null],
  ])
})

test("a file is read up to its limit", () => {
  mkdirSync(join(folder, "large"))
  writeFileSync(join(folder, "large/a.md"), "")
  truncateSync(join(folder, "large/a.md"), LARGEST_FILE)
  writeFileSync(join(folder, "large/b.md"), "")
  truncateSync(join(folder, "large/b.md"), LARGEST_FILE + 1)
  const { value, diagnostics } = readPackFiles(join(folder, "large"))
  expect([...(value?.keys() ?? [])]).toEqual(["a.md"])
  expect(diagnostics).toMatchObject([{ code: "law/too-large", message: "`b.md` has 1000001 bytes, expected 1000000 bytes at most", hint: "split it, or leave it out" }])
})

test("a pack is read up to its limit, and said once", () => {
  mkdirSync(join(folder, "many"))
  const most = LARGEST_PACK / LARGEST_FILE
  for (let index = 0; index < most + 3; index++) {
    const path = join(folder, "many", `${String(index).padStart(2, "0")}.bin`)
    writeFileSync(path, "")
    truncateSync(path, LARGEST_FILE)
  }
  const { value, diagnostics, refused } = readPackFiles(join(folder, "many"))
  expect([value?.size, refused.length]).toEqual([most, 3])
  expect(diagnostics.map(({ message }) => message)).toEqual([`the files of this pack have more than 50000000 bytes together; \`${String(most)}.bin\` and those after it are not read`])
})

test.each([
  ["a file", () => { writeFileSync(join(folder, "file"), ""); return join(folder, "file") }],
  ["nothing", () => join(folder, "nowhere")],
  ["a name that is too long", () => join(folder, "a".repeat(5000))],
  ["a name that no file can have", () => "a\0b"],
])("%s is no folder", (_name, path) => {
  expect(readPackFiles(path()).diagnostics).toMatchObject([{ code: "law/no-folder" }])
})

test("a file whose name shows otherwise than it is", () => {
  mkdirSync(join(folder, "named"))
  writeFileSync(join(folder, "named/a\u202edm.md"), "")
  writeFileSync(join(folder, "named/b\n.md"), "")
  writeFileSync(join(folder, "named/\u05d0.md"), "")
  expect(readPackFiles(join(folder, "named")).diagnostics.map(({ message }) => message)).toEqual(["the name of `a\u202edm.md` has U+202E in it, which nobody sees", "the name of `b .md` has U+000A in it, which nobody sees"])
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
