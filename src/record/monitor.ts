/**
 * A monitor: follows a log, checks each step, and keeps a copy that remembers what the log may want forgotten.
 *
 *     <state>/checkpoint policy tile/ history/ kept/     the same tree, as far as it was checked; `writ verify` runs on it
 *     <state>/monitor.json                               when the record last grew, and the laws that it put in force
 *     <state>/evidence/<time>/                           what was shown when something was wrong: both notes, the files, why
 *
 * What is fetched is set aside until all of it is checked, then takes its place, the checkpoint last. The policy of the first look stays.
 * A copy that lost a part of its memory compares nothing and says so: taken for a new one it would believe whatever it is shown.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { z } from "zod"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Malformed } from "../kernel/log/failure.ts"
import { edgeFromTiles, edgeRoot, type Edge } from "../kernel/log/growth.ts"
import { openCheckpoint, type OpenedCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { parsePolicy, type Policy } from "../kernel/log/policy.ts"
import { printTilePath } from "../kernel/log/tiles.ts"
import { equalBytes, textFromUtf8, utf8 } from "../kernel/text/bytes.ts"
import { HISTORY_LIST } from "./public-checkpoint.ts"
import { writeWhole } from "./durable-file.ts"
import { folderSource, readBounded, type LogSource } from "./log-source.ts"
import { askWitnesses, type WitnessAlarm } from "./monitor-witnesses.ts"
import type { Finding } from "./verify-finding.ts"
import { checkLog, type CheckedLog } from "./verify-log.ts"

export interface MonitorParts {
  readonly source: LogSource
  readonly state: string
  readonly crypto: Crypto
  /** As given; `null` takes the one kept, or at the first look the log's own. */
  readonly policy: Uint8Array | null
  readonly clock: () => Date
  /** Hours without a new checkpoint that are silence. */
  readonly silence: number
  readonly onProgress?: (done: number, of: number) => void
}

export type Alarm =
  | { readonly kind: "rollback"; readonly before: number; readonly now: number }
  | { readonly kind: "fork"; readonly before: number; readonly now: number }
  | { readonly kind: "silence"; readonly hours: number; readonly size: number }
  | { readonly kind: "finding"; readonly finding: Finding }
  | WitnessAlarm

export type Look =
  | { readonly kind: "no-policy" }
  | { readonly kind: "policy-wrong"; readonly failure: Malformed }
  /** `evidence` is a folder; `null` where there is nothing to keep. `policy` is the log's own, taken on trust now. */
  | { readonly kind: "looked"; readonly origin: string; readonly size: number; readonly added: number; readonly alarms: readonly Alarm[]; readonly evidence: string | null; readonly trusted: Policy | null }

/** A file of the copy is missing, or is not what a monitor left there; nothing was compared then. */
export class CopyWrong extends Error {
  override readonly name = "CopyWrong"
  readonly file: string
  readonly why: "missing" | "form"

  constructor(file: string, why: CopyWrong["why"]) {
    super(`${file}: ${why}`)
    this.file = file
    this.why = why
  }
}

const State = z.object({ grewAt: z.iso.datetime(), size: z.number().int().nonnegative(), laws: z.record(z.string(), z.string()) })
type State = z.infer<typeof State>

/** Looks once. Throws `SourceTrouble` and `CopyWrong`. */
export async function look(parts: MonitorParts): Promise<Look> {
  const { source, state, crypto } = parts
  mustBeWhole(state)
  const kept = parts.policy ?? readBounded(join(state, "policy"))
  const bytes = kept ?? (await source.read("policy"))
  if (bytes === null) return { kind: "no-policy" }
  const parsed = parsePolicy(crypto, bytes)
  if (parsed.kind === "malformed") return { kind: "policy-wrong", failure: parsed }
  const looked = await new Watch(parts, parsed.policy).look()
  writeWhole(join(state, "policy"), bytes)
  return { ...looked, trusted: kept === null ? parsed.policy : null }
}

