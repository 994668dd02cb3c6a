/**
 * `postmaster.pid`, which a running server keeps in its data folder, and which one that was killed leaves behind.
 *
 *     4711                     the server's process
 *     /srv/writ/data/postgres  its data folder, as it names it
 *     1764064800               when it started, in seconds
 *     41213                    its port
 *                              the folder of its socket: none here
 *     127.0.0.1                the address that it listens on
 *      41213001  0             its shared memory
 *     ready                    starting, ready, stopping or standby
 *
 * The lines come in turn while the server starts. Source: src/include/utils/pidfile.h of PostgreSQL.
 */
import { linkSync, readFileSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { codeOf } from "../trouble.ts"

export interface PostmasterFile {
  /** null where the file says nothing yet: its writer is about to, or crashed before it did. */
  readonly pid: number | null
  readonly port: number | null
  readonly isReady: boolean
  /** The text whole: it tells one start of a server from another. */
  readonly text: string
}

/** Reads what is there: any text gives a file, if only one that says nothing. */
export function parsePostmasterFile(text: string): PostmasterFile {
  const lines = text.split(/\r?\n/)
  return { pid: wholeNumber(lines[0]), port: wholeNumber(lines[3]), isReady: lines[7]?.trim() === "ready", text }
}

/** A stand-alone server writes its process with a minus; it holds the folder like any other. */
function wholeNumber(line: string | undefined): number | null {
  const found = /^-?(\d{1,10})$/.exec(line?.trim() ?? "")
  return found === null || Number(found[1]) === 0 ? null : Number(found[1])
}

/** The file of a data folder; null when there is none. */
export function readPostmasterFile(pgdata: string): PostmasterFile | null {
  try {
    return parsePostmasterFile(readFileSync(pathIn(pgdata), "utf8"))
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw error
  }
}

/**
 * Takes a stale file away. Does nothing when it is no longer the one that was judged stale: another starter was faster,
 * and a server may run already. Moved first and looked at then, so that nothing is deleted unseen.
 */
export function removeStaleFile(pgdata: string, staleText: string): void {
  const aside = join(pgdata, `postmaster.pid.stale-${process.pid}`)
  try {
    renameSync(pathIn(pgdata), aside)
    if (readFileSync(aside, "utf8") !== staleText) linkSync(aside, pathIn(pgdata))
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error
  }
  rmSync(aside, { force: true })
}

function pathIn(pgdata: string): string {
  return join(pgdata, "postmaster.pid")
}
