/** Logs to try things on: a key, sequencers over any storage, a clock that a test moves, and entries to tell apart. */
import { createHash } from "node:crypto"
import { emptyRoot } from "../../src/kernel/log/hashes.ts"
import { keyOf, type VerifierKey } from "../../src/kernel/log/key.ts"
import type { Sign } from "../../src/kernel/log/note.ts"
import { printEntry } from "../../src/kernel/receipt/entry.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import type { Cadence } from "../../src/record/cadence.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import type { LogStorage } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto, signingKeyFromSeed } from "../../src/record/node-crypto.ts"
import { Sequencer } from "../../src/record/sequencer.ts"

export const ORIGIN = "city.example/record"

const signing = signingKeyFromSeed(createHash("sha256").update("a test's key").digest())
export const logKey: { readonly key: VerifierKey; readonly sign: Sign } = { key: keyOf(crypto, ORIGIN, "ed25519", signing.publicKey), sign: signing.sign }

export const AT_ONCE: Cadence = { kind: "at-once" }
export const HOUR = 3_600_000
export const HOURLY: Cadence = { kind: "steady", everyMs: HOUR, leaves: 64 }

/** A clock that stands until it is moved. */
export class Clock {
  #now: number

  constructor(at = "2026-11-25T08:00:00Z") {
    this.#now = Date.parse(at)
  }

  readonly read = (): Date => new Date(this.#now)

  move(ms: number): void {
    this.#now += ms
  }
}

export function sequencerOn(storage: LogStorage, cadence: Cadence = AT_ONCE, clock: () => Date = () => new Date()): Sequencer {
  return new Sequencer({ storage, crypto, ...logKey, cadence, clock, blank: blankEntry })
}

/** A sealed entry that has a name only here. */
export function entryOf(name: string | number): Uint8Array {
  return printEntry({ kind: "sealed", commitment: createHash("sha256").update(String(name)).digest() })
}

/** An entry in the clear that has a name only here. */
export function clearOf(name: number): Uint8Array {
  return printEntry({ kind: "withdrawal", law: "ab".repeat(32), clause: `order-1#cl_${name}`, from: "2026-11-25T08:00:00.000Z", role: "counsel" })
}

export async function create(storage: LogStorage): Promise<void> {
  await storage.create(ORIGIN, emptyRoot(crypto))
}

export async function enqueueMany(storage: LogStorage, names: readonly (string | number)[]): Promise<void> {
  for (const name of names) await storage.enqueue(entryOf(name))
}

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
export const bytesOf = utf8
