/**
 * Where a record's public tree is read from: a folder (an export, a monitor's copy) or an address.
 *
 *     checkpoint  policy  tile/…  history/<size>  kept/<digest>        and in a folder besides  pack/…  receipt/…
 *
 * Nothing that is read is trusted. Sizes are bounded, so that a source can be wrong but not endless.
 */
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs"
import { join } from "node:path"
import { concatBytes } from "../kernel/text/bytes.ts"
import { readAtMost } from "./read-at-most.ts"

export interface LogSource {
  /** The folder or the address, for people. */
  readonly place: string
  /** The bytes at a path of the tree; `null` where there are none. Throws `SourceTrouble`. */
  read(path: string): Promise<Uint8Array | null>
  /** Every path under a folder of the tree, sorted; `null` where the source cannot say, as an address. */
  list(folder: string): readonly string[] | null
}

/** The source failed, which says nothing about the record. */
export class SourceTrouble extends Error {
  override readonly name = "SourceTrouble"
  readonly why: "unreachable" | "unreadable" | "too-large" | "status"
  readonly path: string
  /** What the system or the server said. */
  readonly said: string

  constructor(why: SourceTrouble["why"], path: string, said: string) {
    super(`${path}: ${said}`)
    this.why = why
    this.path = path
    this.said = said
  }
}

/** A full bundle of the longest entries has 16.8 million. */
export const MOST_BYTES = 50_000_000
const PART_BYTES = 65_536
const PATIENCE_MS = 30_000
const MOST_REDIRECTS = 3

/** A source by its address (http, https) or its folder. */
export function sourceAt(place: string): LogSource {
  return isAddress(place) ? urlSource(place) : folderSource(place)
}

export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place)
}

export function folderSource(folder: string): LogSource {
  return {
    place: folder,
    read: (path) => Promise.resolve(readFile(join(folder, path))),
    list: (under) => filesUnder(folder, under).sort(),
  }
}

/** In a folder that somebody sent, a pipe would be waited for and a device has no end: only a file, or a link to one, is read. */
function readFile(file: string): Uint8Array | null {
  return troubled(file, () => {
    const stat = statSync(file)
    if (!stat.isFile() && !stat.isDirectory()) throw new SourceTrouble("unreadable", file, "ENOTSUP")
    return readBounded(file)
  })
}

/** The bytes of a file that somebody named; `null` where there is none. Throws `SourceTrouble`. */
export function readBounded(file: string): Uint8Array | null {
  return troubled(file, () => {
    const stat = statSync(file)
    const bytes = stat.size > MOST_BYTES ? null : stat.isFile() ? readFileSync(file) : readToEnd(file)
    if (bytes === null) throw new SourceTrouble("too-large", file, String(Math.max(stat.size, MOST_BYTES)))
    return bytes
  })
}

function troubled(file: string, read: () => Uint8Array | null): Uint8Array | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof SourceTrouble) throw error
    const code = codeOf(error)
    if (code === "ENOENT" || code === "ENOTDIR") return null
    throw new SourceTrouble("unreadable", file, code)
  }
}

/** `null` where there is more than may be. A device or a pipe says nothing of its size, and may have no end. */
function readToEnd(file: string): Uint8Array | null {
  const from = openSync(file, "r")
  try {
    const parts: Uint8Array[] = []
    for (let length = 0; length <= MOST_BYTES; ) {
      const part = new Uint8Array(PART_BYTES)
      const read = readSync(from, part)
      if (read === 0) return concatBytes(parts)
      parts.push(part.subarray(0, read))
      length += read
    }
    return null
  } finally {
    closeSync(from)
  }
}

function filesUnder(folder: string, under: string): string[] {
  try {
    return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
      const path = `${under}/${entry.name}`
      return entry.isDirectory() ? filesUnder(folder, path) : [path]
    })
  } catch (error) {
    if (codeOf(error) === "ENOENT") return []
    throw new SourceTrouble("unreadable", join(folder, under), codeOf(error))
  }
}

export function urlSource(address: string): LogSource {
  const base = address.replace(/\/+$/, "")
  return { place: base, read: (path) => fetchBounded(`${base}/${path}`), list: () => null }
}

/** The bytes at an address; `null` for 404 and 410. Throws `SourceTrouble`. */
export async function fetchBounded(url: string): Promise<Uint8Array | null> {
  try {
    const response = await fetchHere(new URL(url), AbortSignal.timeout(PATIENCE_MS), MOST_REDIRECTS)
    if (response.status === 404 || response.status === 410) return null
    if (!response.ok) throw new SourceTrouble("status", url, String(response.status))
    const bytes = await readAtMost(response.body, MOST_BYTES)
    if (bytes === null) throw new SourceTrouble("too-large", url, String(MOST_BYTES))
    return bytes
  } catch (error) {
    if (error instanceof SourceTrouble) throw error
    throw new SourceTrouble("unreachable", url, causeOf(error))
  }
}

/**
 * Follows a redirect within the host alone, or from it to itself over TLS. A log that sends whoever checks it elsewhere would have a newspaper's
 * monitor ask for addresses inside the newspaper.
 */
async function fetchHere(url: URL, signal: AbortSignal, redirects: number): Promise<Response> {
  const response = await fetch(url, { signal, redirect: "manual" })
  const location = response.headers.get("location")
  if (!REDIRECTS.has(response.status) || location === null) return response
  await response.body?.cancel()
  const next = new URL(location, url)
  const isHere = next.origin === url.origin || (url.protocol === "http:" && next.protocol === "https:" && next.hostname === url.hostname && next.port === "")
  if (!isHere || redirects === 0) throw new SourceTrouble("status", url.href, `${String(response.status)} to ${next.origin}`)
  return fetchHere(next, signal, redirects - 1)
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}

/** What fetch hides behind its own sentence. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!(error.cause instanceof Error)) return error.message
  return "code" in error.cause ? String(error.cause.code) : error.cause.message
}
