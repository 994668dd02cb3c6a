/** A receipt in a person's words; with its opening, the decision made again. */
import type { Checkpoint } from "../kernel/log/checkpoint.ts"
import { openCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { textFromUtf8, utf8 } from "../kernel/text/bytes.ts"
import type { JsonValue } from "../kernel/text/canonical-json.ts"
import { parseOpening, type Opening } from "../kernel/receipt/opening.ts"
import { checkOpening, checkReceipt, type CheckedReceipt } from "../kernel/receipt/receipt.ts"
import { againSaid, openingSaid, printSeconds, receiptSaid } from "../kernel/receipt/said.ts"
import { readBounded, type LogSource } from "../record/log-source.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { redecide, type Redecided } from "../record/verify-decision.ts"
import { checkLog } from "../record/verify-log.ts"
import { failureWords, findingWords, saidWords } from "../ui/proof-words.ts"
import type { Texts } from "../ui/texts.ts"
import type { Ground, Verdict } from "./verdict.ts"
import { compareCheckpoints } from "./verify-checkpoints.ts"
import { logAround } from "./verify-policy.ts"

export async function verifyReceipt(ground: Ground, file: string, openingFile: string | null): Promise<Verdict> {
  const { texts } = ground
  const checked = checkReceipt(crypto, ground.policy.policy, readBounded(file) ?? utf8(""))
  if (checked.kind !== "receipt") return failed(texts, file, failureWords(texts, checked), checked.kind)
  const alone = receiptVerdict(ground, file, checked)
  const beside = ground.from === null ? null : await besideLog(ground, ground.from, checked.opened.checkpoint)
  if (beside?.holds === false) return { holds: false, lines: [texts.t("proof.bad", { what: file }), ...beside.lines.map((line) => `  ${line}`)], json: { file, ...beside.json } }
  const receipt = beside === null ? alone : joined(alone, beside)
  if (openingFile === null) return receipt
  const opening = openingIn(openingFile)
  if (opening === null) return joined(receipt, { holds: false, lines: [texts.t("proof.opening-form", { file: openingFile })], json: { opening: "form" } })
  const opened = checkOpening(crypto, checked.entry, opening)
  const verdict = joined(receipt, { holds: opened.kind === "opens", lines: [saidWords(texts, openingSaid(opened))], json: { opening: opened.kind } })
  return opened.kind === "opens" ? joined(verdict, await decidedAgain(ground, ground.from ?? logAround(file), opening)) : verdict
}

function failed(texts: Texts, file: string, why: string, failure: string): Verdict {
  return { holds: false, lines: [texts.t("proof.bad", { what: file }), `  ${why}`], json: { file, failure } }
}

function joined(one: Verdict, other: Verdict): Verdict {
  return { holds: one.holds && other.holds, lines: [...one.lines, ...other.lines.map((line) => `  ${line}`)], json: { ...one.json, ...other.json } }
}

function receiptVerdict({ texts, policy }: Ground, file: string, checked: CheckedReceipt): Verdict {
  const { entry, index, opened } = checked
  const { checkpoint, witnessed } = opened
  const witnesses = opened.witnesses.map(({ name, time }) => ({ name, time: printSeconds(time) }))
  return {
    holds: true,
    lines: [texts.t("proof.good", { what: file }), ...receiptSaid(checked, policy.policy).map((said) => `  ${saidWords(texts, said)}`)],
    json: { file, kind: entry.kind, index, log: checkpoint.origin, size: checkpoint.size, witnesses, witnessed },
  }
}

/**
 * What one person was shown must be part of what is shown to all: the record that the receipt rests on is the beginning of the one that
 * the named log shows. One on an internal checkpoint may be ahead of it, for some hours.
 */
async function besideLog(ground: Ground, from: LogSource, rests: Checkpoint): Promise<Verdict> {
  const { texts, policy } = ground
  const bytes = await from.read("checkpoint")
  if (bytes === null) return { holds: false, lines: [findingWords(texts, { kind: "checkpoint-missing" })], json: { beside: "checkpoint-missing" } }
  const shown = openCheckpoint(crypto, policy.policy, bytes)
  if (shown.kind !== "opened") return { holds: false, lines: [`${from.place}/checkpoint: ${failureWords(texts, shown)}`], json: { beside: shown.kind } }
  const { size } = shown.checkpoint
  if (rests.size > size && rests.origin === shown.checkpoint.origin) return { holds: true, lines: [texts.t("proof.beside-ahead", { place: from.place, shown: String(size), size: String(rests.size) })], json: { beside: "ahead" } }
  const compared = await compareCheckpoints(ground, from, rests, shown.checkpoint)
  return { ...compared, json: { beside: compared.holds ? "consistent" : (compared.json["failure"] ?? null) } }
}

function openingIn(file: string): Opening | null {
  const text = textFromUtf8(readBounded(file) ?? utf8(""))
  try {
    return text === null ? null : parseOpening(JSON.parse(text) as JsonValue)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The log is checked too: which laws and withdrawals stand in it decides. */
async function decidedAgain({ texts, policy }: Ground, source: LogSource | null, opening: Opening): Promise<Verdict> {
  const log = source === null ? null : await checkLog({ source, crypto, policy: policy.policy })
  const again = againVerdict(texts, await redecide(opening, source, log))
  const wrong = (log?.findings ?? []).map((finding) => findingWords(texts, finding))
  return { holds: again.holds && wrong.length === 0, lines: [...again.lines, ...wrong], json: { ...again.json, findings: (log?.findings ?? []).map(({ kind }) => kind) } }
}

function againVerdict(texts: Texts, made: Redecided): Verdict {
  switch (made.kind) {
    case "closed":
      return { holds: true, lines: [texts.t("proof.opening-closed")], json: { decided: "closed" } }
    case "no-law":
      return { holds: true, lines: [texts.t("proof.again-no-law", { law: made.law })], json: { decided: "no-law", law: made.law } }
    case "law-unread":
      return { holds: true, lines: [texts.t("proof.again-law-wrong", { law: made.law })], json: { decided: "law-unread", law: made.law } }
    case "law-differs":
      return { holds: false, lines: [findingWords(texts, made.finding)], json: { decided: "law-differs" } }
    case "no-question":
      return { holds: false, lines: [texts.t("proof.again-no-question", { question: made.question })], json: { decided: "no-question" } }
    case "decided": {
      const { cell, act } = made.decision
      const lines = [saidWords(texts, againSaid(made.again, { question: cell.question, on: act.on, outcome: cell.outcome })), texts.t(`proof.logged-${made.logged}`)]
      return { holds: made.again.kind === "same", lines, json: { decided: made.again.kind, question: cell.question, on: act.on, outcome: cell.outcome, law: cell.law, logged: made.logged } }
    }
  }
}
