/**
 * A pack's files: the folder as a map from path to bytes, the bytes as text, and the digest of it all.
 *
 *     law/order-1.md -> bytes; paths are relative to the folder, with `/`
 *
 * Files and folders whose names begin with a dot are no part of a pack. Links are not followed, so that nothing outside the
 * folder is read; pipes, sockets and devices are not opened, since reading one may never end.
 */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync, statSync, type Dirent } from "node:fs"
import { join } from "node:path"
import { canonicalJson } from "../kernel/text/canonical-json.ts"
import { didYouMean, listNames, quote } from "../kernel/text/did-you-mean.ts"
import type { Checked, Diagnostic } from "../kernel/text/diagnostic.ts"
import { hiddenCharacters, hiddenInName } from "./hidden-characters.ts"
import { lawDigest as makeLawDigest } from "./ids.ts"
import { errorAt, warningAt } from "./problem.ts"
import type { LawDigest } from "./types.ts"

export type PackFiles = ReadonlyMap<string, Uint8Array>

/** Bytes: a statute of five hundred pages. */
export const LARGEST_FILE = 1_000_000
/** Bytes of all files together. */
export const LARGEST_PACK = 50_000_000

export interface ReadFiles extends Checked<PackFiles> {
  /** Paths of files that are there and are not read; each has its diagnostic. */
  readonly refused: readonly string[]
}

/** Reads all files of a folder. */
export function readPackFiles(folder: string): ReadFiles {
  if (!isFolder(folder)) {
    return { value: null, diagnostics: [errorAt(null, "law/no-folder", `there is no folder ${quote(folder)}`, { hint: "a pack is a folder with pack.yaml, bodies.yaml, vocabulary.cedarschema and law/" })], refused: [] }
  }
  const collection = new Collection(folder)
  collection.add("")
  return { value: collection.files, diagnostics: collection.diagnostics, refused: collection.refused }
}

function isFolder(path: string): boolean {
  return tryTo(() => statSync(path).isDirectory()) ?? false
}

class Collection {
  readonly files = new Map<string, Uint8Array>()
  readonly diagnostics: Diagnostic[] = []
  readonly refused: string[] = []
  readonly #folder: string
  #size = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Adds what stands in a folder below the pack's; `prefix` is its path with a `/` at the end. */
  add(prefix: string): void {
    const found = tryTo(() => readdirSync(join(this.#folder, prefix), { withFileTypes: true }))
    if (found === null) this.diagnostics.push(unreadable(prefix === "" ? this.#folder : prefix))
    for (const entry of found ?? []) {
      if (entry.name.startsWith(".")) continue
      const path = `${prefix}${entry.name}`
      if (entry.isDirectory()) this.add(`${path}/`)
      else if (entry.isFile()) this.#read(path)
      else this.#refuse(path, errorAt(null, "law/not-a-file", `${quote(path)} is ${kindOf(entry)}, expected a file`, { hint: "put the file itself in its place" }))
    }
  }

  #read(path: string): void {
    const size = tryTo(() => statSync(join(this.#folder, path)).size) ?? 0
    const hidden = hiddenInName(path)
    if (hidden !== null) this.diagnostics.push(hidden)
    if (size > LARGEST_FILE) this.#refuse(path, errorAt(null, "law/too-large", `${quote(path)} has ${inWords(size)}, expected ${inWords(LARGEST_FILE)} at most`, { hint: "split it, or leave it out" }))
    else this.#keep(path, size)
  }

  #keep(path: string, size: number): void {
    const before = this.#size
    this.#size += size
    if (this.#size <= LARGEST_PACK) {
      const bytes = tryTo(() => readFileSync(join(this.#folder, path)))
      if (bytes === null) this.#refuse(path, unreadable(path))
      else this.files.set(path, bytes)
    } else if (before <= LARGEST_PACK) {
      this.#refuse(path, errorAt(null, "law/too-large", `the files of this pack have more than ${inWords(LARGEST_PACK)} together; ${quote(path)} and those after it are not read`, { hint: "leave out what is no law, such as pictures" }))
    } else this.refused.push(path)
  }

  #refuse(path: string, why: Diagnostic): void {
    this.refused.push(path)
    this.diagnostics.push(why)
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return "a link"
  if (entry.isFIFO()) return "a pipe"
  return entry.isSocket() ? "a socket" : "a device"
}

function inWords(bytes: number): string {
  return `${String(bytes)} bytes`
}

function tryTo<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}

function unreadable(path: string): Diagnostic {
  return errorAt(null, "law/unreadable-file", `${quote(path)} cannot be opened`, { hint: "check that you may read it, and that its name is UTF-8" })
}

/** The RFC 8785 map {path: sha256(file)}, whose own SHA-256 is the law's digest. */
export function packManifest(files: PackFiles): string {
  return canonicalJson(Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes)])))
}

/** SHA-256 of the manifest, in lower-case hex. */
export function lawDigest(files: PackFiles): LawDigest {
  return makeLawDigest(sha256(packManifest(files)))
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex")
}

const TEXT_FILE = /\.(?:md|yaml|cedar|cedarschema)$/

/** The texts of the files that a pack consists of. A file that is not UTF-8 is given with `�` for what is not. */
export function textsOf(files: PackFiles): { readonly texts: ReadonlyMap<string, string>; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const texts = new Map<string, string>()
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!TEXT_FILE.test(path)) continue
    const text = new TextDecoder().decode(bytes)
    texts.set(path, text)
    diagnostics.push(...hiddenCharacters(path, text))
    const start = firstBadCharacter(bytes)
    if (start !== null) diagnostics.push(errorAt({ path, start, end: start + 1 }, "law/not-utf8", "this is not UTF-8 text", { hint: "save the file with the encoding UTF-8" }))
  }
  return { texts, diagnostics }
}

/** The UTF-16 offset of the first byte that is not UTF-8; `null` where all is. */
function firstBadCharacter(bytes: Uint8Array): number | null {
  if (decodes(bytes, "whole")) return null
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (middle <= bytes.length && decodes(bytes.subarray(0, middle), "prefix")) good = middle
    else bad = middle
  }
  return new TextDecoder("utf-8").decode(bytes.subarray(0, good), { stream: true }).length
}

function decodes(bytes: Uint8Array, as: "whole" | "prefix"): boolean {
  return tryTo(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: as === "prefix" })) !== null
}

