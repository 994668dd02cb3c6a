/** Calls of the command line: what is printed where, errors in a sentence, exit codes. */
import { once } from "node:events"
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { runWrit, type Ran } from "../../tests/setup/run-writ.ts"

const SAID = ["body=police", "who=troops", "purpose=immigration", "existing_agreement=no"]
const folder = mkdtempSync(join(tmpdir(), "writ-cli-"))

beforeAll(() => {
  cpSync("packs/example", join(folder, "broken"), { recursive: true })
  writeFileSync(join(folder, "broken/bodies.yaml"), "groups: 7\n")
  writeFileSync(join(folder, "file"), "")
})
afterAll(() => { rmSync(folder, { recursive: true }) })

async function writ(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return runWrit(words).finally(() => vi.unstubAllEnvs())
}

const EXAMPLE = ["--pack", "packs/example"]

test.each([
  [["--help"], "writ check [PACK]"],
  [["help"], "writ check [PACK]"],
  [["-h"], "writ check [PACK]"],
  [["help", "ask"], "--body ID"],
  [["ask", "--help"], "--body ID"],
  [["serve", "-h"], "--port PORT"],
  [["check", "--help"], "Exit codes: 0 done"],
  [["--version"], "writ 0."],
])("writ %j tells, and is done", async (words, told) => {
  const { code, out, err } = await writ(words)
  expect([code, err]).toEqual([0, ""])
  expect(out).toContain(told)
})

test("help of a command lists the options that it takes, and no others", async () => {
  expect((await writ(["serve", "--help"])).out).not.toMatch(/^ +--json/m)
  expect((await writ(["check", "--help"])).out).not.toMatch(/^ +--port/m)
})

test.each([
  [[], "writ check [PACK]"],
  [["chek"], "writ: no command is named `chek`; did you mean `check`?"],
  [["toString"], "writ: no command is named `toString`; there are new, check, fmt, diff, ask, serve"],
  [["ask", ...EXAMPLE], "writ: writ ask takes a question: joint-duty, admit-to-staff-area"],
  [["ask", "joint-duti", ...EXAMPLE], "did you mean `joint-duty`?"],
  [["ask", "joint-duty", "whom=troops", ...EXAMPLE], "did you mean `who`?"],
  [["ask", "joint-duty", "who=martians", ...EXAMPLE], "writ: `martians` is not a value of `who`; it may be federal-agents, troops, not-said, unknown"],
  [["ask", "joint-duty", "who", ...EXAMPLE], "writ: facts are written fact=value; found `who`"],
  [["ask", "joint-duty", "who=troops", "who=troops", ...EXAMPLE], "writ: `who` is given twice"],
  [["ask", "joint-duty", "--jsno", ...EXAMPLE], "writ: no option is named `--jsno`; did you mean `--json`?"],
  [["ask", "joint-duty", "--port", "1", ...EXAMPLE], "writ: writ ask does not take --port; it takes --pack, --body, --on, --lang, --json, --data, --help"],
  [["ask", "joint-duty", "--on", "--json", ...EXAMPLE], "writ: --on takes a value: --on DAY"],
  [["ask", "joint-duty", "--on=", ...EXAMPLE], "writ: --on takes a value: --on DAY"],
  [["ask", "joint-duty", "--on", "2026-02-30", ...EXAMPLE], "writ: --on takes a day that exists, such as 2025-08-30; found `2026-02-30`"],
  [["ask", "joint-duty", "--json=yes", ...EXAMPLE], "writ: --json takes no value; found `yes`"],
  [["ask", "joint-duty", "--json", "--json", ...EXAMPLE], "writ: --json is given twice"],
  [["ask", "joint-duty", "--lang", "fr", ...EXAMPLE], "writ: the pack has no words in `fr`; it has en, es"],
  [["check", "one", "two"], "writ: writ check takes one pack"],
  [["check", "--watch", "--release"], "writ: writ check takes --watch or --release, not both"],
  [["serve", "packs/example"], "writ: writ serve takes no words beside its options; the pack is given with --pack"],
  [["serve", ...EXAMPLE, "--port", "abc"], "writ: --port takes a port from 0 to 65535; found `abc`"],
  [["serve", ...EXAMPLE, "--port", "65536"], "writ: --port takes a port from 0 to 65535; found `65536`"],
  [["serve", ...EXAMPLE, "--host", "203.0.113.1"], "writ: `203.0.113.1` is no address of this machine; choose one with --host or HOST, such as 127.0.0.1"],
])("writ %j is not understood, and says what to write", async (words, told) => {
  const { code, out, err } = await writ(words)
  expect([code, out]).toEqual([2, ""])
  expect(err).toContain(told)
  if (words.length > 0) expect(err.trim().split("\n")).toHaveLength(1)
})

