/** `key`: a public key begins to be used, or ends. */
import type { JsonValue } from "../text/canonical-json.ts"
import { day, object, someText, text } from "./shape.ts"

export interface KeyEntry {
  readonly kind: "key"
  /** A verifier key (C2SP signed-note), or what another use writes its keys as. */
  readonly key: string
  /** `log` signs checkpoints. */
  readonly use: "log"
  readonly state: "begins" | "ends"
  readonly on: string
}

const read = object({ key: someText, use: text(/^log$/), state: text(/^(?:begins|ends)$/), on: day })

export const keyKind = {
  byte: 2,
  read: (json: JsonValue): KeyEntry | null => {
    const fields = read(json)
    return fields === null ? null : { kind: "key", key: fields.key, use: "log", state: fields.state === "begins" ? "begins" : "ends", on: fields.on }
  },
  print: ({ key, use, state, on }: KeyEntry): JsonValue => ({ key, use, state, on }),
}
