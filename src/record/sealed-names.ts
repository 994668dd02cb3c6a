/**
 * Names of agents and workers: encrypted under a key that is not in the database, shown as roles (“Agent 1”), and in no export.
 *
 *     data/sealed.key     64 hex digits and a line end; 32 random bytes; only its owner may read it
 *     nonce ‖ sealed      AES-256-GCM, 12 random bytes a name; bound to its incident, role and number, so that it opens in no other place
 *
 * Who loses the key loses the names and nothing else: it is backed up apart from the database, or not at all.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import type { Kysely } from "kysely"
import { bytesFromHex, concatBytes, hexFromBytes, utf8 } from "../kernel/text/bytes.ts"
import type { IncidentNameTable } from "../store/tables/incidents.ts"
import type { Tables } from "../store/tables.ts"
import { KeyFileWrong } from "./signing-key.ts"

export type NameRole = IncidentNameTable["role"]

/** Stands for a name wherever it is shown: the second worker of an incident. */
export interface NamedRole {
  readonly role: NameRole
  readonly number: number
}

export interface NewName {
  readonly incident: string
  readonly role: NameRole
  readonly name: string
  /** Of the form that it comes with: sent twice it is kept once. */
  readonly form: string
  readonly at: Date
  readonly by: string
}

const KEY_FORM = /^([0-9a-f]{64})\n?$/
const TAG_BYTES = 16

/** The key in a file, made first where there is none. Throws `KeyFileWrong`. */
export function openSealingKey(file: string): Uint8Array {
  if (!existsSync(file)) makeKeyFile(file)
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) throw new KeyFileWrong(file, "readable-by-others")
  const key = bytesFromHex(KEY_FORM.exec(readFileSync(file, "utf8"))?.[1] ?? "")
  if (key?.length !== 32) throw new KeyFileWrong(file, "form")
  return key
}

/** Two servers that start at once on one folder make one key: linking fails where the name is taken. */
function makeKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, `${hexFromBytes(randomBytes(32))}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(temporary, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Keeps a name, numbered among those of its role; says what stands for it. The incident has to be there. */
export async function keepName(db: Kysely<Tables>, key: Uint8Array, { incident, role, name, form, at, by }: NewName): Promise<NamedRole> {
  return db.transaction().execute(async (transaction) => {
    await transaction.selectFrom("incident").select("id").where("id", "=", incident).forUpdate().executeTakeFirstOrThrow()
    const rows = await transaction.selectFrom("incident_name").select(["number", "role", "form"]).where("incident", "=", incident).execute()
    const known = rows.find((row) => row.form === form)
    if (known !== undefined) return { role: known.role, number: known.number }
    const number = Math.max(0, ...rows.flatMap((row) => (row.role === role ? [row.number] : []))) + 1
    const nonce = randomBytes(12)
    const sealed = seal(key, nonce, boundTo(incident, { role, number }), name)
    await transaction.insertInto("incident_name").values({ incident, role, number, form, nonce, sealed, at, person: by }).execute()
    return { role, number }
  })
}

/** What stands for the names of an incident, without the names. */
export async function namedRoles(db: Kysely<Tables>, incident: string): Promise<readonly NamedRole[]> {
  return db.selectFrom("incident_name").select(["role", "number"]).where("incident", "=", incident).orderBy("role").orderBy("number").execute()
}

export interface OpenedName extends NamedRole {
  /** `null` where this key does not open it. */
  readonly name: string | null
}

/** The names themselves: for who opens closed parts, and says why, on the record. */
export async function openNames(db: Kysely<Tables>, key: Uint8Array, incident: string): Promise<readonly OpenedName[]> {
  const rows = await db.selectFrom("incident_name").select(["role", "number", "nonce", "sealed"]).where("incident", "=", incident).orderBy("role").orderBy("number").execute()
  return rows.map(({ role, number, nonce, sealed }) => ({ role, number, name: unseal(key, nonce, boundTo(incident, { role, number }), sealed) }))
}

function boundTo(incident: string, { role, number }: NamedRole): Uint8Array {
  return utf8(`writ-name/1\n${incident}\n${role}\n${number}\n`)
}

function seal(key: Uint8Array, nonce: Uint8Array, boundTo: Uint8Array, name: string): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo)
  return concatBytes([cipher.update(name, "utf8"), cipher.final(), cipher.getAuthTag()])
}

function unseal(key: Uint8Array, nonce: Uint8Array, boundTo: Uint8Array, sealed: Uint8Array): string | null {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(boundTo).setAuthTag(sealed.subarray(-TAG_BYTES))
  const start = decipher.update(sealed.subarray(0, -TAG_BYTES))
  try {
    return Buffer.concat([start, decipher.final()]).toString("utf8")
  } catch {
    return null
  }
}
