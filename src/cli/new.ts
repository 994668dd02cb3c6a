/** `writ new DIR`: a complete small pack to begin one's own with. */
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { quote } from "../kernel/text/did-you-mean.ts"
import { newPackFiles } from "../law/new-pack.ts"
import { readPackFiles, type PackFiles } from "../law/pack-files.ts"
import { EXAMPLE_PACK, type Options } from "./options.ts"
import { UsageError } from "./usage.ts"

export function newPack({ positionals, name }: Options): number {
  const [folder, ...rest] = positionals
  if (folder === undefined || rest.length > 0) throw new UsageError("writ new takes the folder of the new pack: writ new DIR")
  const example = readPackFiles(EXAMPLE_PACK)
  if (example.value === null || example.diagnostics.length > 0) return failed(`the example pack that new packs are made from is not at ${EXAMPLE_PACK}; install writ again`)
  const files = newPackFiles(example.value, name)
  if (files === null) throw new UsageError(`a pack cannot hold the name ${quote(name ?? "")}; write a city's name of letters, digits and blanks between`)
  const why = whyNotHere(folder)
  return why === null ? write(folder, files) : failed(why)
}

/** Why no pack can be made in a folder; `null` where it is empty or not there yet. */
function whyNotHere(folder: string): string | null {
  try {
    // A link to a folder leads somewhere else than it seems to.
    if (!lstatSync(folder).isDirectory()) return `${quote(folder)} is no folder; name one that is empty or not there yet`
    return readdirSync(folder).length === 0 ? null : `the folder ${quote(folder)} is not empty, and nothing was written to it; name one that is empty or not there yet`
  } catch (error) {
    return isMissing(error) ? null : `the folder ${quote(folder)} cannot be read (${codeOf(error)}); name another`
  }
}

function write(folder: string, files: PackFiles): number {
  try {
    mkdirSync(folder, { recursive: true })
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes, { flag: "wx" })
    }
  } catch (error) {
    return failed(`the pack could not be written to ${quote(folder)} (${codeOf(error)}); make room or name a folder that you may write to, and take away what was begun`)
  }
  process.stdout.write(`${folder} holds a new pack of ${String(files.size)} files, complete and without a mistake. Change pack.yaml first; then
  writ check ${folder} --watch     says what is wrong, each time you save
  writ serve --pack ${folder}      shows its pages
`)
  return 0
}

function failed(why: string): number {
  process.stderr.write(`writ: ${why}\n`)
  return 1
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT"
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}
