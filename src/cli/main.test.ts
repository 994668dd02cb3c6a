/** The built command line as a process of its own: pipes, signals, what it prints while it serves, a real terminal. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { stripVTControlCharacters } from "node:util"
import { afterAll, beforeAll, describe, expect, test } from "vitest"

const WRIT = "dist/cli/main.js"
const SAID = ["body=police", "who=troops", "purpose=immigration", "existing_agreement=no"]
const EXAMPLE = ["--pack", "packs/example"]

beforeAll(() => { execFileSync(process.execPath, ["scripts/build.mjs"]) })

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

describe("who reads may stop reading", () => {
  async function closing(words: readonly string[], which: "stdout" | "stderr"): Promise<Ran> {
    const child = spawn(process.execPath, [WRIT, ...words], { stdio: ["ignore", "pipe", "pipe"] })
    child[which].destroy()
    const other = which === "stdout" ? child.stderr : child.stdout
    let said = ""
    other.on("data", (chunk: Buffer) => { said += chunk.toString() })
    const [code] = (await once(child, "close")) as [number | null]
    return { code, out: "", err: said }
  }

  test.each([
    ["check", ["check", "packs/example"], "stdout", 0],
    ["check of a pack that is not there", ["check", "nowhere"], "stdout", 1],
    ["ask", ["ask", "joint-duty", ...EXAMPLE], "stdout", 0],
    ["help", ["--help"], "stdout", 0],
    ["a mistake", ["chek"], "stderr", 2],
  ] as const)("%s", async (_name, words, which, code) => {
    expect(await closing(words, which)).toEqual({ code, out: "", err: "" })
  })
})

describe("writ serve", () => {
  const CANARY = "canary7f3a"
  const data = mkdtempSync(join(tmpdir(), "writ-main-"))
  afterAll(() => { rmSync(data, { recursive: true, force: true }) })

  async function served(): Promise<{ readonly child: ChildProcess; readonly address: string; readonly printed: () => string }> {
    const child = spawn(process.execPath, [WRIT, "serve", ...EXAMPLE, "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "pipe"] })
    let printed = ""
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { printed += chunk.toString() })
    while (!/http:\/\/\S+/.test(printed)) await once(child.stdout, "data")
    while (!/\/sign-in\/\S+\n/.test(printed)) await once(child.stdout, "data") // the last of a start's lines, once the record is open
    return { child, address: /http:\/\/\S+/.exec(printed)?.[0] ?? "", printed: () => printed }
  }

  async function stopped(child: ChildProcess, signal: "SIGINT" | "SIGTERM"): Promise<readonly [code: number | null, milliseconds: number]> {
    const start = performance.now()
    child.kill(signal)
    const [code] = (await once(child, "close")) as [number | null]
    return [code, performance.now() - start]
  }

  test("prints nothing of who asked for what, whatever is asked", async () => {
    const { child, address, printed } = await served()
    const before = printed()
    const headers = { "user-agent": CANARY, referer: `http://${CANARY}.example/`, "x-forwarded-for": CANARY, cookie: `a=${CANARY}`, "accept-language": CANARY, [`x-${CANARY}`]: CANARY }
    const paths = [`/en/${CANARY}`, `/en/ask/joint-duty?who=${CANARY}&${CANARY}=1`, `/en/ask/${CANARY}`, `/en/law/${CANARY}`, `/v1/${CANARY}`, `/v1/questions?language=${CANARY}`, `/%ff${CANARY}`, `/en/bodies/${CANARY}%00`]
    for (const path of paths) for (const method of ["GET", "HEAD", "POST", "PUT", "OPTIONS"]) await (await fetch(address + path, { method, headers, redirect: "manual" })).arrayBuffer()
    for (const body of [`{"question":"${CANARY}"}`, CANARY, `{"question":"joint-duty","facts":{"${CANARY}":"${CANARY}"}}`]) {
      await (await fetch(`${address}/v1/answers`, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body })).arrayBuffer()
      await (await fetch(`${address}/en/ask/joint-duty?body=police`, { method: "POST", headers: { ...headers, "content-type": "application/x-www-form-urlencoded" }, body: `who=${CANARY}&${CANARY}=${body}` })).arrayBuffer()
    }
    expect((await stopped(child, "SIGTERM"))[0]).toBe(0)
    expect(printed()).toBe(before)
    expect(before).not.toContain(CANARY)
  })

  test.each(["SIGINT", "SIGTERM"] as const)("%s ends it at once, while connections are kept open", async (signal) => {
    const { child, address } = await served()
    await (await fetch(`${address}/healthz`)).arrayBuffer()
    const [code, milliseconds] = await stopped(child, signal)
    expect(code).toBe(0)
    expect(milliseconds).toBeLessThan(1_000)
  })
})

describe("on a terminal", async () => {
  const pty = await import("@lydell/node-pty").catch(() => null)

  /** Runs writ in a terminal of its own. `keys` are pressed one after another, each when its text is shown. */
  function inTerminal(words: readonly string[], keys: readonly (readonly [when: string, press: string])[], env: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly raw: string; readonly shown: string }> {
    if (pty === null) throw new Error("no terminal")
    const { FORCE_COLOR: _force, NO_COLOR: _no, ...plainEnv } = process.env
    const terminal = pty.spawn(process.execPath, [WRIT, ...words], { cols: 100, rows: 40, env: { ...plainEnv, TERM: "xterm-256color", ...env } })
    const left = [...keys]
    let raw = ""
    let read = 0
    terminal.onData((chunk) => {
      raw += chunk
      const [next] = left
      const shown = stripVTControlCharacters(raw)
      const at = next === undefined ? -1 : shown.indexOf(next[0], read)
      if (next === undefined || at < 0) return
      read = at + next[0].length
      left.shift()
      setTimeout(() => { terminal.write(next[1]) }, 50)
    })
    return new Promise((resolve) => {
      terminal.onExit(({ exitCode }) => { resolve({ code: exitCode, raw, shown: stripVTControlCharacters(raw) }) })
    })
  }

  const DOWN = "\u001b[B"

  test.skipIf(pty === null)("danger first, then questions by arrow keys, then the answer that --json gives for the same facts", async () => {
    const { code, shown, raw } = await inTerminal(["ask", "joint-duty", "body=police", "who=troops", ...EXAMPLE], [["No: go on to the questions", `${DOWN}\r`], ["I do not know", "\r"], ["I do not know", `${DOWN}\r`]])
    expect(code).toBe(0)
    const sequence = ["Is anyone hurt or in danger?", "Why we ask.", "What do they say it is about?", "Why we ask.", "I do not know"]
    let at = 0
    for (const text of sequence) expect([text, at = shown.indexOf(text, at)]).not.toContain(-1)
    const { outcome, steps } = JSON.parse(execFileSync(process.execPath, [WRIT, "ask", "joint-duty", ...SAID, ...EXAMPLE, "--json"], { encoding: "utf8" })) as { outcome: string; steps: { text: string }[] }
    expect(outcome).toBe("prohibited")
    expect(shown).toMatch(/\r\nNo\r\n/)
    for (const { text } of steps) expect(shown.replace(/\s+/g, " ")).toContain(text)
    expect(raw).toContain("\u001b[31m")
  })

  test.skipIf(pty === null)("NO_COLOR is heeded", async () => {
    const { raw } = await inTerminal(["ask", "joint-duty", ...SAID, ...EXAMPLE], [], { NO_COLOR: "1" })
    expect(raw).toContain("Is anyone hurt")
    expect(raw).not.toContain("\u001b[31m")
  })

  test.skipIf(pty === null).each([
    ["Ctrl+C", "\u0003"],
    ["Escape", "\u001b"],
    ["Ctrl+D", "\u0004"],
  ])("%s leaves with a sentence and 130", async (_name, key) => {
    for (const keys of [[["No: go on", key]], [["No: go on", `${DOWN}\r`], ["I do not know", key]]] as const) {
      const { code, shown } = await inTerminal(["ask", "joint-duty", ...EXAMPLE], keys)
      expect(code).toBe(130)
      expect(shown).toContain("You left before there was an answer. Nothing was kept.")
      expect(shown).not.toMatch(/\n\s+at |Warning/)
    }
  })

  test("what is piped in is not asked for", () => {
    const out = execFileSync(process.execPath, [WRIT, "ask", "joint-duty", ...EXAMPLE], { encoding: "utf8", input: "" })
    expect(out).toContain("Not enough is known yet")
  })
})
