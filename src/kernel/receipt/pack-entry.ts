/** `pack`: from when on a law answers, and everything needed to make its answers again. */
import type { JsonValue } from "../text/canonical-json.ts"
import { day, digest, object, someText } from "./shape.ts"

export interface PackEntry {
  readonly kind: "pack"
  readonly pack: string
  /** SHA-256 of the RFC 8785 map {path: sha256(file)} of the pack. */
  readonly law: string
  /** SHA-256 of the list of compiled forests, which names each by question, days and digest (forest-list.ts). */
  readonly forests: string
  /** Name and version of the program that compiled them. */
  readonly compiler: string
  /** The day, in the pack's time zone, from which on it answers. */
  readonly from: string
}

const read = object({ pack: someText, law: digest, forests: digest, compiler: someText, from: day })

export const packKind = {
  byte: 1,
  read: (json: JsonValue): PackEntry | null => {
    const fields = read(json)
    return fields === null ? null : { kind: "pack", ...fields }
  },
  print: ({ pack, law, forests, compiler, from }: PackEntry): JsonValue => ({ pack, law, forests, compiler, from }),
}
