/** `writ replay`: what is printed where, exit codes, files in every state; as a process: pipes, Ctrl+C, memory. */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { VERDICTS } from "../kernel/diagram/replay.ts"
import { runWrit, type Ran } from "../../tests/setup/run-writ.ts"

const WRIT = "dist/cli/main.js"
const EXAMPLE = ["--pack", "packs/example", "--on", "2026-01-05"]
const SAID = { body: "police", who: "troops", purpose: "immigration", existing_agreement: "no" }
const BEFORE = line({ on: "2026-01-04", facts: SAID, reference: "7K4Q" })
const SAME = line({ on: "2026-01-05", facts: { ...SAID, existing_agreement: true }, outcome: "silent" })

const folder = mkdtempSync(join(tmpdir(), "writ-replay-cli-"))
beforeAll(() => { execFileSync(process.execPath, ["scripts/build.mjs"]) }, 60_000)
afterAll(() => { rmSync(folder, { recursive: true }) })

function line(fields: object): string {
  return JSON.stringify({ question: "joint-duty", ...fields })
}

let files = 0
function fileOf(bytes: string | Uint8Array): string {
  files += 1
  const path = join(folder, `decisions-${String(files)}.jsonl`)
  writeFileSync(path, bytes)
  return path
}

const writ = (words: readonly string[]): Promise<Ran> => runWrit(words)

const replay = (bytes: string | Uint8Array, ...words: readonly string[]): Promise<Ran> => writ(["replay", fileOf(bytes), ...EXAMPLE, ...words])

const verdict = z.enum(VERDICTS)
const count = z.number().int().nonnegative()
const law = { pack: z.string(), digest: z.string().regex(/^[0-9a-f]{64}$/) }
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const clauses = z.array(z.string().includes("#"))
/** What --json prints, whatever is found. */
const form = z.strictObject({
  file: z.string(),
  made: z.strictObject(law),
  again: z.strictObject({ ...law, on: day }),
  ended: z.boolean(),
  lines: count,
  wrong: z.strictObject({ count, first: z.array(z.strictObject({ line: count, problem: z.string() })).max(5) }),
  decisions: count,
  changed: count,
  directions: z.array(z.strictObject({ from: verdict, to: verdict, count })),
  questions: z.array(z.strictObject({ of: z.string(), decisions: count, changed: count })),
  bodies: z.array(z.strictObject({ of: z.string().nullable(), decisions: count, changed: count })),
  clauses: z.array(z.strictObject({ clause: z.string(), before: count, after: count })),
  groups: z.array(z.strictObject({
    question: z.string(), from: verdict, to: verdict, before: clauses.nullable(), after: clauses, count,
    example: z.strictObject({ line: count, reference: z.string().nullable(), on: day, facts: z.record(z.string(), z.string()) }),
  })),
  more: count,
  apart: z.array(z.strictObject({ kind: z.enum(["question", "fact", "value"]), question: z.string(), fact: z.string().nullable(), value: z.string().nullable(), count, line: count })),
  moreApart: count,
  otherwise: z.strictObject({ count, line: count.nullable() }),
})

describe("what is found", () => {
  test("in a person's words, with calls to paste", async () => {
    const { code, out, err } = await replay(`${BEFORE}\n${SAME}\n`)
    expect([code, err]).toEqual([0, ""])
    expect(out).toContain("Past decisions of Example City (demonstration), decided again under the law of 5 January 2026\nDecided again: 2. Came out differently: 1\n")
    expect(out).toContain("By direction\n  silent → prohibited  1\n")
    expect(out).toMatch(/By body\n +decisions +differently\n +Police Department +2 +1\n/)
    expect(out).toMatch(/By clause.*\n +decided then +decides now\n +Order 1, Joint duty +0 +1\n/)
    const calls = [...out.matchAll(/npx writ (ask .*)/g)].map(([, call = ""]) => call)
    expect(calls).toEqual(["2026-01-04", "2026-01-05"].map((on) => `ask joint-duty body=police who=troops purpose=immigration existing_agreement=no --on ${on} --pack packs/example`))
    const outcomes: string[] = []
    for (const call of calls) outcomes.push((JSON.parse((await writ([...call.split(" "), "--json"])).out) as { outcome: string }).outcome)
    expect(outcomes).toEqual(["silent", "prohibited"])
  })

  test("in Spanish", async () => {
    expect((await replay(BEFORE, "--lang", "es")).out).toContain("Decididas de nuevo: 1. Con otro resultado: 1")
  })

  test("as JSON, in one form", async () => {
    const { code, out, err } = await replay(`${BEFORE}\n${SAME}\n`, "--json")
    expect([code, err]).toEqual([0, ""])
    expect(form.parse(JSON.parse(out))).toMatchObject({ ended: true, lines: 2, decisions: 2, changed: 1, groups: [{ from: "silent", to: "prohibited", example: { line: 1, reference: "7K4Q", facts: SAID } }] })
  })

  test("nothing, where the law is the same", async () => {
    const { code, out } = await replay(SAME)
    expect([code, out]).toEqual([0, expect.stringContaining("Decided again: 1. Every one comes out as it was")])
    expect(out).not.toContain("By direction")
  })

  test("what the other law does not know, apart, with the reason, and it is no error", async () => {
    const { code, out, err } = await writ(["replay", fileOf(line({ question: "hold-on-detainer", facts: {}, outcome: "prohibited" })), "--pack", "packs/chicago", "--against", "packs/example"])
    expect([code, err]).toEqual([0, ""])
    expect(out).toContain("Not decided again, since the other law does not know what they say\n  1: it has no question `hold-on-detainer`; first in line 1")
  })

  test("answers as `writ ask --json` gives them", async () => {
    const asked = await writ(["ask", "joint-duty", ...Object.entries(SAID).map((pair) => pair.join("=")), "--pack", "packs/example", "--on", "2026-01-04", "--json"])
    const { code, out } = await replay(JSON.stringify(JSON.parse(asked.out)), "--json")
    expect([code, form.parse(JSON.parse(out))]).toMatchObject([0, { decisions: 1, directions: [{ from: "silent", to: "prohibited" }], otherwise: { count: 0 } }])
  })
})

