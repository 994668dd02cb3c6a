/**
 * What a check has to say, before anybody puts it in words: the key of a message, and what the message is given.
 *
 *     { says: "proof.failure-malformed", given: { part: { says: "proof.part-note", … }, line: "3", problem: … } }
 *
 * The command line and a browser print the same keys from the same words files, so both name a step alike. Places and sizes are
 * names of what stands there: they are given as texts, and no language sets a separator in them.
 */
import type { Failure, Malformed, Problem } from "../log/failure.ts"
import type { OpenedCheckpoint } from "../log/open-checkpoint.ts"
import type { Policy } from "../log/policy.ts"
import type { DecidedAgain } from "./decide-again.ts"
import type { Entry } from "./entry.ts"
import type { CheckedOpening, CheckedReceipt, ReceiptFailure } from "./receipt.ts"

export type ProofKey =
  | `proof.failure-${ReceiptFailure["kind"] | "malformed-whole"}`
  | `proof.part-${Malformed["part"]}`
  | `proof.problem-${Problem}`
  | `proof.kind-${Entry["kind"]}`
  | `proof.opening-${CheckedOpening["kind"]}`
  | `proof.again-${DecidedAgain["kind"]}`
  | `proof.${"entry" | "in-size" | "log-size" | "since" | "no-witness" | "witness-count" | "no-quorum" | "witnessed" | "not-witnessed" | "consistent" | "opening-closed" | "again-no-question"}`

export interface Said<Key extends string = ProofKey> {
  readonly says: Key
  readonly given: { readonly [name: string]: string | Said<Key> }
}

/** Of a receipt, an entry, a checkpoint, a policy or a proof that does not hold. */
export function failureSaid(failure: ReceiptFailure): Said {
  switch (failure.kind) {
    case "entry-version":
      return { says: "proof.failure-entry-version", given: { version: String(failure.version) } }
    case "entry-kind":
      return { says: "proof.failure-entry-kind", given: { found: String(failure.found) } }
    case "entry-form":
      return { says: "proof.failure-entry-form", given: {} }
    case "entry-missing":
      return { says: "proof.failure-entry-missing", given: {} }
    case "malformed":
    case "log-unknown":
    case "signature-wrong":
    case "origin-differs":
    case "index-outside":
    case "proof-length":
    case "root-differs":
    case "history-differs":
      return logFailureSaid(failure)
  }
}

function logFailureSaid(failure: Failure): Said {
  switch (failure.kind) {
    case "malformed":
      return malformedSaid(failure)
    case "log-unknown":
      return { says: "proof.failure-log-unknown", given: { origin: failure.origin } }
    case "signature-wrong":
      return { says: "proof.failure-signature-wrong", given: { name: failure.name } }
    case "origin-differs":
      return { says: "proof.failure-origin-differs", given: { origin: failure.origin, expected: failure.expected } }
    case "index-outside":
      return { says: "proof.failure-index-outside", given: { index: String(failure.index), size: String(failure.size) } }
    case "proof-length":
      return { says: "proof.failure-proof-length", given: { found: String(failure.found), expected: String(failure.expected) } }
    case "root-differs":
      return { says: "proof.failure-root-differs", given: {} }
    case "history-differs":
      return { says: "proof.failure-history-differs", given: { older: String(failure.older), newer: String(failure.newer) } }
  }
}

function malformedSaid({ part, problem, line }: Malformed): Said {
  const given = { part: { says: `proof.part-${part}`, given: {} }, problem: { says: `proof.problem-${problem}`, given: {} } } as const
  return line === 0 ? { says: "proof.failure-malformed-whole", given } : { says: "proof.failure-malformed", given: { ...given, line: String(line) } }
}

/** Of a receipt that holds: what stands where, in a record of how many, and who vouches for when. */
export function receiptSaid({ entry, index, opened }: CheckedReceipt, policy: Policy): readonly Said[] {
  const { origin, size } = opened.checkpoint
  return [
    { says: "proof.entry", given: { kind: kindSaid(entry.kind), index: String(index), log: origin } },
    { says: "proof.in-size", given: { size: String(size) } },
    ...witnessesSaid(opened, policy),
  ]
}

/** Of a checkpoint that opens. */
export function checkpointSaid(opened: OpenedCheckpoint, policy: Policy): readonly Said[] {
  const { origin, size } = opened.checkpoint
  return [{ says: "proof.log-size", given: { log: origin, size: String(size) } }, ...witnessesSaid(opened, policy)]
}

function witnessesSaid({ witnesses, witnessed }: OpenedCheckpoint, policy: Policy): readonly Said[] {
  const seen = witnesses.map(({ name, time }): Said => ({ says: "proof.since", given: { name, time: printSeconds(time) } }))
  const quorum = policy.quorum.kind === "none" ? "proof.no-quorum" : witnessed ? "proof.witnessed" : "proof.not-witnessed"
  const count: Said = { says: "proof.witness-count", given: { count: String(seen.length), of: String(policy.witnesses.length) } }
  return [...(seen.length === 0 ? [{ says: "proof.no-witness", given: {} } as const] : seen), ...(policy.witnesses.length === 0 ? [] : [count]), { says: quorum, given: {} }]
}

/** Seconds since 1970 as an instant, ISO 8601; as a number where no calendar has it, which a witness may sign all the same. */
export function printSeconds(seconds: number): string {
  const instant = new Date(seconds * 1000)
  return Number.isNaN(instant.getTime()) ? String(seconds) : instant.toISOString()
}

function kindSaid(kind: Entry["kind"]): Said {
  return { says: `proof.kind-${kind}`, given: {} }
}

export function openingSaid(checked: CheckedOpening): Said {
  return { says: `proof.opening-${checked.kind}`, given: checked.kind === "not-sealed" ? { found: kindSaid(checked.found) } : {} }
}

/** What was decided, for the sentence that says that it holds. */
export interface Decided {
  readonly question: string
  readonly on: string
  readonly outcome: string
}

export function againSaid(again: DecidedAgain, { question, on, outcome }: Decided): Said {
  switch (again.kind) {
    case "same":
      return { says: "proof.again-same", given: { question, on, outcome } }
    case "outcome-differs":
      return { says: "proof.again-outcome-differs", given: { recorded: again.recorded, found: again.found } }
    case "answer-differs":
      return { says: "proof.again-answer-differs", given: {} }
    case "question-differs":
      return { says: "proof.again-question-differs", given: { recorded: again.recorded, found: again.found } }
    case "fact-unknown":
      return { says: "proof.again-fact-unknown", given: { fact: again.fact } }
  }
}
