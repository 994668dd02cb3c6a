/** `writ verify`: a receipt, an opening with its receipt, a whole log, or two checkpoints. Exit code 1 where anything does not hold. */
import { statSync } from "node:fs"
import { textFromUtf8 } from "../kernel/text/bytes.ts"
import { isAddress, readBounded, sourceAt, SourceTrouble, type LogSource } from "../record/log-source.ts"
import { nodeCrypto as crypto } from "../record/node-crypto.ts"
import { failureWords, sourceWords } from "../ui/proof-words.ts"
import type { Texts } from "../ui/texts.ts"
import type { Options } from "./options.ts"
import { textsIn } from "./speak.ts"
import { UsageError } from "./usage.ts"
import type { Ground, Verdict } from "./verdict.ts"
import { verifyCheckpoints } from "./verify-checkpoints.ts"
import { verifyLog } from "./verify-log.ts"
import { findPolicy, keysOf } from "./verify-policy.ts"
import { verifyReceipt } from "./verify-receipt.ts"

const RECEIPT = "c2sp.org/tlog-proof"

export async function verify(options: Options): Promise<number> {
  const texts = textsIn(options.language)
  if (options.positionals.length === 0) throw new UsageError("writ verify takes a receipt, a log's folder or address, or two checkpoints")
  const verdicts = await verdictsOf(texts, options).catch((error: unknown) => {
    if (!(error instanceof SourceTrouble)) throw error
    return [{ holds: false, lines: [sourceWords(texts, error)], json: { failure: "source", why: error.why, path: error.path } }] satisfies readonly Verdict[]
  })
  const holds = verdicts.every((verdict) => verdict.holds)
  const [only] = verdicts
  const json = verdicts.length === 1 && only !== undefined ? { holds, ...only.json } : { holds, checks: verdicts.map((verdict) => ({ holds: verdict.holds, ...verdict.json })) }
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : `${verdicts.map(({ lines }) => lines.join("\n")).join("\n\n")}\n`)
  return holds ? 0 : 1
}

async function verdictsOf(texts: Texts, options: Options): Promise<readonly Verdict[]> {
  const things = options.positionals.map((what) => ({ what, is: kindOf(what) }))
  const from = options.source === null ? null : sourceAt(options.source)
  if (options.opening !== null && (things.length !== 1 || things[0]?.is !== "receipt")) throw new UsageError("--opening is checked against one receipt; give its .tlog-proof file and nothing else")
  const notes = things.filter(({ is }) => is === "checkpoint")
  if (notes.length > 0 && (notes.length !== 2 || things.length !== 2)) throw new UsageError("checkpoints are checked two at a time: an older one and a newer one")
  const [older, newer] = notes
  if (older !== undefined && newer !== undefined) return [await withPolicy(texts, options, from, older.what, (ground) => verifyCheckpoints(ground, older.what, newer.what))]
  const verdicts: Verdict[] = []
  for (const { what, is } of things) {
    if (is === "missing") verdicts.push({ holds: false, lines: [texts.t("proof.missing", { file: what })], json: { failure: "missing", file: what } })
    else if (is === "log") verdicts.push(await withPolicy(texts, options, sourceAt(what), what, (ground) => verifyLog(ground, sourceAt(what), options.json)))
    else verdicts.push(await withPolicy(texts, options, from, what, (ground) => verifyReceipt(ground, what, options.opening)))
  }
  return verdicts
}

function kindOf(what: string): "log" | "receipt" | "checkpoint" | "missing" {
  if (isAddress(what)) return "log"
  if (statSync(what, { throwIfNoEntry: false })?.isDirectory() === true) return "log"
  const bytes = readBounded(what)
  if (bytes === null) return "missing"
  const text = textFromUtf8(bytes) ?? ""
  return !text.startsWith(RECEIPT) && !what.endsWith(".tlog-proof") && text.includes("\n\n\u2014 ") ? "checkpoint" : "receipt"
}

async function withPolicy(texts: Texts, options: Options, from: LogSource | null, what: string, check: (ground: Ground) => Promise<Verdict>): Promise<Verdict> {
  const policy = await findPolicy(crypto, options.policy, from, what)
  switch (policy.kind) {
    case "missing":
      return { holds: false, lines: [texts.t("proof.no-policy", { file: policy.place })], json: { failure: "policy-missing", file: policy.place } }
    case "wrong":
      return { holds: false, lines: [`${policy.place}: ${failureWords(texts, policy.failure)}`], json: { failure: "policy", file: policy.place, problem: policy.failure.problem, line: policy.failure.line } }
    case "found": {
      const verdict = await check({ texts, policy, from })
      const keys = keysOf(policy.policy)
      const warning = policy.trust === "given" ? [] : [texts.t("proof.trust-first", { place: policy.place }), ...keys.map((key) => `  ${key}`)]
      return { ...verdict, lines: [...verdict.lines, ...warning], json: { ...verdict.json, policy: { from: policy.place, trust: policy.trust, keys } } }
    }
  }
}
