/** The authors' tutorial, done as written, and the table of what does not compile, each line as the check says it. */
import { execFileSync } from "node:child_process"
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { packFromFiles } from "../src/law/from-pack.ts"
import { readPackFiles } from "../src/law/pack-files.ts"
import { checkPack } from "../src/pipeline.ts"

const WRIT = join(process.cwd(), "dist/cli/main.js")
const folder = mkdtempSync(join(tmpdir(), "writ-tutorial-"))
const pack = join(folder, "lake-eola")
beforeAll(() => { execFileSync(process.execPath, ["scripts/build.mjs"]) })
afterAll(() => { rmSync(folder, { recursive: true }) })

const tutorial = readFileSync("docs/authors/tutorial.md", "utf8")
const blocks = [...tutorial.matchAll(/^(`{3,})(\w+)(?:=(\S+))?\n([^]*?)^\1$/gm)].map(([, , kind = "", file = "", content = ""]) => ({ kind, file, content }))
let said = ""

function sh(line: string): void {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "")
  said = execFileSync(process.execPath, [WRIT, ...words.slice(1)], { cwd: folder, encoding: "utf8" })
}

function replace(file: string, content: string): void {
  const [before = "", after = ""] = content.split(/^->\n/m)
  const text = readFileSync(join(pack, file), "utf8")
  expect(text.split(before.trimEnd())).toHaveLength(2)
  writeFileSync(join(pack, file), text.replace(before.trimEnd(), () => after.trimEnd()))
}

function mistakes(): readonly string[] {
  return checkPack(pack, new Date()).diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)
}

test("the tutorial holds commands, changes and what is said", () => {
  expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(["sh", "says", "append", "fails", "replace"]))
})

test("each block in turn does what it says", () => {
  for (const { kind, file, content } of blocks) {
    if (kind === "sh") content.trim().split("\n").forEach(sh)
    else if (kind === "says") for (const line of content.trim().split("\n")) expect(said).toContain(line)
    else if (kind === "append") appendFileSync(join(pack, file), content)
    else if (kind === "replace") replace(file, content)
    else for (const line of content.trim().split("\n")) expect(mistakes()).toContain(line)
  }
})

describe("what does not compile", () => {
  const base = readPackFiles("tests/golden/pack/base").value ?? expect.fail()
  const rules = readFileSync("docs/authors/rules.md", "utf8")
  const refused = rules.slice(rules.indexOf("| written "))
  const rows = [...refused.matchAll(/^\| `(.+?)` \| (.+? does not compile) \|/gm)].map(([, written = "", message = ""]) => [written, message] as const)

  test("has its lines", () => { expect(rows.length).toBeGreaterThanOrEqual(7) })

  test.each(rows)("%s: %s", (written, message) => {
    const decode = (path: string): string => new TextDecoder().decode(base.get(path))
    const facts = ["age: Long", "size: Long", "name: String"].map((fact) => `    @topic("who") @public ${fact},\n`).join("")
    const changed = new Map(base)
    const set = (path: string, text: string): unknown => changed.set(path, new TextEncoder().encode(text))
    set("vocabulary.cedarschema", decode("vocabulary.cedarschema").replace("context: {\n", (open) => open + facts))
    set("law/order.md", decode("law/order.md").replace(/when \{[^}]*\}/, () => `when { ${written} }`))
    const { diagnostics } = packFromFiles(changed)
    expect(diagnostics.filter(({ code }) => code === "law/does-not-compile").map((one) => one.message)).toEqual([message])
  })
})
