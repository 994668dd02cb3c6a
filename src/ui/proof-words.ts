/** What a check of the record found, in a reader's words: each failure by the name of its step. One sentence without a full stop. */
import type { Failure, Malformed } from "../kernel/log/failure.ts"
import type { DecidedAgain } from "../kernel/receipt/decide-again.ts"
import type { CheckedOpening, ReceiptFailure } from "../kernel/receipt/receipt.ts"
import type { SourceTrouble } from "../record/log-source.ts"
import type { Alarm } from "../record/monitor.ts"
import type { Finding } from "../record/verify-finding.ts"
import type { Texts } from "./texts.ts"

// Places and sizes are names of what stands there: as texts, no language sets a separator in them.

/** Of a receipt, an entry, a checkpoint, a policy or a proof. */
export function failureWords(texts: Texts, failure: ReceiptFailure): string {
  switch (failure.kind) {
    case "entry-version":
      return texts.t("proof.failure-entry-version", { version: String(failure.version) })
    case "entry-kind":
      return texts.t("proof.failure-entry-kind", { found: String(failure.found) })
    case "entry-form":
      return texts.t("proof.failure-entry-form")
    case "entry-missing":
      return texts.t("proof.failure-entry-missing")
    case "malformed":
    case "log-unknown":
    case "signature-wrong":
    case "origin-differs":
    case "index-outside":
    case "proof-length":
    case "root-differs":
    case "history-differs":
      return logFailureWords(texts, failure)
  }
}

function logFailureWords(texts: Texts, failure: Failure): string {
  switch (failure.kind) {
    case "malformed":
      return malformedWords(texts, failure)
    case "log-unknown":
      return texts.t("proof.failure-log-unknown", { origin: failure.origin })
    case "signature-wrong":
      return texts.t("proof.failure-signature-wrong", { name: failure.name })
    case "origin-differs":
      return texts.t("proof.failure-origin-differs", { origin: failure.origin, expected: failure.expected })
    case "index-outside":
      return texts.t("proof.failure-index-outside", { index: String(failure.index), size: String(failure.size) })
    case "proof-length":
      return texts.t("proof.failure-proof-length", { found: String(failure.found), expected: String(failure.expected) })
    case "root-differs":
      return texts.t("proof.failure-root-differs")
    case "history-differs":
      return texts.t("proof.failure-history-differs", { older: String(failure.older), newer: String(failure.newer) })
  }
}

function malformedWords(texts: Texts, { part: partName, problem: problemName, line }: Malformed): string {
  const part = texts.t(`proof.part-${partName}`)
  const problem = texts.t(`proof.problem-${problemName}`)
  return line === 0 ? texts.t("proof.failure-malformed-whole", { part, problem }) : texts.t("proof.failure-malformed", { part, line: String(line), problem })
}

export function openingWords(texts: Texts, checked: CheckedOpening): string {
  switch (checked.kind) {
    case "opens":
      return texts.t("proof.opening-opens")
    case "not-sealed":
      return texts.t("proof.opening-not-sealed", { found: texts.t(`proof.kind-${checked.found}`) })
    case "commitment-differs":
      return texts.t("proof.opening-commitment-differs")
  }
}

/** What was decided, for the sentence that says that it holds. */
export interface Decided {
  readonly question: string
  readonly on: string
  readonly outcome: string
}

export function againWords(texts: Texts, again: DecidedAgain, decided: Decided): string {
  switch (again.kind) {
    case "same":
      return texts.t("proof.again-same", { ...decided })
    case "outcome-differs":
      return texts.t("proof.again-outcome-differs", { recorded: again.recorded, found: again.found })
    case "answer-differs":
      return texts.t("proof.again-answer-differs")
    case "question-differs":
      return texts.t("proof.again-question-differs", { recorded: again.recorded, found: again.found })
    case "fact-unknown":
      return texts.t("proof.again-fact-unknown", { fact: again.fact })
  }
}

export function findingWords(texts: Texts, finding: Finding): string {
  switch (finding.kind) {
    case "checkpoint-missing":
      return texts.t("proof.finding-checkpoint-missing")
    case "checkpoint-wrong":
    case "bundle-wrong":
    case "receipt-wrong":
      return texts.t(`proof.finding-${finding.kind}`, { path: finding.path, why: failureWords(texts, finding.failure) })
    case "history-name":
    case "checkpoint-root":
      return texts.t(`proof.finding-${finding.kind}`, { path: finding.path, size: String(finding.size) })
    case "history-ahead":
      return texts.t("proof.finding-history-ahead", { path: finding.path, size: String(finding.size), newest: String(finding.newest) })
    case "file-missing":
    case "tile-differs":
    case "partial-differs":
    case "kept-differs":
    case "kept-form":
    case "pack-file-differs":
      return texts.t(`proof.finding-${finding.kind}`, { path: finding.path })
    case "leaf-differs":
    case "receipt-name":
      return texts.t(`proof.finding-${finding.kind}`, { path: finding.path, index: String(finding.index) })
    case "entry-wrong":
      return texts.t("proof.finding-entry-wrong", { index: String(finding.index), why: failureWords(texts, finding.failure) })
    case "release-place":
    case "release-differs":
      return texts.t(`proof.finding-${finding.kind}`, { index: String(finding.index), act: String(finding.act) })
    case "release-undecided":
      return texts.t("proof.finding-release-undecided", { index: String(finding.index), act: String(finding.act), outcome: finding.outcome })
  }
}

export function sourceWords(texts: Texts, { why, path, said }: SourceTrouble): string {
  return texts.t(`proof.source-${why}`, { path, said })
}

export function alarmWords(texts: Texts, alarm: Alarm): string {
  switch (alarm.kind) {
    case "rollback":
    case "fork":
      return texts.t(`proof.monitor-${alarm.kind}`, { before: String(alarm.before), now: String(alarm.now) })
    case "silence":
      return texts.t("proof.monitor-silence", { hours: String(alarm.hours), size: String(alarm.size) })
    case "finding":
      return findingWords(texts, alarm.finding)
    case "witness-fork":
      return texts.t("proof.monitor-witness-fork", { witness: alarm.witness, size: String(alarm.size) })
    case "witness-ahead":
      return texts.t("proof.monitor-witness-ahead", { witness: alarm.witness, size: String(alarm.size), now: String(alarm.now) })
  }
}
