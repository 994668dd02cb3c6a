/**
 * Who has a process id now: the process that wrote it down, nobody, or another program that got the number since.
 *
 * A zombie has ended; only its parent has not asked for its exit code. PostgreSQL itself takes a zombie, and any other
 * program of that number, for a running server, and would refuse to start for ever.
 */
import { execFile } from "node:child_process"
import { readFileSync, statSync } from "node:fs"
import { promisify } from "node:util"
import { codeOf } from "../trouble.ts"

const run = promisify(execFile)

export type Holder = "gone" | "zombie" | "another-program" | "postgres"

/** Looks at a process, and whether it can be the server of `pgdata`. Where the system will not say, `postgres`: who cannot tell must not start a second one. */
export async function holderOf(pid: number, pgdata: string): Promise<Holder> {
  if (isGone(pid)) return "gone"
  if (process.platform === "linux") return holderOnLinux(pid, pgdata)
  return process.platform === "win32" ? holderOnWindows(pid) : holderByPs(pid)
}

/** Whether no process has this id, not even a zombie. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === "ESRCH"
  }
}

/** `/proc/<pid>/stat` begins `4711 (postgres) S`; the name may hold spaces and brackets, so it ends at the last bracket. */
function holderOnLinux(pid: number, pgdata: string): Holder {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  } catch (error) {
    return codeOf(error) === "ENOENT" || codeOf(error) === "ESRCH" ? "gone" : "postgres"
  }
  const end = stat.lastIndexOf(")")
  const state = stat.charAt(end + 2)
  if (state === "Z" || state === "X") return "zombie"
  const name = stat.slice(stat.indexOf("(") + 1, end)
  return name === "postgres" && worksIn(pid, pgdata) ? "postgres" : "another-program"
}

/** A server and all its processes work in their data folder: this tells ours from another one's. */
function worksIn(pid: number, pgdata: string): boolean {
  try {
    const [at, ours] = [statSync(`/proc/${pid}/cwd`), statSync(pgdata)]
    return at.dev === ours.dev && at.ino === ours.ino
  } catch {
    return true
  }
}

async function holderByPs(pid: number): Promise<Holder> {
  const line = await run("ps", ["-o", "stat=,comm=", "-p", String(pid)]).then(({ stdout }) => stdout.trim(), () => "")
  if (line === "") return isGone(pid) ? "gone" : "postgres"
  if (line.startsWith("Z")) return "zombie"
  return line.includes("postgres") ? "postgres" : "another-program"
}

async function holderOnWindows(pid: number): Promise<Holder> {
  const { stdout } = await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"])
  return stdout.includes("postgres") ? "postgres" : "another-program"
}
