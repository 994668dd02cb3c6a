/** A whole log in a person's words, with a progress line on a terminal. */
import type { LogSource } from "../record/log-source.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { MOST_FINDINGS } from "../record/verify-finding.ts"
import { checkLog, type CheckedLog } from "../record/verify-log.ts"
import { findingWords } from "../ui/proof-words.ts"
import type { Texts } from "../ui/texts.ts"
import { progressBar } from "./progress.ts"
import type { Ground, Verdict } from "./verdict.ts"

export async function verifyLog({ texts, policy }: Ground, source: LogSource, isQuiet: boolean): Promise<Verdict> {
  const progress = isQuiet ? undefined : progressLine(texts)
  const log = await checkLog({ source, crypto, policy: policy.policy, ...(progress === undefined ? {} : { onProgress: progress.show }) })
  progress?.clear()
  return log.findings.length > 0 ? wrongLog(texts, source, log) : goodLog(texts, source, log)
}

/** How much of a log is read; nothing where standard error is no terminal. */
export function progressLine(texts: Texts): { readonly show: (done: number, of: number) => void; readonly clear: () => void } | undefined {
  const bar = progressBar()
  return bar === undefined ? undefined : { show: (done, of) => { bar.show(done / of, () => texts.t("proof.progress", { done, of })) }, clear: bar.clear }
}

function wrongLog(texts: Texts, source: LogSource, { findings }: CheckedLog): Verdict {
  const lines = findings.map((finding) => `  ${findingWords(texts, finding)}`)
  const more = findings.length < MOST_FINDINGS ? [] : [`  ${texts.t("proof.log-more")}`]
  return { holds: false, lines: [texts.t("proof.bad", { what: source.place }), ...lines, ...more], json: { log: source.place, findings: findings.map((finding) => ({ kind: finding.kind, says: findingWords(texts, finding) })) } }
}

function goodLog(texts: Texts, source: LogSource, { newest, earlier, entries, opened }: CheckedLog): Verdict {
  const checkpoint = newest?.checkpoint
  const lines = [
    texts.t("proof.log-size", { log: checkpoint?.origin ?? "", size: String(checkpoint?.size ?? 0) }),
    texts.t("proof.log-entries", { sealed: String(entries.sealed), packs: String(entries.pack), keys: String(entries.key), releases: String(entries.release), withdrawals: String(entries.withdrawal) }),
    ...(opened === 0 ? [] : [texts.t("proof.log-opened", { count: String(opened) })]),
    earlier === null ? texts.t("proof.log-unlisted") : texts.t("proof.log-earlier", { count: String(earlier) }),
    texts.t("proof.no-limits"),
  ]
  return {
    holds: true,
    lines: [texts.t("proof.good", { what: source.place }), ...lines.map((line) => `  ${line}`)],
    json: { log: checkpoint?.origin ?? "", size: checkpoint?.size ?? 0, entries: { ...entries }, opened, earlier },
  }
}
