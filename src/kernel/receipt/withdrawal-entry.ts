/** `withdrawal`: counsel withdraws a clause; from then on its rules silence what they would have decided. */
import type { JsonValue } from "../text/canonical-json.ts"
import { digest, object, someText, text } from "./shape.ts"

export interface WithdrawalEntry {
  readonly kind: "withdrawal"
  readonly law: string
  /** `instrument#eId` */
  readonly clause: string
  /** The instant, ISO 8601 in UTC. */
  readonly from: string
  /** The role that withdrew it; never a person's name. */
  readonly role: string
}

const instant = text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/)
const read = object({ law: digest, clause: text(/^[^#]+#[^#]+$/), from: instant, role: someText })

export const withdrawalKind = {
  byte: 4,
  read: (json: JsonValue): WithdrawalEntry | null => {
    const fields = read(json)
    return fields === null ? null : { kind: "withdrawal", ...fields }
  },
  print: ({ law, clause, from, role }: WithdrawalEntry): JsonValue => ({ law, clause, from, role }),
}
