/** The README's commands, run as a reader would run them. */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, test } from "vitest"

const run = promisify(execFile)
const readme = readFileSync("README.md", "utf8")
const commands = [...readme.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n")).map((line) => line.replace(/\s+#.*/, ""))

describe("the README's commands", () => {
  test("are the two, and some of writ's", () => {
    expect(commands.slice(0, 2)).toEqual(["npm start", "npm test"])
    expect(commands.length).toBeGreaterThan(4)
  })

  test.each(commands.filter((command) => command.startsWith("npx writ ")))("%s", async (command) => {
    const { stdout } = await run("node", ["dist/cli/main.js", ...command.split(" ").slice(2)])
    expect(stdout).not.toBe("")
  })

  test("npm start serves a page at the address it prints", async () => {
    const data = mkdtempSync(join(tmpdir(), "writ-readme-"))
    const server = spawn("npm", ["start", "--", "--port", "0", "--data", data], { env: { ...process.env, NO_COLOR: "1" }, detached: true })
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let said = ""
        server.stdout.on("data", (chunk: Buffer) => {
          said += chunk.toString()
          const found = /http:\/\/\S+/.exec(said)
          if (found !== null) resolve(found[0])
        })
        server.on("exit", () => { reject(new Error(`npm start ended: ${said}`)) })
      })
      const page = await fetch(new URL("/en/", address))
      expect(page.status).toBe(200)
      expect(await page.text()).toContain("Chicago")
      const checkpoint = await fetch(new URL("/record/policy", address)) // answers once the record is open
      expect(await checkpoint.text()).toMatch(/^log chicago/)
    } finally {
      const ended = once(server, "close")
      if (server.pid !== undefined) process.kill(-server.pid, "SIGTERM")
      await ended
      rmSync(data, { recursive: true, force: true })
    }
  })
})

test("every folder and file that the README names is there", () => {
  const named = [...readme.matchAll(/`((?:src|packs|tests|docs|scripts|bench)\/[\w./-]*)`|\]\(((?:docs|LICENSE)[\w./-]*)\)/g)].map((match) => match[1] ?? match[2] ?? "")
  for (const path of named) expect(() => readFileSync(path.replace(/\/$/, "")), path).not.toThrow(/ENOENT/)
})