test("the page for operators shows what is printed", async () => {
  const page = readFileSync("docs/operators/replay.md", "utf8")
  const [, decisions = ""] = /```jsonl\n([^]*?)```/.exec(page) ?? []
  const [, words = "", printed] = /```console\n\$ npx writ replay decisions\.jsonl (.*)\n([^]*?)```/.exec(page) ?? []
  const { code, out } = await writ(["replay", fileOf(decisions), ...words.split(" ")])
  expect([code, out]).toEqual([0, printed])
})

describe("files", () => {
  test.each<[string, string]>([
    ["CR LF", `${BEFORE}\r\n${SAME}\r\n`],
    ["a byte order mark", `\ufeff${BEFORE}\n${SAME}`],
    ["blank lines", `\n${BEFORE}\n \n\n${SAME}\n\n`],
  ])("%s", async (_, bytes) => {
    const { code, out, err } = await replay(bytes, "--json")
    expect([code, err]).toEqual([0, ""])
    expect(form.parse(JSON.parse(out))).toMatchObject({ decisions: 2, changed: 1, wrong: { count: 0 } })
  })

  test.each([["", 0], ["\n\n", 2]] as const)("%j holds no decisions", async (bytes, lines) => {
    const path = fileOf(bytes)
    expect(await writ(["replay", path, ...EXAMPLE])).toEqual({ code: 0, out: `${path} holds no decisions\n`, err: "" })
    expect(form.parse(JSON.parse((await writ(["replay", path, ...EXAMPLE, "--json"])).out))).toMatchObject({ lines, decisions: 0, directions: [], groups: [] })
  })

  test("lines that cannot be read are told, the first five, and the others are decided", async () => {
    const wrong = ["{", "[]", '{"question":"joint-duty"}', line({ facts: { who: "martians" } }), "x".repeat(2 * 1024 * 1024), line({ question: "gone", facts: {} }), line({ facts: {}, on: "today" })]
    const { code, out, err } = await replay([BEFORE, ...wrong, SAME].join("\n"), "--json")
    expect(code).toBe(1)
    expect(err.split("\n").map((told) => told.split(";")[0])).toEqual([
      "Line 2: it is not JSON",
      "Line 3: it is JSON, but no object with question and facts",
      "Line 4: it has no facts",
      "Line 5: `martians` is not a value of `who` in its own pack, and it has no outcome",
      "Line 6: it is longer than 1 MiB, and a decision is at most that",
      "Lines that hold no decision that can be read: 7",
      "",
    ])
    const found = form.parse(JSON.parse(out))
    expect(found).toMatchObject({ decisions: 2, lines: 9, wrong: { count: 7, first: { length: 5 } } })
    expect(found.wrong.first[3]).toEqual({ line: 5, problem: err.split("\n")[3]?.slice("Line 5: ".length) })
  })

  test("nothing in a file reaches a terminal as an order", async () => {
    const escape = "\u001b[31m\u202e"
    const lines = [
      line({ on: "2026-01-04", facts: SAID, reference: escape }),
      line({ question: escape, facts: {}, outcome: "silent" }),
      line({ facts: { [escape]: escape }, outcome: "silent" }),
      line({ facts: { who: escape }, outcome: "silent" }),
      line({ question: escape, facts: {} }),
      line({ facts: { [escape]: {} } }),
      line({ facts: {}, outcome: escape }),
      line({ facts: { who: escape } }),
      line({ facts: { [escape]: "x" } }),
    ]
    const { code, out, err } = await replay(lines.join("\n"))
    expect([code, err.split("\n").length]).toEqual([1, 6])
    expect(out).toContain("reference `\ufffd[31m\ufffd`")
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })

  test.each([
    ["that is not there", join(folder, "nowhere"), "ENOENT"],
    ["that is a folder", folder, "EISDIR"],
  ])("a file %s is said to be, in a sentence", async (_, path, code) => {
    expect(await writ(["replay", path, ...EXAMPLE])).toEqual({ code: 1, out: "", err: `${path} cannot be read (${code}); name a file with one decision a line, or - for standard input\n` })
  })

  test.each([
    [[], "writ: writ replay takes one file with a decision a line, or - for standard input"],
    [["a", "b"], "writ: writ replay takes one file with a decision a line, or - for standard input"],
    [["a", "--lang", "fr"], "writ: there are no words in `fr`"],
    [["a", "--body", "police"], "writ: writ replay does not take --body; it takes --pack, --against, --on, --lang, --json, --help"],
  ])("writ replay %j is not understood", async (words, told) => {
    expect(await writ(["replay", ...words, ...(words.length === 0 ? [] : EXAMPLE)])).toMatchObject({ code: 2, out: "", err: expect.stringContaining(told) as unknown })
  })
})

