/** A pack as a git revision has it: its files are read from the repository, and nothing is checked out. */
import { execFileSync } from "node:child_process"
import { resolve } from "node:path"
import { quote } from "../kernel/text/did-you-mean.ts"
import { hasError } from "../kernel/text/diagnostic.ts"
import { printDiagnostics } from "../kernel/text/print-diagnostics.ts"
import { packFromFiles } from "../law/from-pack.ts"
import type { PackFiles } from "../law/pack-files.ts"
import type { Pack } from "../law/types.ts"
import { PackError } from "./open.ts"
import { UsageError } from "./usage.ts"

/** Bytes that git may hand over: as many as a pack may have, and its list of names. */
const MOST_BYTES = 60_000_000

/** Throws `UsageError` where git has no such revision or no such folder in it, `PackError` after writing what is wrong with the pack. */
export function packAtRevision(folder: string, revision: string): Pack {
  const files = filesAt(resolve(folder), revision)
  if (files.size === 0) throw new UsageError(`revision ${quote(revision)} has no folder ${quote(folder)}`)
  const read = packFromFiles(files)
  if (read.value !== null && !hasError(read.diagnostics)) return read.value
  process.stderr.write(printDiagnostics(read.diagnostics.filter((one) => one.severity === "error"), read.texts))
  throw new PackError(folder)
}

function filesAt(folder: string, revision: string): PackFiles {
  // Read from inside the folder, so that paths are the pack's own; a revision that begins with a dash would be taken for an option.
  const commit = git(folder, ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`], `git knows no revision ${quote(revision)} for ${quote(folder)}`).toString().trim()
  const prefix = git(folder, ["rev-parse", "--show-prefix"], `${quote(folder)} is in no git repository`).toString().trim()
  const entries = git(folder, ["ls-tree", "-r", "-z", "--full-tree", `${commit}:${prefix}`], `revision ${quote(revision)} has no folder ${quote(folder)}`).toString().split("\0").filter((entry) => entry !== "")
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) {
    const [, mode, blob, path] = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(entry) ?? []
    if (mode === undefined || blob === undefined || path === undefined) continue
    // As on disk: links are not followed, and what begins with a dot is no part of a pack.
    if (mode === "120000" || path.split("/").some((part) => part.startsWith("."))) continue
    files.set(path, git(folder, ["cat-file", "blob", blob], `git cannot read ${quote(path)} of ${quote(revision)}`))
  }
  return files
}

function git(folder: string, words: readonly string[], otherwise: string): Uint8Array {
  try {
    return execFileSync("git", [...words], { cwd: folder, maxBuffer: MOST_BYTES, stdio: ["ignore", "pipe", "pipe"] })
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim().split("\n")[0] : ""
    throw new UsageError(said === undefined || said === "" ? otherwise : `${otherwise}: ${said}`)
  }
}
