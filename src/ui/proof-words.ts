/** What a check of the record found, in a reader's words: each failure by the name of its step. One sentence without a full stop. */
import type { ReceiptFailure } from "../kernel/receipt/receipt.ts"
import { failureSaid, type Said } from "../kernel/receipt/said.ts"
import type { SourceTrouble } from "../record/log-source.ts"
import type { Alarm } from "../record/monitor.ts"
import type { Finding } from "../record/verify-finding.ts"
import type { PolicyProblem } from "../record/policy-file.ts"
import type { Texts } from "./texts.ts"

/** What the kernel has to say. */
export function saidWords(texts: Texts, { says, given }: Said): string {
  return texts.say(says, Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? value : saidWords(texts, value)])))
}

/** Of a receipt, an entry, a checkpoint, a policy or a proof. */
export function failureWords(texts: Texts, failure: ReceiptFailure): string {
  return saidWords(texts, failureSaid(failure))
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
    case "history-list":
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
    case "release-twice":
      return texts.t("proof.finding-release-twice", { index: String(finding.index), act: String(finding.act) })
    case "release-few":
      return texts.t("proof.finding-release-few", { index: String(finding.index), acts: String(finding.acts) })
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

/** A mistake in a policy's file, or in the operator's lines for one; line 0 is the whole. */
export function policyFileWords(texts: Texts, which: "file" | "policy", { file, problem: problemName, line }: { readonly file: string; readonly problem: PolicyProblem; readonly line: number }): string {
  const problem = texts.t(`proof.problem-${problemName}`)
  return line === 0 ? texts.t(`witness.${which}-wrong-whole`, { file, problem }) : texts.t(`witness.${which}-wrong`, { file, problem, line: String(line) })
}
