/**
 * An opened decision, made again: the law is fetched by its digest, compiled anew, and asked what it was asked then.
 *
 * Clauses that counsel withdrew in the record before that instant are withdrawn here too. What the law compiles to is also compared with
 * the diagram that the log keeps, which is what a browser decides from.
 */
import { printForest } from "../kernel/diagram/forest.ts"
import { decisionOf, type DecisionFields } from "../kernel/receipt/act.ts"
import { decideAgain, type DecidedAgain } from "../kernel/receipt/decide-again.ts"
import { forestOn } from "../kernel/receipt/forest-list.ts"
import type { Opening } from "../kernel/receipt/opening.ts"
import type { WithdrawalEntry } from "../kernel/receipt/withdrawal-entry.ts"
import { hasError } from "../kernel/text/diagnostic.ts"
import { openBook } from "../law/book.ts"
import { parseDay } from "../law/days.ts"
import { packFromFiles } from "../law/from-pack.ts"
import { sha256 } from "../law/pack-files.ts"
import type { Pack } from "../law/types.ts"
import { withWithdrawals } from "../law/withdraw.ts"
import type { LogSource } from "./log-source.ts"
import type { Finding } from "./verify-finding.ts"
import { fetchForestList, fetchLaw } from "./verify-kept.ts"
import type { CheckedLog } from "./verify-log.ts"

export type Redecided =
  /** A group that deciding needs is closed. */
  | { readonly kind: "closed" }
  | { readonly kind: "no-law"; readonly law: string }
  /** The law's bytes are there and are not what the digest says. */
  | { readonly kind: "law-differs"; readonly finding: Finding }
  /** This program cannot read that law. */
  | { readonly kind: "law-unread"; readonly law: string }
  | { readonly kind: "no-question"; readonly question: string }
  | { readonly kind: "decided"; readonly decision: DecisionFields; readonly again: DecidedAgain; readonly logged: "same" | "differs" | "missing" }

export async function redecide(opening: Opening, source: LogSource | null, log: CheckedLog | null): Promise<Redecided> {
  const decision = decisionOf(opening)
  if (decision === null) return { kind: "closed" }
  const { law } = decision.cell
  if (source === null) return { kind: "no-law", law }
  const files = await fetchLaw(source, law)
  if (files.kind === "wrong") return files.finding.kind === "file-missing" ? { kind: "no-law", law } : { kind: "law-differs", finding: files.finding }
  const { value: pack, diagnostics } = packFromFiles(files.value)
  if (pack === null || hasError(diagnostics)) return { kind: "law-unread", law }
  return decideIn(pack, decision, source, log)
}

async function decideIn(pack: Pack, decision: DecisionFields, source: LogSource, log: CheckedLog | null): Promise<Redecided> {
  const on = parseDay(decision.act.on)
  const question = openBook(pack).question(decision.cell.question)
  if (question === undefined || on === null) return { kind: "no-question", question: decision.cell.question }
  const { forest } = openBook(withWithdrawals(pack, withdrawnBy(decision, log?.withdrawals ?? []))).open(question, on)
  const plain = sha256(printForest(openBook(pack).open(question, on).forest))
  const entered = log?.packs.findLast(({ law }) => law === decision.cell.law)
  const list = entered === undefined ? null : await fetchForestList(source, entered.forests)
  const kept = list?.kind === "fetched" ? forestOn(list.value, question.id, on) : null
  return { kind: "decided", decision, again: decideAgain(forest, decision), logged: kept === null ? "missing" : kept === plain ? "same" : "differs" }
}

/** What counsel had withdrawn of the decision's law by the instant at which it was made. */
function withdrawnBy({ cell, act }: DecisionFields, withdrawals: readonly WithdrawalEntry[]): readonly WithdrawalEntry[] {
  return withdrawals.filter(({ law, from }) => law === cell.law && Date.parse(from) <= Date.parse(act.at))
}
