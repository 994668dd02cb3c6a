/**
 * Starts and stops the server's process.
 *
 * It leads a session of its own, so Ctrl+C on the terminal and the end of who started it do not reach it. PostgreSQL's own
 * lock (postmaster.pid, and the shared memory of the folder behind it) sees to it that one runs on a folder; this module
 * only tells how a start ended.
 */
import { spawn } from "node:child_process"
import { closeSync, readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { StoreTrouble } from "../trouble.ts"
import { commandFor, type Account } from "./account.ts"
import { programPath, type Binaries } from "./binaries.ts"
import { openLog, type DataFolder } from "./data-folder.ts"
import { endingOf, type Ending } from "./diagnose.ts"
import { holderOf } from "./holder.ts"
import { readPostmasterFile } from "./postmaster-file.ts"

export type Started = { readonly kind: "ready"; readonly pid: number } | { readonly kind: "ended"; readonly ending: Ending }

/**
 * On the command line, where they defeat the folder's postgresql.conf, so that every folder runs alike. fsync and
 * synchronous_commit are said although they are PostgreSQL's own defaults: the record rests on them. The log must not hold
 * what people wrote: no statements, no details of rows.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  log_min_messages: "warning",
  log_checkpoints: "off",
  log_autovacuum_min_duration: "-1",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_statement: "none",
}

const POLL_MS = 10

/** Starts the server on a port and waits until it takes connections or ends. After a crash it first recovers, however long that takes. */
export async function startServer(data: DataFolder, account: Account, binaries: Binaries, port: number): Promise<Started> {
  const log = openLog(data)
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const { command, args, ids } = commandFor(account, programPath(binaries.native, "postgres"), ["-D", data.pgdata, "-p", String(port), ...settings])
  const env = { ...process.env, ...binaries.environment, LC_ALL: "C" }
  const child = spawn(command, args, { ...ids, env, cwd: data.pgdata, detached: true, stdio: ["ignore", log.file, log.file], windowsHide: true })
  closeSync(log.file)
  child.unref()
  const ended = new Promise<"ended">((resolve, reject) => {
    child.once("exit", () => { resolve("ended") })
    child.once("error", (error) => { reject(new StoreTrouble({ kind: "binaries-unusable", path: command, said: error.message }, error)) })
  })
  for (;;) {
    if ((await Promise.race([ended, sleep(POLL_MS, "still")])) === "ended") return { kind: "ended", ending: endingOf(readFileSync(log.path, "utf8"), data.folder) }
    const file = readPostmasterFile(data.pgdata)
    if (file?.isReady === true && file.pid !== null && file.pid === child.pid) return { kind: "ready", pid: file.pid }
  }
}

const STOP_MS = 60_000

/** Ends all connections, writes everything down and stops. Throws `StoreTrouble` `stop-failed` when it has not ended in a minute. */
export async function stopServer(data: DataFolder, pid: number): Promise<void> {
  // A fast shutdown. Where there are no signals Node ends the process, and the next start recovers what was committed.
  process.kill(pid, "SIGINT")
  const deadline = Date.now() + STOP_MS
  while (Date.now() < deadline) {
    const holder = await holderOf(pid, data.pgdata)
    if (holder !== "postgres") return
    await sleep(POLL_MS)
  }
  throw new StoreTrouble({ kind: "stop-failed", folder: data.folder, pid })
}