/** A guide and a language. */
export const GUIDE_FILE = /^guides\/([^/]+)\/([^/]+)\.md$/
/** What guides rest on. */
export const GUIDE_SOURCES = "guides/sources.yaml"

const REQUIRED = ["pack.yaml", "bodies.yaml", "vocabulary.cedarschema"]
const OPTIONAL: readonly { readonly path: string; readonly is: RegExp; readonly for: string }[] = [
  { path: "steps.yaml", is: /^steps\.yaml$/, for: "answers tell nobody what to do" },
  { path: "words/", is: /^words\/[^/]+\.yaml$/, for: "readers see ids in place of words" },
  { path: "assumptions.cedar", is: /^assumptions\.cedar$/, for: "situations that cannot occur are asked about" },
  { path: "screening/", is: /^screening\/[^/]+\.yaml$/, for: "free text is not screened" },
  { path: "help.yaml", is: /^help\.yaml$/, for: "nobody is told whom to call" },
  { path: "guides/", is: GUIDE_FILE, for: "residents find no guide" },
  { path: "timeline.yaml", is: /^timeline\.yaml$/, for: "there is no time line" },
]
export const INSTRUMENT_FILE = /^law\/[^/]+\.md$/
/** What a pack's reader opens, and what people keep beside it. */
const KNOWN = [/^(?:pack|bodies|steps|help|timeline)\.yaml$/, /^vocabulary\.cedarschema$/, /^assumptions\.cedar$/, INSTRUMENT_FILE, /^(?:words|screening)\/[^/]+\.yaml$/, GUIDE_FILE, /^guides\/sources\.yaml$/, /(?:^|\/)(?:README|LICENSE|NOTICE)(?:\.[a-z]+)?$/]
const TYPICAL = [...REQUIRED, "steps.yaml", "assumptions.cedar", "help.yaml", "timeline.yaml"]

/** Files that are missing, and files that nothing reads. */
export function checkPresence(paths: readonly string[]): readonly Diagnostic[] {
  const missing = REQUIRED.filter((path) => !paths.includes(path)).map((path) => errorAt(null, "law/missing-file", `there is no ${quote(path)}`, { hint: "every pack has one: docs/authors/pack.md says what stands in it" }))
  const noLaw = paths.some((path) => INSTRUMENT_FILE.test(path)) ? [] : [errorAt(null, "law/missing-file", "there is no instrument in `law/`", { hint: "put each legal text into a file of its own, such as `law/order-1.md`" })]
  const absent = OPTIONAL.filter(({ is }) => !paths.some((path) => is.test(path)))
  const optional = absent.map(({ path, for: consequence }) => warningAt(null, "law/optional-file", `there is no ${quote(path)}: ${consequence}`))
  return [...missing, ...noLaw, ...optional, ...unread(paths)]
}

function unread(paths: readonly string[]): readonly Diagnostic[] {
  const stray = paths.filter((path) => !KNOWN.some((known) => known.test(path)))
  const [only] = stray
  if (only === undefined) return []
  if (stray.length === 1) return [warningAt(null, "law/unread-file", `nothing reads ${quote(only)}`, { hint: didYouMean(only, likely(only)) })]
  return [warningAt(null, "law/unread-file", `nothing reads ${listNames(stray)}`)]
}

function likely(path: string): readonly string[] {
  const [, folder, name] = /^(law|words|screening)\/(?:.*\/)?([^/.]+)[^/]*$/.exec(path) ?? []
  return folder === undefined || name === undefined ? TYPICAL : [`${folder}/${name}.${folder === "law" ? "md" : "yaml"}`]
}
