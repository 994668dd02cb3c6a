/** Asking a witness, over HTTP: for its cosignature on a checkpoint, and for what it cosigned last. Nothing that it says is taken on trust. */
import type { Crypto } from "../kernel/log/crypto.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { openNote, parseNote, parseSignatureLine, printSignatureLine } from "../kernel/log/note.ts"
import { concatBytes, hexFromBytes, parseDecimal, textFromUtf8, utf8 } from "../kernel/text/bytes.ts"
import { printWitnessRequest, type WitnessRequest } from "./witness-request.ts"
import { readAtMost } from "./read-at-most.ts"

export interface WitnessAddress {
  /** As the policy names it. */
  readonly name: string
  readonly key: VerifierKey
  readonly url: string
}

export type Asked =
  /** The line, with its line break: it holds. */
  | { readonly kind: "cosigned"; readonly line: string }
  | { readonly kind: "other-size"; readonly size: number }
  | AskFailed

export type AskFailed =
  /** No answer within the time, or none that HTTP knows. */
  | { readonly kind: "unreachable"; readonly said: string }
  | { readonly kind: "refused"; readonly status: number }
  /** An answer without a line by the witness's key, or with one that does not hold. */
  | { readonly kind: "cosignature-missing" }
  | { readonly kind: "cosignature-wrong" }

/** More than any answer needs. */
const MOST_BYTES = 64 * 1024

export async function askWitness(crypto: Crypto, { key, url }: WitnessAddress, request: WitnessRequest, signal: AbortSignal): Promise<Asked> {
  const response = await ask(addressIn(url, "add-checkpoint"), { method: "POST", body: new Uint8Array(printWitnessRequest(request)), signal })
  if (response.kind === "unreachable") return response
  const { status, type, body } = response
  const size = status === 409 && type === "text/x.tlog.size" ? parseDecimal(body.replace(/\n$/, "")) : null
  if (size !== null) return { kind: "other-size", size }
  return status === 200 ? cosignatureIn(crypto, key, request.checkpoint, body) : { kind: "refused", status }
}

/** The first line by the witness's key; other lines are passed over. */
function cosignatureIn(crypto: Crypto, key: VerifierKey, checkpoint: Uint8Array, body: string): Asked {
  const lines = body.split("\n").map(parseSignatureLine)
  const line = lines.find((one) => one?.name === key.name && one.keyId === key.id) ?? null
  if (line === null) return { kind: "cosignature-missing" }
  const printed = printSignatureLine(line)
  const note = parseNote(concatBytes([checkpoint, utf8(printed)]))
  const opened = note.kind === "note" ? openNote(crypto, note.note, [key]) : note
  return opened.kind === "opened" && opened.by.length === 1 ? { kind: "cosigned", line: printed } : { kind: "cosignature-wrong" }
}

/** What a witness shows of a log, unchecked; `null` where it shows nothing. */
export async function newestAt(crypto: Crypto, { url }: WitnessAddress, origin: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const response = await ask(addressIn(url, `${hexFromBytes(crypto.sha256(utf8(origin)))}/checkpoint`), { signal })
  return response.kind === "answered" && response.status === 200 ? utf8(response.body) : null
}

function addressIn(prefix: string, path: string): string {
  return `${prefix.replace(/\/+$/, "")}/${path}`
}

type Response = { readonly kind: "answered"; readonly status: number; readonly type: string | null; readonly body: string } | (AskFailed & { readonly kind: "unreachable" })

async function ask(address: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, { ...init, redirect: "error" })
    const bytes = await readAtMost(response.body, MOST_BYTES)
    if (bytes === null) throw new Error("the answer is too long")
    return { kind: "answered", status: response.status, type: response.headers.get("content-type"), body: textFromUtf8(bytes) ?? "" }
  } catch (error) {
    return { kind: "unreachable", said: saidBy(error) }
  }
}

/** fetch says only that it failed; the reason is its cause. */
function saidBy(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
