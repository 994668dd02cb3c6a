/** The policy that a log publishes: its own key, then the witnesses that its operator names. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Crypto } from "../kernel/log/crypto.ts"
import { printKey, type VerifierKey } from "../kernel/log/key.ts"
import { parsePolicy } from "../kernel/log/policy.ts"
import type { Malformed } from "../kernel/log/failure.ts"
import { utf8 } from "../kernel/text/bytes.ts"

/** The operator's lines: `witness`, `group` and `quorum` of tlog-policy. */
export function witnessesFile(dataFolder: string): string {
  return join(dataFolder, "witnesses")
}

/** The policy's text; a failure where the operator's lines are not in form, its line counted in the whole policy. */
export function policyText(crypto: Crypto, key: VerifierKey, witnesses: string): { readonly kind: "text"; readonly text: string } | Malformed {
  const lines = existsSync(witnesses) ? readFileSync(witnesses, "utf8") : "quorum none\n"
  const text = `log ${printKey(key)}\n${lines.endsWith("\n") ? lines : `${lines}\n`}`
  const parsed = parsePolicy(crypto, utf8(text))
  return parsed.kind === "malformed" ? parsed : { kind: "text", text }
}
