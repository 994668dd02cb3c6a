/**
 * A witness at work: verdicts, one after another, each stored before anybody hears of it.
 *
 *     const witness = await openWitness({ crypto, policy, stateFile, name, clock })
 *     witness.addCheckpoint(body)          // checked, stored and only then given: in one go, nothing comes between
 *     witness.newest(hash)                 // what it cosigned last of the log whose origin hashes to this
 *     await witness.close()
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import { printKey, sameKey, type VerifierKey } from "../kernel/log/key.ts"
import { printNote } from "../kernel/log/note.ts"
import type { Policy } from "../kernel/log/policy.ts"
import { hexFromBytes, utf8 } from "../kernel/text/bytes.ts"
import { lockStateFile, type Lock } from "./witness-lock.ts"
import { newState, readState, writeFirstState, writeState, printState, type WitnessState } from "./witness-state.ts"
import { verdictOn, type Cosigned, type Verdict } from "./witness-verdict.ts"

export interface WitnessParts {
  readonly crypto: Crypto
  /** Its `log` lines are the logs that are cosigned for. */
  readonly policy: Policy
  readonly stateFile: string
  /** For a state file that is made now; one that is there must be of this name, where a name is given. */
  readonly name: string | null
  readonly clock: () => Date
}

/** Why a witness does not start, where its state file is not to blame. */
export class WitnessRefused extends Error {
  override readonly name = "WitnessRefused"
  readonly why: "name-missing" | "name-differs" | "no-logs" | "own-key"
  readonly found: string

  constructor(why: WitnessRefused["why"], found: string) {
    super(`${why}: ${found}`)
    this.why = why
    this.found = found
  }
}

export type Answered =
  | Verdict
  /** 503: what it knows is not what its file says, or the file cannot be written. Nothing was cosigned. */
  | { readonly kind: "not-stored"; readonly error: unknown }

export interface Witness {
  readonly key: VerifierKey
  readonly stateFile: string
  /** The state file was made now. */
  readonly made: boolean
  readonly logs: readonly VerifierKey[]
  addCheckpoint(request: Uint8Array): Answered
  /** The newest checkpoint cosigned, as a note; `null` where nothing was. `originHash` is SHA-256 of the origin, in lower-case hex. */
  newest(originHash: string): string | null
  close(): Promise<void>
}

/** Throws `StateFileWrong` and `WitnessRefused`. */
export async function openWitness(parts: WitnessParts): Promise<Witness> {
  const lock = await lockStateFile(parts.stateFile)
  try {
    const found = readState(parts.crypto, parts.stateFile)
    const state = found ?? firstState(parts)
    refuseUnfit(parts, state)
    if (found === null) writeFirstState(parts.stateFile, state)
    return new RunningWitness(parts, lock, state, found === null)
  } catch (error) {
    await lock.release()
    throw error
  }
}

function firstState({ crypto, name, stateFile }: WitnessParts): WitnessState {
  if (name === null) throw new WitnessRefused("name-missing", stateFile)
  return newState(crypto, name)
}

function refuseUnfit({ policy, name }: WitnessParts, { signer: { key } }: WitnessState): void {
  if (name !== null && name !== key.name) throw new WitnessRefused("name-differs", key.name)
  if (policy.logs.length === 0) throw new WitnessRefused("no-logs", "")
  const own = policy.logs.find((log) => sameKey(log.key, key))
  if (own !== undefined) throw new WitnessRefused("own-key", printKey(own.key))
}

class RunningWitness implements Witness {
  readonly key: VerifierKey
  readonly stateFile: string
  readonly made: boolean
  readonly logs: readonly VerifierKey[]
  readonly #parts: WitnessParts
  readonly #lock: Lock
  #state: WitnessState
  /** What a write that failed was to store. */
  #unsure: WitnessState | null = null

  constructor(parts: WitnessParts, lock: Lock, state: WitnessState, made: boolean) {
    this.key = state.signer.key
    this.stateFile = parts.stateFile
    this.made = made
    this.logs = parts.policy.logs.map(({ key }) => key)
    this.#parts = parts
    this.#lock = lock
    this.#state = state
  }

  /** Synchronous from the first check to the last fsync: that is what makes check and set one step. */
  addCheckpoint(request: Uint8Array): Answered {
    const { crypto } = this.#parts
    const { signer, logs } = this.#state
    const verdict = verdictOn({ crypto, logs: this.logs, signer, remembered: (origin) => logs.get(origin) ?? null }, request, this.#time())
    if (verdict.kind !== "cosigned") return verdict
    try {
      this.#store(verdict.cosigned)
      return verdict
    } catch (error) {
      return { kind: "not-stored", error }
    }
  }

  newest(originHash: string): string | null {
    for (const [origin, { note }] of this.#state.logs) if (hexFromBytes(this.#parts.crypto.sha256(utf8(origin))) === originHash) return printNote(note)
    return null
  }

  close(): Promise<void> {
    return this.#lock.release()
  }

  /** Now, but never before what was signed last: a clock that was set back does not take time back. */
  #time(): number {
    const signed = [...this.#state.logs.values()].map(({ time }) => time)
    return Math.max(1, Math.floor(this.#parts.clock().getTime() / 1000), ...signed)
  }

  /** Only over the state that this process left there: not over one that somebody put in its place, older ones among them. */
  #store(cosigned: Cosigned): void {
    const { stateFile } = this.#parts
    if (!this.#lock.isHeld()) throw new Error("the lock beside the state file was taken away")
    this.#mustBeOurs(stateFile)
    const state = { ...this.#state, logs: new Map([...this.#state.logs, [cosigned.checkpoint.origin, cosigned] as const]) }
    this.#unsure = state
    writeState(stateFile, state)
    this.#unsure = null
    this.#state = state
  }

  /** What a write that failed left behind is the former state or the one it was to be; the file says which. */
  #mustBeOurs(stateFile: string): void {
    const onDisk = readState(this.#parts.crypto, stateFile)
    const found = onDisk === null ? "" : printState(onDisk)
    if (found === printState(this.#state)) return
    if (this.#unsure === null || found !== printState(this.#unsure)) throw new Error("the state file was taken away or replaced")
    this.#state = this.#unsure
    this.#unsure = null
    throw new Error("an earlier write was said to have failed and had lasted")
  }
}
