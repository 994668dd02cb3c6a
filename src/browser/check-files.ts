/**
 * The checks that a set of files allows, under a policy: receipts, each with its opening and the decision made again; checkpoints, alone
 * and in pairs. The same steps as `writ verify`, from the same kernel.
 *
 * A policy that is given counts, and alone: one that cannot be read is never replaced by the city's.
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import { printKey } from "../kernel/log/key.ts"
import { openCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { parsePolicy, type Policy } from "../kernel/log/policy.ts"
import { parseOpening, type Opening } from "../kernel/receipt/opening.ts"
import { checkOpening, checkReceipt, type CheckedReceipt, type ReceiptFailure } from "../kernel/receipt/receipt.ts"
import { checkpointSaid, failureSaid, openingSaid, receiptSaid } from "../kernel/receipt/said.ts"
import { hexFromBytes, textFromUtf8 } from "../kernel/text/bytes.ts"
import { decideFromLogged, type LoggedLaw, type Shelf } from "./decide-logged.ts"
import { checkHistory, type GivenCheckpoint } from "./history.ts"
import { jsonOf, kindOf, type FileKind, type GivenFile } from "./recognise.ts"
import type { Check, PolicyUsed, Report, Sentence, Step } from "./report.ts"

/** `cityPolicy` is the text that came with the page. Of several policies given, the last counts. */
export function checkFiles(crypto: Crypto, files: readonly GivenFile[], cityPolicy: string | null): Report {
  const sorted = sortByKind(files)
  const given = sorted.policy.at(-1)
  const text = given?.bytes ?? (cityPolicy === null ? null : new TextEncoder().encode(cityPolicy))
  const policy = text === null ? null : parsePolicy(crypto, text)
  const unknown = sorted.unknown.map(({ name }) => name)
  if (policy?.kind !== "policy") {
    const wrong: readonly Check[] = given === undefined || policy === null ? [] : [{ files: [given.name], steps: [{ standing: "bad", says: failureSaid(policy) }], missing: [] }]
    const why: Sentence = { says: given === undefined ? "check.policy-none" : "check.policy-wrong", given: {} }
    const waiting = [...sorted.receipt, ...sorted.opening, ...sorted.checkpoint].map(({ name }): Check => ({ files: [name], steps: [{ standing: "open", says: why }], missing: [] }))
    return { policy: { kind: given === undefined ? "none" : "wrong" }, checks: [...wrong, ...waiting], unknown, unused: [] }
  }
  const checks = new Checks(crypto, policy.policy, sorted).all()
  const used = new Set(checks.flatMap((check) => check.files))
  const supporting = [...sorted.forests, ...sorted.forest, ...sorted.hashes, ...sorted.policy.slice(0, -1)]
  const policyUsed: PolicyUsed = { kind: given === undefined ? "city" : "given", keys: policy.policy.logs.map(({ key }) => printKey(key)) }
  return { policy: policyUsed, checks, unknown, unused: supporting.map(({ name }) => name).filter((name) => !used.has(name)) }
}

type Sorted = Readonly<Record<FileKind, readonly GivenFile[]>>

function sortByKind(files: readonly GivenFile[]): Sorted {
  const sorted: Record<FileKind, GivenFile[]> = { receipt: [], opening: [], policy: [], checkpoint: [], forests: [], forest: [], hashes: [], unknown: [] }
  for (const file of files) sorted[kindOf(file)].push(file)
  return sorted
}

interface HeldReceipt {
  readonly file: GivenFile
  readonly checked: CheckedReceipt
}

class Checks {
  readonly #crypto: Crypto
  readonly #policy: Policy
  readonly #files: Sorted
  readonly #held: readonly HeldReceipt[]
  readonly #failed: readonly Check[]
  readonly #shelf: Shelf

  constructor(crypto: Crypto, policy: Policy, files: Sorted) {
    this.#crypto = crypto
    this.#policy = policy
    this.#files = files
    const receipts = files.receipt.map((file) => ({ file, checked: checkReceipt(crypto, policy, file.bytes) }))
    this.#held = receipts.flatMap(({ file, checked }) => (checked.kind === "receipt" ? [{ file, checked }] : []))
    this.#failed = receipts.flatMap(({ file, checked }) => (checked.kind === "receipt" ? [] : [failed(file.name, checked)]))
    this.#shelf = { digest: digestsBy(crypto), laws: this.#held.flatMap(loggedLaw), lists: files.forests, forests: files.forest }
  }

