/** What may pass is waited for, ten seconds long: apart from embedded.test.ts, so that both wait at the same time. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databasesFolder } from "../setup/memory-folder.ts"
import { build, endAll, Writ } from "./processes.ts"

const made = mkdtempSync(join(databasesFolder(), "writ-patience-"))
beforeAll(build)
afterAll(async () => {
  await endAll()
  rmSync(made, { recursive: true, force: true, maxRetries: 5 })
})

describe.concurrent("after ten seconds", () => {
  test("it is said which process holds the folder and does not answer", async () => {
    const folder = join(made, "held")
    const server = await new Writ([], folder).opened()
    process.kill(server, "SIGSTOP")
    const begun = Date.now()
    const waiting = new Writ([], folder)
    const said = await waiting.ended()
    process.kill(server, "SIGCONT")
    expect(waiting.of("waiting")).toEqual({ kind: "waiting", folder, pid: server })
    expect(said).toMatchObject({ kind: "held", folder, pid: server, because: "no-answer" })
    expect(Date.now() - begun).toBeGreaterThan(10_000)
  })

  test("a postmaster.pid that still says nothing is taken away", async () => {
    const folder = join(made, "unfinished")
    const first = new Writ([], folder)
    await first.opened()
    await first.close()
    writeFileSync(join(folder, "postgres", "postmaster.pid"), "")
    const second = new Writ([], folder)
    await second.opened()
    expect(second.of("started")).toBeDefined()
    await second.close()
    expect(existsSync(join(folder, "postgres", "postmaster.pid"))).toBe(false)
  })
})
