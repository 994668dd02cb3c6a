/** Where `writ verify` takes its policy from, and whether that is somebody else than the log that is checked. */
import { dirname, join } from "node:path"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Malformed } from "../kernel/log/failure.ts"
import { printKey } from "../kernel/log/key.ts"
import { parsePolicy, type Policy } from "../kernel/log/policy.ts"
import { isAddress, readBounded, sourceAt, type LogSource } from "../record/log-source.ts"

export type FoundPolicy =
  | { readonly kind: "found"; readonly policy: Policy; readonly place: string; readonly trust: "given" | "first-use" }
  | { readonly kind: "missing"; readonly place: string }
  | { readonly kind: "wrong"; readonly place: string; readonly failure: Malformed }

/** As given; else from the log named with --from; else beside the file, or beside the folder `receipt/` that it stands in. */
export async function findPolicy(crypto: Crypto, given: string | null, from: LogSource | null, what: string): Promise<FoundPolicy> {
  if (given !== null) return readPolicy(crypto, given, readBounded(given), "given")
  if (from !== null) return readPolicy(crypto, `${from.place}/policy`, await from.read("policy"), "first-use")
  const places = [join(dirname(what), "policy"), join(dirname(what), "..", "policy")]
  const place = places.find((one) => readBounded(one) !== null) ?? join(dirname(what), "policy")
  return readPolicy(crypto, place, readBounded(place), "first-use")
}

function readPolicy(crypto: Crypto, place: string, bytes: Uint8Array | null, trust: "given" | "first-use"): FoundPolicy {
  if (bytes === null) return { kind: "missing", place }
  const parsed = parsePolicy(crypto, bytes)
  return parsed.kind === "malformed" ? { kind: "wrong", place, failure: parsed } : { kind: "found", policy: parsed.policy, place, trust }
}

/** The keys to compare, one a line. */
export function keysOf(policy: Policy): readonly string[] {
  return policy.logs.map(({ key }) => printKey(key))
}

/** The log that a receipt's file stands in, as an export has it: a folder with `kept/` beside the file, or one above. */
export function logAround(file: string): LogSource | null {
  const folders = [dirname(file), join(dirname(file), "..")]
  const around = folders.find((folder) => !isAddress(folder) && readBounded(join(folder, "checkpoint")) !== null)
  return around === undefined ? null : sourceAt(around)
}
