/**
 * `writ check --watch`: looks at a pack's files until the person leaves, and checks again when one of them has changed.
 *
 * The folder is looked over every few hundredths of a second rather than waited on: whether an editor writes in place, writes
 * beside and renames, or takes a file away, the files then are others than before, on every file system. A check begins once two
 * looks in succession see the same, so that most files are whole by then; one that is not is checked again when it is.
 */
import { readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { paintFor } from "./terminal.ts"

/** What one check found. */
export interface Seen {
  readonly failed: boolean
  readonly problems: string
  /** One line; empty where the pack has an error. */
  readonly summary: string
  /** What the pack comes to, worked out when asked for. */
  readonly report: () => string
}

const LOOK_EVERY_MS = 25

/** The exit code: 1 where the pack had an error when the person left. */
export async function watchPack(folder: string, check: () => Seen): Promise<number> {
  const leaving = new AbortController()
  const leave = (): void => { leaving.abort() }
  process.once("SIGINT", leave).once("SIGTERM", leave)
  const first = fingerprint(folder)
  let seen = tell(check, null)
  process.stdout.write(`Watching ${folder}. Leave with Ctrl+C.\n`)
  for await (const _ of changes(folder, first, leaving.signal)) seen = tell(check, seen)
  process.removeListener("SIGINT", leave).removeListener("SIGTERM", leave)
  process.stdout.write(`\nYou left. When last checked, the pack had ${seen.failed ? "mistakes" : "no mistake"}.\n`)
  return seen.failed ? 1 : 0
}

interface Told extends Pick<Seen, "failed"> {
  readonly report: string
}

/** Mistakes and the summary first; then the report, where it says something else than before. */
function tell(check: () => Seen, before: Told | null): Told {
  const start = performance.now()
  const { failed, problems, summary, report } = check()
  const paint = paintFor(process.stdout)
  const took = `${String(Math.round(performance.now() - start))} ms`
  process.stdout.write(`${problems}${summary === "" ? "" : `${paint("green", summary)} `}${paint("dim", `Checked in ${took}.`)}\n`)
  const text = failed ? (before?.report ?? "") : report()
  if (!failed && text !== before?.report) process.stdout.write(text)
  return { failed, report: text }
}

/** Yields when the files have become others than those `checked`, and stay so for a moment; ends when the person leaves. */
async function* changes(folder: string, first: string, leaving: AbortSignal): AsyncGenerator<void> {
  let checked = first
  let last = checked
  while (await waited(leaving)) {
    const now = fingerprint(folder)
    if (now === last && now !== checked) {
      checked = now
      yield
    }
    last = now
  }
}

/** Whether the time passed without the person leaving. */
function waited(leaving: AbortSignal): Promise<boolean> {
  return sleep(LOOK_EVERY_MS, true, { signal: leaving }).catch(() => false)
}

/** Every file with its time, size and place on the disk; what cannot be looked at is left to the check. */
function fingerprint(folder: string, prefix = ""): string {
  try {
    const entries = readdirSync(join(folder, prefix), { withFileTypes: true }).filter(({ name }) => !name.startsWith("."))
    return entries.map((entry) => { const path = join(prefix, entry.name); return entry.isDirectory() ? fingerprint(folder, path) : markOf(folder, path) }).join("\n")
  } catch {
    return `${prefix} ?`
  }
}

function markOf(folder: string, path: string): string {
  const found = statSync(join(folder, path), { throwIfNoEntry: false })
  return `${path} ${found === undefined ? "?" : `${String(found.mtimeMs)} ${String(found.size)} ${String(found.ino)}`}`
}