  all(): readonly Check[] {
    const openings = this.#files.opening.map((file) => ({ file, opening: openingIn(file) }))
    const opened = openings.map(({ file, opening }) => this.#checkOpening(file, opening))
    const used = new Set(opened.flatMap(({ files }) => files))
    // A law's entry that was needed to decide again has been told of there.
    const alone = this.#held.filter(({ file }) => !used.has(file.name)).map((held): Check => ({ files: [held.file.name], steps: this.#receiptSteps(held), missing: [] }))
    return [...opened, ...this.#failed, ...alone, ...this.#checkpoints()]
  }

  #receiptSteps({ checked }: HeldReceipt): readonly Step[] {
    return receiptSaid(checked, this.#policy).map((says, at) => ({ standing: at < 2 ? "good" : "note", says }))
  }

  #checkOpening(file: GivenFile, opening: Opening | null): Check {
    if (opening === null) return { files: [file.name], steps: [{ standing: "bad", says: { says: "proof.opening-form", given: { file: file.name } } }], missing: [] }
    const held = this.#held.find(({ checked }) => checkOpening(this.#crypto, checked.entry, opening).kind === "opens")
    if (held === undefined) return this.#openingOfNone(file, opening)
    const opens: Step = { standing: "good", says: openingSaid({ kind: "opens" }) }
    const again = decideFromLogged(this.#shelf, opening, held.checked.opened.checkpoint.origin)
    return { files: [held.file.name, file.name, ...again.files], steps: [...this.#receiptSteps(held), opens, ...again.steps], missing: again.missing }
  }

  /** Beside one receipt that it could belong to, an opening is that one's and does not fit. */
  #openingOfNone(file: GivenFile, opening: Opening): Check {
    const sealed = this.#held.filter(({ checked }) => checked.entry.kind === "sealed")
    const candidates = sealed.length > 0 ? sealed : this.#held.filter(({ checked }) => checked.entry.kind !== "pack")
    const [only] = candidates
    if (only === undefined) return { files: [file.name], steps: [{ standing: "open", says: { says: "check.opening-alone", given: {} } }], missing: [] }
    if (candidates.length > 1) return { files: [file.name], steps: [{ standing: "bad", says: { says: "check.opening-of-none", given: {} } }], missing: [] }
    const wrong: Step = { standing: "bad", says: openingSaid(checkOpening(this.#crypto, only.checked.entry, opening)) }
    return { files: [only.file.name, file.name], steps: [...this.#receiptSteps(only), wrong], missing: [] }
  }

  #checkpoints(): readonly Check[] {
    const opened = this.#files.checkpoint.map((file) => ({ file: file.name, opened: openCheckpoint(this.#crypto, this.#policy, file.bytes) }))
    const good: readonly GivenCheckpoint[] = opened.flatMap(({ file, opened: one }) => (one.kind === "opened" ? [{ file, opened: one }] : []))
    const alone: Step = { standing: "note", says: { says: "check.alone", given: {} } }
    const each = opened.map(({ file, opened: one }): Check => {
      if (one.kind !== "opened") return failed(file, one)
      const steps = checkpointSaid(one, this.#policy).map((says, at): Step => ({ standing: at === 0 ? "good" : "note", says }))
      return { files: [file], steps: good.length === 1 && this.#held.length === 0 ? [...steps, alone] : steps, missing: [] }
    })
    const receipts = this.#held.map(({ file, checked }): GivenCheckpoint => ({ file: file.name, opened: checked.opened }))
    return [...each, ...checkHistory(this.#crypto, good, receipts, this.#files.hashes)]
  }
}

/** Each file is hashed once. */
function digestsBy(crypto: Crypto): (file: GivenFile) => string {
  const known = new Map<GivenFile, string>()
  return (file) => {
    const digest = known.get(file) ?? hexFromBytes(crypto.sha256(file.bytes))
    known.set(file, digest)
    return digest
  }
}

function failed(name: string, failure: ReceiptFailure): Check {
  return { files: [name], steps: [{ standing: "bad", says: failureSaid(failure) }], missing: [] }
}

function loggedLaw({ file, checked: { entry, index, opened } }: HeldReceipt): readonly LoggedLaw[] {
  return entry.kind === "pack" ? [{ file: file.name, log: opened.checkpoint.origin, index, entry }] : []
}

function openingIn({ bytes }: GivenFile): Opening | null {
  const json = jsonOf(textFromUtf8(bytes) ?? "")
  return json === undefined ? null : parseOpening(json)
}
