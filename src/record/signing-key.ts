/**
 * The log's signing key: a file of its own, outside the database, that only its owner may read.
 *
 *     PRIVATE+KEY+chicago.example/record+3d5a1c07+AQ8f…     base64(01 ‖ seed): the form of golang.org/x/mod/sumdb/note
 *
 * It is made once. Who has it can sign for the log, so it is backed up apart from the database; a server without it serves, and does
 * not sequence.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import type { Crypto } from "../kernel/log/crypto.ts"
import { keyOf, type VerifierKey } from "../kernel/log/key.ts"
import type { Sign } from "../kernel/log/note.ts"
import { base64FromBytes, bytesFromBase64, concatBytes } from "../kernel/text/bytes.ts"
import { newSeed, signingKeyFromSeed } from "./node-crypto.ts"

export interface LogKey {
  readonly key: VerifierKey
  readonly sign: Sign
}

/** What is wrong with a key's file. */
export class KeyFileWrong extends Error {
  override readonly name = "KeyFileWrong"
  readonly file: string
  readonly why: "form" | "other-log" | "readable-by-others"

  constructor(file: string, why: KeyFileWrong["why"]) {
    super(`${file}: ${why}`)
    this.file = file
    this.why = why
  }
}

/** The key in a file, made first where there is none; `origin` is the log's name. Throws `KeyFileWrong`. */
export function openLogKey(crypto: Crypto, file: string, origin: string): LogKey & { readonly made: boolean } {
  const made = !existsSync(file) && makeKeyFile(crypto, file, origin)
  return { ...readLogKey(crypto, file, origin), made }
}

export function hasLogKey(file: string): boolean {
  return existsSync(file)
}

/** Two servers that start at once on one folder make one key: linking fails where the name is taken. */
function makeKeyFile(crypto: Crypto, file: string, origin: string): boolean {
  const seed = newSeed()
  const { key } = fromSeed(crypto, origin, seed)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, `PRIVATE+KEY+${key.name}+${key.id}+${base64FromBytes(concatBytes([Uint8Array.of(1), seed]))}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if (existsSync(file)) return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

function readLogKey(crypto: Crypto, file: string, origin: string): LogKey {
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) throw new KeyFileWrong(file, "readable-by-others")
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\n?$/.exec(readFileSync(file, "utf8")) ?? []
  const bytes = bytesFromBase64(encoded ?? "")
  if (name === undefined || bytes?.length !== 33 || bytes[0] !== 1) throw new KeyFileWrong(file, "form")
  if (name !== origin) throw new KeyFileWrong(file, "other-log")
  const read = fromSeed(crypto, name, bytes.subarray(1))
  if (read.key.id !== id) throw new KeyFileWrong(file, "form")
  return read
}

function fromSeed(crypto: Crypto, name: string, seed: Uint8Array): LogKey {
  const { publicKey, sign } = signingKeyFromSeed(seed)
  return { key: keyOf(crypto, name, "ed25519", publicKey), sign }
}
