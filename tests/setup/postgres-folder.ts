/**
 * One data folder a test run, for the one embedded server that tests share.
 * Nothing is started here: the first test file that wants a database starts the server, the others adopt it (postgres.ts).
 * When the tests are over it is stopped and its folder removed; what a killed run left is removed by the next.
 */
import { existsSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { TestProject } from "vitest/node"
import { holderOf, isGone } from "../../src/store/embedded/holder.ts"
import { readPostmasterFile } from "../../src/store/embedded/postmaster-file.ts"
import { databasesFolder } from "./memory-folder.ts"

declare module "vitest" {
  interface ProvidedContext {
    readonly postgresFolder: string
  }
}

const PREFIX = "writ-tests-postgres-"

const folderOf = (pid: number | string): string => join(databasesFolder(), `${PREFIX}${pid}`)

export async function setup(project: TestProject): Promise<void> {
  project.provide("postgresFolder", folderOf(process.pid))
  const runs = readdirSync(databasesFolder()).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))
  for (const pid of runs) if (isGone(Number(pid))) await remove(folderOf(pid))
}

export async function teardown(): Promise<void> {
  await remove(folderOf(process.pid))
}

/** Nothing in it is worth writing down: SIGQUIT ends a server at once. */
async function remove(folder: string): Promise<void> {
  const pgdata = join(folder, "postgres")
  const pid = existsSync(pgdata) ? readPostmasterFile(pgdata)?.pid : null
  if (typeof pid === "number" && (await holderOf(pid, pgdata)) === "postgres") {
    process.kill(pid, "SIGQUIT")
    while ((await holderOf(pid, pgdata)) === "postgres") await sleep(10)
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
