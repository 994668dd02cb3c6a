/**
 * As whom the server runs. PostgreSQL refuses to run as root, so where Writ does, there are three ways, in this sequence:
 *
 * 1. The database's files belong to somebody else already: as that user.
 * 2. In a user namespace (`unshare -U`), in which root's own id bears another number: the server has root's files and
 *    nothing else of root's. Works in a folder of mode 0700 that no other user could enter.
 * 3. As the service user `writ`, made if it is missing, with the files under /var/lib/writ and a link to them.
 *
 * A user who is not root runs it directly.
 */
import { execFile } from "node:child_process"
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { folderTrouble, StoreTrouble } from "../trouble.ts"
import { programPath, type Binaries } from "./binaries.ts"
import type { DataFolder } from "./data-folder.ts"

const run = promisify(execFile)

export type Account =
  | { readonly kind: "self" }
  | { readonly kind: "namespace"; readonly uid: number; readonly gid: number }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number }

/** Where files of the service user are. */
export const SERVICE_HOME = "/var/lib/writ"
export const SERVICE_USER = "writ"

/** Throws `StoreTrouble` `root-refused` where none of the ways is open. */
export async function chooseAccount(data: DataFolder): Promise<Account> {
  if (process.getuid?.() !== 0) return { kind: "self" }
  if (data.isMade) {
    const { uid, gid } = statSync(data.pgdata)
    if (uid !== 0) return { kind: "user", uid, gid }
  }
  const namespace = await namespaceAccount()
  if (namespace !== null) return namespace
  const service = data.isMade ? null : await serviceAccount()
  if (service === null) throw new StoreTrouble({ kind: "root-refused" })
  return service
}

/** What to call, and with which options, to run a program of PostgreSQL as an account. */
export function commandFor(account: Account, program: string, args: readonly string[]): { readonly command: string; readonly args: readonly string[]; readonly ids: { readonly uid?: number; readonly gid?: number } } {
  switch (account.kind) {
    case "self":
      return { command: program, args, ids: {} }
    case "namespace":
      return { command: "unshare", args: ["-U", `--map-user=${account.uid}`, `--map-group=${account.gid}`, "--", program, ...args], ids: {} }
    case "user":
      return { command: program, args, ids: { uid: account.uid, gid: account.gid } }
  }
}

/** Gives a file or folder to the account; in a namespace, root's files are its own. */
export function giveTo(account: Account, path: string): void {
  if (account.kind === "user") chownSync(path, account.uid, account.gid)
}

/** initdb wants an id that has a name: 1000 if it has one here, else the first that is not root's. */
async function namespaceAccount(): Promise<Account | null> {
  const users = readUsers().filter(({ uid }) => uid !== 0)
  const user = users.find(({ uid }) => uid === 1000) ?? users[0]
  if (process.platform !== "linux" || user === undefined) return null
  const account: Account = { kind: "namespace", uid: user.uid, gid: user.gid }
  const { command, args } = commandFor(account, "true", [])
  return run(command, args).then(() => account, () => null)
}

interface User {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** `name:x:uid:gid:…`, a line each. */
function readUsers(): readonly User[] {
  if (!existsSync("/etc/passwd")) return []
  return readFileSync("/etc/passwd", "utf8").split("\n").flatMap((line) => {
    const [name = "", , uid = "", gid = ""] = line.split(":")
    return /^\d+$/.test(uid) && /^\d+$/.test(gid) ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

async function serviceAccount(): Promise<Account | null> {
  if (process.platform !== "linux") return null
  const find = (): User | undefined => readUsers().find(({ name, uid }) => name === SERVICE_USER && uid !== 0)
  if (find() === undefined) {
    await run("useradd", ["--system", "--user-group", "--home-dir", SERVICE_HOME, "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_USER]).catch(() => undefined)
  }
  const user = find()
  return user === undefined ? null : { kind: "user", uid: user.uid, gid: user.gid }
}

/**
 * The binaries where the account can run them. Another user may not be able to enter the folder that npm installed them in
 * (/root, say); for that user they are copied, once a release.
 */
export async function reachableBinaries(account: Account, binaries: Binaries): Promise<Binaries> {
  if (account.kind !== "user" || (await canRun(account, binaries))) return binaries
  const native = join(SERVICE_HOME, `postgresql-${binaries.release}`)
  if (!existsSync(native)) copyWhole(binaries.native, native)
  const copied = { ...binaries, native, environment: {} }
  if (await canRun(account, copied)) return copied
  throw new StoreTrouble({ kind: "binaries-unusable", path: native, said: "EACCES" })
}

async function canRun(account: Account, { native, environment }: Binaries): Promise<boolean> {
  const { command, args, ids } = commandFor(account, programPath(native, "postgres"), ["--version"])
  return run(command, args, { ...ids, cwd: "/", env: { ...process.env, ...environment } }).then(() => true, () => false)
}

function copyWhole(from: string, to: string): void {
  const temporary = `${to}.${process.pid}`
  try {
    mkdirSync(SERVICE_HOME, { recursive: true, mode: 0o755 })
    cpSync(from, temporary, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") })
    if (!existsSync(to)) renameSync(temporary, to)
  } catch (error) {
    throw folderTrouble(error, SERVICE_HOME)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}
