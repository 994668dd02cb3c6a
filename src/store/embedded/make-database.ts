/** Makes the files of a new database (initdb), in a place where nobody looks yet, and then puts them where they belong. */
import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import type { OnProgress } from "../progress.ts"
import { codeOf, folderTrouble, StoreTrouble } from "../trouble.ts"
import { commandFor, giveTo, SERVICE_HOME, SERVICE_USER, type Account } from "./account.ts"
import { programPath, type Binaries } from "./binaries.ts"
import { makePassword, removeAbandoned, stagingName, syncFolder, writePrivate, type DataFolder } from "./data-folder.ts"
import { diagnose } from "./diagnose.ts"

const run = promisify(execFile)

/** The one login of an embedded server; it owns everything in it. */
export const OWNER = "writ_owner"

/** The same wherever it runs: no locale of the machine's decides how text is sorted. */
const FORM = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums", "--auth=scram-sha-256", `--username=${OWNER}`]

/** Afterwards the folder holds `postgres`: made here, or by another starter who was faster. */
export async function makeDatabase(data: DataFolder, account: Account, binaries: Binaries, onProgress: OnProgress): Promise<void> {
  onProgress({ kind: "making-data", folder: data.folder })
  const home = account.kind === "user" ? SERVICE_HOME : data.folder
  if (account.kind === "user") onProgress({ kind: "service-user", user: SERVICE_USER, folder: home })
  const staged = join(home, stagingName())
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 })
    removeAbandoned(home)
    await initdb(staged, makePassword(data), account, binaries)
    if (account.kind === "user") linkInPlace(staged, data)
    else moveInPlace(staged, data)
  } catch (error) {
    throw folderTrouble(error, home)
  } finally {
    rmSync(`${staged}.password`, { force: true })
    rmSync(staged, { recursive: true, force: true })
  }
}

async function initdb(staged: string, password: string, account: Account, binaries: Binaries): Promise<void> {
  mkdirSync(staged, { mode: 0o700 })
  writePrivate(`${staged}.password`, password)
  giveTo(account, staged)
  giveTo(account, `${staged}.password`)
  const options = ["--pgdata", staged, "--pwfile", `${staged}.password`, ...FORM]
  const { command, args, ids } = commandFor(account, programPath(binaries.native, "initdb"), options)
  await run(command, args, { ...ids, cwd: staged, env: { ...process.env, ...binaries.environment } }).catch((error: unknown) => {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error)
    throw new StoreTrouble(diagnose(said, staged), error)
  })
}

function moveInPlace(staged: string, data: DataFolder): void {
  try {
    renameSync(staged, join(data.folder, "postgres"))
    syncFolder(data.folder)
  } catch (error) {
    // The codes that systems have for "there is one already".
    if (!["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(codeOf(error)) && process.platform !== "win32") throw error
  }
}

function linkInPlace(staged: string, data: DataFolder): void {
  const place = join(SERVICE_HOME, `postgres-${randomBytes(4).toString("hex")}`)
  renameSync(staged, place)
  syncFolder(SERVICE_HOME)
  try {
    symlinkSync(place, join(data.folder, "postgres"))
    syncFolder(data.folder)
  } catch (error) {
    rmSync(place, { recursive: true, force: true })
    if (codeOf(error) !== "EEXIST") throw error
  }
}