describe("as a process", () => {
  function started(words: readonly string[], node: readonly string[] = []): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [...node, WRIT, "replay", ...words])
  }

  async function ended(child: ChildProcessWithoutNullStreams): Promise<Ran> {
    const printed = { out: "", err: "" }
    child.stdout.on("data", (chunk: Buffer) => { printed.out += chunk.toString() })
    child.stderr.on("data", (chunk: Buffer) => { printed.err += chunk.toString() })
    const [code] = (await once(child, "close")) as [number]
    return { code, ...printed }
  }

  test("reads standard input, and shows no bar where nobody sees it", async () => {
    const child = started(["-", ...EXAMPLE, "--json"])
    child.stdin.end(`${BEFORE}\n${SAME}`)
    const { code, out, err } = await ended(child)
    expect([code, err]).toEqual([0, ""])
    expect(form.parse(JSON.parse(out))).toMatchObject({ file: "-", decisions: 2, changed: 1 })
  })

  test("Ctrl+C tells what it came to until then, and leaves with 130", async () => {
    const child = started(["-", ...EXAMPLE])
    const done = ended(child)
    // The line that cannot be read is told when it is read: from then on there is something to tell.
    child.stdin.write(`${BEFORE}\n${SAME}\n{\n${line({ facts: {} }).slice(0, 10)}`)
    await once(child.stderr, "data")
    child.kill("SIGINT")
    const { code, out, err } = await done
    expect([code, err.split("\n").length]).toEqual([130, 2])
    expect(out).toMatch(/^You stopped it; this is what it came to until line 3\n\nPast decisions of /)
    expect(out).toContain("Decided again: 2. Came out differently: 1")
  })

  test("Ctrl+C with --json gives the same form, and says that it did not end", async () => {
    const child = started(["-", ...EXAMPLE, "--json"])
    const done = ended(child)
    child.stdin.write(`${BEFORE}\n{\n`)
    await once(child.stderr, "data")
    child.kill("SIGINT")
    const { code, out } = await done
    expect([code, form.parse(JSON.parse(out))]).toMatchObject([130, { ended: false, lines: 2, decisions: 1, changed: 1, wrong: { count: 1 } }])
  })

  test("needs no more memory for more decisions", async () => {
    const child = started(["-", ...EXAMPLE, "--json"], ["--max-old-space-size=32"])
    const done = ended(child)
    const lines = (from: number): string => Array.from({ length: 1_000 }, (_, index) => line({ on: "2026-01-04", facts: SAID, reference: `R${String(from + index)}` })).join("\n")
    for (let from = 0; from < 100_000; from += 1_000) if (!child.stdin.write(`${lines(from)}\n`)) await once(child.stdin, "drain")
    child.stdin.end()
    const { code, out } = await done
    expect([code, form.parse(JSON.parse(out))]).toMatchObject([0, { decisions: 100_000, changed: 100_000, groups: [{ count: 100_000, example: { line: 1 } }] }])
  }, 60_000)
})

describe("on a terminal", async () => {
  const pty = await import("@lydell/node-pty").catch(() => null)

  test.skipIf(pty === null)("a bar shows how far it is, and is gone when it is done", async () => {
    if (pty === null) throw new Error("no terminal")
    const path = fileOf(`${SAME}\n`.repeat(30_000))
    const terminal = pty.spawn(process.execPath, [WRIT, "replay", path, ...EXAMPLE], { cols: 100, rows: 40, env: { ...process.env, TERM: "xterm-256color" } })
    let raw = ""
    terminal.onData((chunk) => { raw += chunk })
    await new Promise<void>((resolve) => { terminal.onExit(() => { resolve() }) })
    expect(raw).toMatch(/\r\u001b\[K\[#* *\] line [\d,]+/)
    expect(raw.slice(raw.lastIndexOf("\u001b[K"))).toContain("Decided again: 30,000.")
  })
})
