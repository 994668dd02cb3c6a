/** Reads what the page that checks needs of the public record. */
import { printKey } from "../../kernel/log/key.ts"
import { parsePolicy } from "../../kernel/log/policy.ts"
import { textFromUtf8 } from "../../kernel/text/bytes.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import type { MessageKey, Piece, Texts } from "../../ui/texts.ts"
import { MESSAGES } from "../../ui/messages.ts"
import type { VerifyView } from "./model.ts"
import type { PublicRecord } from "./record-routes.ts"

export async function verifyView(record: PublicRecord | null): Promise<VerifyView> {
  if (record === null) return { policy: null, laws: [] }
  const bytes = record.policy()
  const text = bytes === null ? null : textFromUtf8(bytes)
  const read = bytes === null ? null : parsePolicy(nodeCrypto, bytes)
  const policy = text === null || read?.kind !== "policy" ? null : { text, keys: read.policy.logs.map(({ key }) => printKey(key)) }
  return { policy, laws: await record.laws() }
}

/** Of the messages about proofs, those that the script can have to say (src/browser/report.ts). */
const SAID = /^check\.|^proof\.(?:(?:failure|part|problem|kind|opening|again)-.*|finding-kept-.*|entry|in-size|log-size|since|no-witness|witness-count|no-quorum|witnessed|not-witnessed|consistent)$/

/** What the script reads: its words and the policy, as JSON that can stand in a page. */
export function setupFor(texts: Texts, { policy }: VerifyView): string {
  const keys = (Object.keys(MESSAGES) as MessageKey[]).filter((key) => SAID.test(key))
  const messages: Readonly<Record<string, readonly Piece[]>> = Object.fromEntries(keys.map((key) => [key, texts.pieces(key)]))
  return JSON.stringify({ messages, policy: policy?.text ?? null }).replaceAll("<", "\\u003c")
}
