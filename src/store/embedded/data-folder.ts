/**
 * The data folder: what is in it, who it belongs to, and how it is made.
 *
 *     data/
 *       postgres/          the database's files, or a link to them where root needed a service user
 *       postgres.password  made once, mode 0600
 *       log/               what each start of the server said, the last five
 *       lib/               links to shared libraries, only where the package's folder is not ours to write
 *
 * The password is there before the database's files, and both appear whole: each is made under another name and then put
 * in its place, so a crash leaves either nothing or all of it, and of two starters at once one wins and both use the same.
 */
import { randomBytes } from "node:crypto"
import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, writeSync } from "node:fs"
import { join, resolve } from "node:path"
import { codeOf, folderTrouble, StoreTrouble } from "../trouble.ts"
import { isGone } from "./holder.ts"

export interface DataFolder {
  readonly folder: string
  /** Where the database's files are or will be; a link is followed. */
  readonly pgdata: string
  readonly isMade: boolean
  readonly passwordFile: string
  readonly logs: string
  readonly libraries: string
}

/** Makes the folder if it is missing and looks at what it holds. */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    mkdirSync(join(folder, "log"), { recursive: true, mode: 0o700 })
    const named = join(folder, "postgres")
    const isMade = lstatSync(named, { throwIfNoEntry: false }) !== undefined
    if (isMade && !existsSync(named)) throw new StoreTrouble({ kind: "not-a-data-folder", folder: named })
    const places = { passwordFile: join(folder, "postgres.password"), logs: join(folder, "log"), libraries: join(folder, "lib") }
    return { folder, pgdata: isMade ? realpathSync(named) : named, isMade, ...places }
  } catch (error) {
    throw folderTrouble(error, folder)
  }
}

/** Refuses files of another major version, and a folder that is none of PostgreSQL's. */
export function checkMajor({ folder, pgdata }: DataFolder, needed: string): void {
  const file = join(pgdata, "PG_VERSION")
  if (!existsSync(file)) throw new StoreTrouble({ kind: "not-a-data-folder", folder: pgdata })
  const found = readFileSync(file, "utf8").trim()
  if (found !== needed) throw new StoreTrouble({ kind: "other-major", folder, found, needed })
}

/** The password of this folder's server. Never made anew for a database that exists: it would not fit. */
export function readPassword({ passwordFile }: DataFolder): string {
  try {
    return readFileSync(passwordFile, "utf8").trim()
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new StoreTrouble({ kind: "password-missing", file: passwordFile }, error)
    throw folderTrouble(error, passwordFile)
  }
}

/** The password, made if there is none. Of two that are made at once the first to be put in place holds. */
export function makePassword(data: DataFolder): string {
  const temporary = `${data.passwordFile}.${process.pid}-${randomBytes(4).toString("hex")}`
  try {
    writePrivate(temporary, `${randomBytes(32).toString("base64url")}\n`)
    linkSync(temporary, data.passwordFile)
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw folderTrouble(error, data.folder)
  } finally {
    rmSync(temporary, { force: true })
  }
  return readPassword(data)
}

/** Written through to the disk, so that a name put on it afterwards never names half a file. */
export function writePrivate(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes names put into a folder last through a power failure. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return
  const opened = openSync(folder, "r")
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

const KEPT_LOGS = 5

/** A file for what a start of the server says, opened for it; older ones go. */
export function openLog({ folder, logs }: DataFolder): { readonly path: string; readonly file: number } {
  try {
    const old = readdirSync(logs).sort().slice(0, -(KEPT_LOGS - 1))
    for (const name of old) rmSync(join(logs, name), { force: true })
    const path = join(logs, `${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${process.pid}.log`)
    return { path, file: openSync(path, "ax", 0o600) }
  } catch (error) {
    throw folderTrouble(error, folder)
  }
}

/** A name beside `postgres` under which its files are made: `postgres.new-<process>-<random>`. */
export function stagingName(): string {
  return `postgres.new-${process.pid}-${randomBytes(4).toString("hex")}`
}

/** Removes what starters left that ended half-way. */
export function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && isGone(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
