/**
 * The browser that the journeys drive, from npm: nothing is downloaded and nothing of the machine's is needed.
 *
 * @sparticuz/chromium carries Chromium as brotli files. They are unpacked once into node_modules/.cache/writ-chromium/<version>,
 * under a temporary name that is then renamed, so that a torn unpack is never used; beside the program go the libraries it needs
 * (libnss3 and its kin), used where the machine has none. `CHROMIUM_PATH` names another program instead. This file is the global
 * setup of the journeys, which is why tests find the browser already unpacked.
 */
import { execFileSync } from "node:child_process"
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, sep } from "node:path"
import { pipeline } from "node:stream/promises"
import { createBrotliDecompress } from "node:zlib"
import { extract } from "tar-fs"
import { fontsConf } from "./fonts.ts"

export interface Chromium {
  readonly executable: string
  /** The environment to start it with: this process's, with the fonts and, where needed, the libraries. */
  readonly env: Readonly<Record<string, string>>
}

let obtained: Promise<Chromium> | undefined

export async function setup(): Promise<void> {
  await obtainChromium()
}

/** The browser, ready to start. Unpacks it when that was not done before. */
export function obtainChromium(): Promise<Chromium> {
  obtained ??= obtain()
  return obtained
}

async function obtain(): Promise<Chromium> {
  const packageFolder = findPackage()
  const cache = join(packageFolder, "..", "..", ".cache", "writ-chromium")
  const env = { ...ownEnvironment(), FONTCONFIG_FILE: writeFonts(cache) }
  const given = process.env["CHROMIUM_PATH"]
  if (given !== undefined && given !== "") return { executable: given, env }
  const folder = await unpackOnce(packageFolder, cache)
  const executable = join(folder, "chromium")
  if (startFailure(executable, env) === null) return { executable, env }
  const libraries = [join(folder, "lib"), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":")
  return { executable, env: mustStart(executable, { ...env, LD_LIBRARY_PATH: libraries }) }
}

function mustStart(executable: string, env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const failure = startFailure(executable, env)
  if (failure === null) return env
  throw new Error(`the test browser does not start: set CHROMIUM_PATH to a Chromium of this machine\n${failure}`)
}

/** Why the program cannot start in this environment, or null when it can. */
function startFailure(executable: string, env: Readonly<Record<string, string>>): string | null {
  try {
    execFileSync(executable, ["--version"], { env, stdio: "pipe" })
    return null
  } catch (error) {
    return String(error)
  }
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}

/** The folder that holds the program and its libraries, made when it is not there. */
async function unpackOnce(packageFolder: string, cache: string): Promise<string> {
  const folder = join(cache, versionOf(packageFolder))
  if (!existsSync(folder)) {
    const torn = `${folder}.${String(process.pid)}.tmp`
    mkdirSync(torn, { recursive: true })
    await unpackInto(torn, join(packageFolder, "bin"))
    takeIntoUse(torn, folder)
  }
  return folder
}

function findPackage(): string {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium")
  const name = join("@sparticuz", "chromium") + sep
  return main.slice(0, main.lastIndexOf(name) + name.length - 1)
}

function versionOf(packageFolder: string): string {
  const manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }
  return manifest.version
}

async function unpackInto(folder: string, bin: string): Promise<void> {
  const program = join(folder, "chromium")
  await pipeline(createReadStream(join(bin, "chromium.br")), createBrotliDecompress(), createWriteStream(program))
  chmodSync(program, 0o755)
  await pipeline(createReadStream(join(bin, "al2023.tar.br")), createBrotliDecompress(), extract(folder))
}

/** Another process may have been faster; then its folder is as good as ours. */
function takeIntoUse(torn: string, folder: string): void {
  try {
    renameSync(torn, folder)
  } catch (error) {
    rmSync(torn, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** The fonts.conf of fonts.ts. Written anew each time, since the fonts may have changed since the last. */
function writeFonts(cache: string): string {
  const file = join(cache, "fonts.conf")
  const temporary = `${file}.${String(process.pid)}.tmp`
  mkdirSync(cache, { recursive: true })
  writeFileSync(temporary, fontsConf(join(cache, "fontconfig")))
  renameSync(temporary, file)
  return file
}