test.each([
  ["PORT", "abc", "writ: PORT takes a port from 0 to 65535; found `abc`"],
  ["HOST", "203.0.113.1", "is no address of this machine; choose one with --host or HOST"],
])("%s=%s is not understood", async (name, value, told) => {
  const { code, err } = await writ(["serve", ...EXAMPLE], { [name]: value })
  expect([code, err.trim().split("\n").length]).toEqual([2, 1])
  expect(err).toContain(told)
})

test("a port that is taken is said to be", async () => {
  const taken = createServer()
  taken.listen(0, "127.0.0.1")
  await once(taken, "listening")
  const { port } = taken.address() as AddressInfo
  const { code, err } = await writ(["serve", ...EXAMPLE, "--port", String(port)])
  expect([code, err]).toEqual([2, `writ: port ${String(port)} is taken; stop what listens there, or choose another with --port or PORT\n`])
  taken.close()
})

describe.each([["check"], ["ask", "joint-duty"], ["ask", "joint-duty", "--json"], ["serve"]])("writ %s %s %s of a pack", (...words) => {
  test.each([
    ["that is not there", "nowhere", "there is no folder"],
    ["that is a file", "file", "hint:"],
    ["that is broken", "broken", "bodies.yaml"],
  ])("%s says what to do, without a trace of the program", async (_name, name, told) => {
    const { code, out, err } = await writ([...words, "--pack", join(folder, name)])
    expect(code).toBe(1)
    if (words[0] !== "check") expect(out).toBe("")
    expect(out + err).toContain(told)
    expect(out + err).not.toMatch(/\n\s+at |node:internal/)
  })
})

test("JSON is all that --json prints", async () => {
  const asked = await writ(["ask", "joint-duty", ...SAID, ...EXAMPLE, "--json"])
  expect([asked.code, asked.err]).toEqual([0, ""])
  expect(JSON.parse(asked.out)).toMatchObject({ question: "joint-duty", outcome: "prohibited" })
  const checked = await writ(["check", join(folder, "broken"), "--json"])
  expect([checked.code, checked.err]).toEqual([1, ""])
  expect(JSON.parse(checked.out)).toMatchObject({ coverage: null, diagnostics: [{ severity: "error" }, ...(JSON.parse(checked.out) as { diagnostics: unknown[] }).diagnostics.slice(1)] })
})

test("an answer begins with help for who is hurt, and is not coloured where nobody sees it", async () => {
  const { out } = await writ(["ask", "joint-duty", ...SAID, ...EXAMPLE])
  expect(out).toMatch(/^Is anyone hurt or in danger\? Help first\./)
  expect(out).not.toContain("\u001b")
})

test("writ check --release fails on a pack that is good and that nobody has reviewed, and says what is to be done", async () => {
  const { code, out, err } = await writ(["check", "packs/example", "--release"])
  expect([code, err]).toEqual([1, ""])
  expect(out).toContain("text   grade  en     es\nwords         draft  draft\ndoor   1.4    draft  draft\nhelp   0.7    draft  draft\n")
  expect(out).toContain("Texts that nobody has reviewed (6):\n  words (en), words (es), door (en), door (es), help (en), help (es)\nHelp lines that nobody has called (1):\n  emergency\n")
  const asked = await writ(["check", "packs/example", "--json"])
  expect(asked.code).toBe(0)
  expect(JSON.parse(asked.out)).toMatchObject({ blockers: null, texts: [{ text: "words" }, { text: "door", languages: [{ language: "en", state: { kind: "draft" }, stale: 0, missing: 0 }, { language: "es" }] }, { text: "help" }] })
})