/** Whether the log that a state follows has been silent too long; for when it cannot be reached. */
export function silenceOf(state: string, hours: number, now: Date): Alarm | null {
  const known = readState(state)
  if (known === null) return null
  const passed = Math.floor((now.getTime() - Date.parse(known.grewAt)) / 3_600_000)
  return passed >= hours ? { kind: "silence", hours: passed, size: known.size } : null
}

class Watch {
  readonly #parts: MonitorParts
  readonly #policy: Policy
  readonly #incoming: string

  constructor(parts: MonitorParts, policy: Policy) {
    this.#parts = parts
    this.#policy = policy
    this.#incoming = join(parts.state, "incoming")
  }

  async look(): Promise<Omit<Extract<Look, { readonly kind: "looked" }>, "trusted">> {
    const { source, state, crypto } = this.#parts
    rmSync(this.#incoming, { recursive: true, force: true })
    const before = this.#before()
    const shown = await source.read("checkpoint")
    const now = shown === null ? null : openCheckpoint(crypto, this.#policy, shown)
    if (shown === null || now?.kind !== "opened") {
      const finding: Finding = now === null || now.kind === "opened" ? { kind: "checkpoint-missing" } : { kind: "checkpoint-wrong", path: "checkpoint", failure: now }
      return this.#wrong(before?.checkpoint.origin ?? source.place, before?.checkpoint.size ?? 0, [{ kind: "finding", finding }], shown)
    }
    const alarms = stepBack(before, now) ?? (await this.#follow(before, now, shown))
    const size = now.checkpoint.size
    if (alarms.length > 0) return this.#wrong(now.checkpoint.origin, size, alarms, shown)
    const later = [...(await askWitnesses(folderSource(state), crypto, this.#policy, now)), ...this.#silent()]
    if (later.length > 0) return this.#wrong(now.checkpoint.origin, size, later, shown)
    return { kind: "looked", origin: now.checkpoint.origin, size, added: size - (before?.checkpoint.size ?? 0), alarms: [], evidence: null }
  }

  /** What the copy is of; `null` before the first look. */
  #before(): OpenedCheckpoint | null {
    const file = join(this.#parts.state, "checkpoint")
    const bytes = readBounded(file)
    if (bytes === null) return null
    const opened = openCheckpoint(this.#parts.crypto, this.#policy, bytes)
    if (opened.kind !== "opened") throw new CopyWrong(file, "form")
    return opened
  }

  #silent(): readonly Alarm[] {
    const silence = silenceOf(this.#parts.state, this.#parts.silence, this.#parts.clock())
    return silence === null ? [] : [silence]
  }

  /** Checks what is new, and takes it into the copy where all of it holds. */
  async #follow(before: OpenedCheckpoint | null, now: OpenedCheckpoint, shown: Uint8Array): Promise<readonly Alarm[]> {
    const { crypto, state, onProgress } = this.#parts
    const edge = before === null ? null : edgeIn(state, crypto, before)
    const known = readState(state)
    const expected = before === null ? [] : [{ path: "checkpoint", ...before.checkpoint }]
    const log = await checkLog({
      source: this.#setAside(shown),
      crypto,
      policy: this.#policy,
      ...(edge === null ? { expected } : { from: edge, laws: new Map(Object.entries(known?.laws ?? {})) }),
      ...(onProgress === undefined ? {} : { onProgress }),
    })
    if (log.findings.length > 0) return alarmsOf(log, before, now)
    this.#take(now, shown, log, known)
    return []
  }

  /** The source, with every file that is read set aside; its checkpoint is the one that was read first. */
  #setAside(shown: Uint8Array): LogSource {
    const { source } = this.#parts
    return {
      place: source.place,
      list: () => null,
      read: async (path) => {
        if (path === "checkpoint") return shown
        const bytes = await source.read(path)
        if (bytes !== null) put(join(this.#incoming, path), bytes)
        return bytes
      },
    }
  }

  #take(now: OpenedCheckpoint, shown: Uint8Array, log: CheckedLog, known: State | null): void {
    const { state, clock } = this.#parts
    const incoming = folderSource(this.#incoming)
    for (const path of ["tile", "kept", "history"].flatMap((under) => incoming.list(under) ?? []).filter((path) => path !== HISTORY_LIST)) {
      mkdirSync(dirname(join(state, path)), { recursive: true })
      renameSync(join(this.#incoming, path), join(state, path))
    }
    rmSync(this.#incoming, { recursive: true, force: true })
    const { size } = now.checkpoint
    const grewAt = known !== null && known.size === size ? known.grewAt : clock().toISOString()
    const laws = { ...known?.laws, ...Object.fromEntries(log.packs.map(({ law, forests }) => [law, forests])) }
    writeWhole(join(state, "monitor.json"), utf8(`${JSON.stringify({ grewAt, size, laws } satisfies State)}\n`))
    writeWhole(join(state, `history/${String(size)}`), shown)
    writeWhole(join(state, "checkpoint"), shown)
  }

  #wrong(origin: string, size: number, alarms: readonly Alarm[], shown: Uint8Array | null): Omit<Extract<Look, { readonly kind: "looked" }>, "trusted"> {
    const { state, clock } = this.#parts
    const evidence = join(state, "evidence", clock().toISOString().replaceAll(":", "-"))
    const kept = readBounded(join(state, "checkpoint"))
    if (kept !== null) put(join(evidence, "checkpoint-kept"), kept)
    if (shown !== null) put(join(evidence, "checkpoint-shown"), shown)
    for (const alarm of alarms) if ("note" in alarm) put(join(evidence, `checkpoint-of-${encodeURIComponent(alarm.witness)}`), alarm.note)
    put(join(evidence, "alarms.json"), utf8(`${JSON.stringify(alarms.map((alarm) => ("note" in alarm ? { kind: alarm.kind, witness: alarm.witness, size: alarm.size } : alarm)), null, 2)}\n`))
    if (existsSync(this.#incoming)) renameSync(this.#incoming, join(evidence, "shown"))
    return { kind: "looked", origin, size, added: 0, alarms, evidence }
  }
}

/** A record that became shorter, or another one of the same size. */
function stepBack(before: OpenedCheckpoint | null, now: OpenedCheckpoint): readonly Alarm[] | null {
  if (before === null) return null
  const sizes = { before: before.checkpoint.size, now: now.checkpoint.size }
  if (sizes.now < sizes.before) return [{ kind: "rollback", ...sizes }]
  return sizes.now === sizes.before && !equalBytes(before.checkpoint.root, now.checkpoint.root) ? [{ kind: "fork", ...sizes }] : null
}

/** Where the copy and what is shown do not lead to the new root, the old record is not the new one's beginning. */
function alarmsOf({ findings }: CheckedLog, before: OpenedCheckpoint | null, now: OpenedCheckpoint): readonly Alarm[] {
  const isFork = before !== null && findings.some(({ kind }) => kind === "checkpoint-root")
  const fork: readonly Alarm[] = isFork ? [{ kind: "fork", before: before.checkpoint.size, now: now.checkpoint.size }] : []
  return [...fork, ...findings.map((finding): Alarm => ({ kind: "finding", finding }))]
}

/** The edge of the copy; `null` where it does not have the root that was kept, and all is read again. */
function edgeIn(state: string, crypto: Crypto, { checkpoint }: OpenedCheckpoint): Edge | null {
  const edge = edgeFromTiles(checkpoint.size, (tile) => readBounded(join(state, printTilePath(tile))))
  return edge !== null && equalBytes(edgeRoot(crypto, edge), checkpoint.root) ? edge : null
}

/** Either a monitor has looked here before, and all that it remembered is there, or none has. */
function mustBeWhole(state: string): void {
  const parts = ["monitor.json", "checkpoint", "policy"].map((name) => join(state, name))
  const [first, second, policy] = parts.map(existsSync)
  if (first !== second || (first === true && policy === false)) throw new CopyWrong(parts.find((file) => !existsSync(file)) ?? state, "missing")
  readState(state)
}

function readState(state: string): State | null {
  const file = join(state, "monitor.json")
  const bytes = readBounded(file)
  if (bytes === null) return null
  const read = State.safeParse(jsonFrom(bytes))
  if (!read.success) throw new CopyWrong(file, "form")
  return read.data
}

function jsonFrom(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textFromUtf8(bytes) ?? "")
  } catch {
    return null
  }
}

function put(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
