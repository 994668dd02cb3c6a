/**
 * A witness's state: one file that only its owner may read, with its key and the newest checkpoint that it cosigned of each log.
 *
 *     {
 *       "format": "writ-witness/1",
 *       "key": "PRIVATE+KEY+paper.example/witness+0b1c2d3e+BB92…",     base64(04 ‖ seed)
 *       "checkpoints": ["chicago.example/record\n20852163\n…"]         each with the log's line and the witness's own
 *     }
 *
 * Size and root of a log are its checkpoint's, and the checkpoint carries the witness's own signature: a file that was cut short, edited
 * or put together from two witnesses' does not open. What no file can show is that it is an older copy of itself; so the key never goes
 * back in time alone (docs/operators/witness.md).
 */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs"
import { dirname } from "node:path"
import { z } from "zod"
import { parseCheckpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { isKeyName, keyOf } from "../kernel/log/key.ts"
import { openNote, parseNote, printNote } from "../kernel/log/note.ts"
import { base64FromBytes, bytesFromBase64, concatBytes, utf8 } from "../kernel/text/bytes.ts"
import { newSeed, signingKeyFromSeed } from "./node-crypto.ts"
import type { LogKey } from "./signing-key.ts"
import type { Cosigned } from "./witness-verdict.ts"

export interface WitnessState {
  readonly signer: LogKey
  /** The key as the file has it. */
  readonly keyLine: string
  /** By origin. */
  readonly logs: ReadonlyMap<string, Cosigned>
}

/** Why a state file will not do; nothing is written to it then. */
export class StateFileWrong extends Error {
  override readonly name = "StateFileWrong"
  readonly file: string
  readonly why: "form" | "key" | "checkpoint" | "readable-by-others" | "in-use" | "path-too-long"

  constructor(file: string, why: StateFileWrong["why"]) {
    super(`${file}: ${why}`)
    this.file = file
    this.why = why
  }
}

const FORMAT = "writ-witness/1"
const StateForm = z.strictObject({ format: z.literal(FORMAT), key: z.string(), checkpoints: z.array(z.string()) })
/** Type byte of an Ed25519 cosignature key. */
const COSIGNATURE = 4

export function newState(crypto: Crypto, name: string): WitnessState {
  const seed = newSeed()
  const signer = signerFrom(crypto, name, seed)
  return { signer, keyLine: `PRIVATE+KEY+${name}+${signer.key.id}+${base64FromBytes(concatBytes([Uint8Array.of(COSIGNATURE), seed]))}`, logs: new Map() }
}

function signerFrom(crypto: Crypto, name: string, seed: Uint8Array): LogKey {
  const { publicKey, sign } = signingKeyFromSeed(seed)
  return { key: keyOf(crypto, name, "ed25519-cosignature", publicKey), sign }
}

export function printState({ keyLine, logs }: WitnessState): string {
  const checkpoints = [...logs].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { note }]) => printNote(note))
  return `${JSON.stringify({ format: FORMAT, key: keyLine, checkpoints }, null, 2)}\n`
}

/** The inverse of `printState`; the reason for every other text. */
export function parseState(crypto: Crypto, text: string): WitnessState | "form" | "key" | "checkpoint" {
  const form = StateForm.safeParse(jsonFrom(text))
  if (!form.success) return "form"
  const signer = parseSigner(crypto, form.data.key)
  if (signer === null) return "key"
  const logs = new Map<string, Cosigned>()
  for (const note of form.data.checkpoints) {
    const cosigned = parseCosigned(crypto, signer, note)
    if (cosigned === null || logs.has(cosigned.checkpoint.origin)) return "checkpoint"
    logs.set(cosigned.checkpoint.origin, cosigned)
  }
  const state = { signer, keyLine: form.data.key, logs }
  return printState(state) === text ? state : "form"
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function parseSigner(crypto: Crypto, line: string): LogKey | null {
  const [, name = "", id, encoded = ""] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line) ?? []
  const bytes = bytesFromBase64(encoded)
  if (!isKeyName(name) || bytes?.length !== 33 || bytes[0] !== COSIGNATURE) return null
  const signer = signerFrom(crypto, name, bytes.subarray(1))
  return signer.key.id === id ? signer : null
}

/** A checkpoint with the witness's own line, which holds. */
function parseCosigned(crypto: Crypto, { key }: LogKey, text: string): Cosigned | null {
  const read = parseNote(utf8(text))
  if (read.kind === "malformed") return null
  const found = parseCheckpoint(crypto, read.note.text)
  const opened = openNote(crypto, read.note, [key])
  const time = opened.kind === "opened" ? (opened.by[0]?.time ?? null) : null
  return found.kind === "malformed" || time === null ? null : { checkpoint: found.checkpoint, note: read.note, time }
}

/** The state in a file; `null` where there is none. Throws `StateFileWrong`. */
export function readState(crypto: Crypto, file: string): WitnessState | null {
  if (!existsSync(file)) return null
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) throw new StateFileWrong(file, "readable-by-others")
  const state = parseState(crypto, readFileSync(file, "utf8"))
  if (typeof state === "string") throw new StateFileWrong(file, state)
  return state
}

/** Puts a state in the file's place, whole and durable when this returns; after a crash the file is the former one or this. */
export function writeState(file: string, state: WitnessState): void {
  writeBeside(file, state, renameSync)
}

/** Makes the file; throws where there is one. */
export function writeFirstState(file: string, state: WitnessState): void {
  writeBeside(file, state, linkSync)
}

function writeBeside(file: string, state: WitnessState, place: (temporary: string, file: string) => void): void {
  const temporary = `${file}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  const opened = openSync(temporary, "wx", 0o600)
  try {
    writeSync(opened, printState(state))
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
  place(temporary, file)
  rmSync(temporary, { force: true })
  syncFolder(dirname(file))
}

/** The name, too, must outlast a power cut. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return
  const opened = openSync(folder, "r")
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
