/**
 * What PostgreSQL's programs meant by what they said before they ended. They run with messages in English, and these
 * sentences have stood in its sources for many releases; one that is not known is passed on as it is.
 */
import type { StoreFacts } from "../trouble.ts"

/** An end that is no trouble yet: somebody else runs on the folder, or took the port meanwhile. */
export type Ending = "folder-taken" | "port-taken" | StoreFacts

const ENDINGS: readonly (readonly [RegExp, "folder-taken" | "port-taken"])[] = [
  [/lock file "postmaster\.pid" already exists|lock file .* is empty|pre-existing shared memory block/, "folder-taken"],
  [/could not bind|could not create any TCP\/IP sockets/, "port-taken"],
]

/** For a server that ended while it started. */
export function endingOf(said: string, folder: string): Ending {
  return ENDINGS.find(([pattern]) => pattern.test(said))?.[1] ?? diagnose(said, folder)
}

export function diagnose(said: string, folder: string): StoreFacts {
  if (/No space left on device|Disk quota exceeded/.test(said)) return { kind: "disk-full", folder }
  if (/Permission denied|Read-only file system|has wrong ownership/.test(said)) return { kind: "not-writable", folder, code: "EACCES" }
  return { kind: "start-failed", folder, said: lastLines(said) }
}

const SHOWN_LINES = 6

function lastLines(said: string): string {
  return said.trim().split("\n").slice(-SHOWN_LINES).join("\n")
}
