/** What the server puts into the page for the script: words, and the city's policy. Read strictly, since another version may have written it. */
import { either, listOf, mapOf, nothing, object, text, type Nothing, type Reader } from "../kernel/receipt/shape.ts"
import { jsonOf } from "./recognise.ts"

/** A text, or the name of what is put there. */
export type Piece = string | { readonly given: string }

export interface Setup {
  readonly messages: ReadonlyMap<string, readonly Piece[]>
  /** The text of the policy that came with the page. */
  readonly policy: string | null
}

const anyText = text(/^.*$/su)
const piece: Reader<Piece> = either<Piece, Piece>(anyText, object({ given: anyText }))
const read = object({ messages: mapOf(listOf(piece)), policy: either<string | Nothing, string | Nothing>(anyText, nothing) })

/** `null` for a text that is no setup. */
export function readSetup(written: string): Setup | null {
  const json = jsonOf(written)
  const setup = json === undefined ? null : read(json)
  return setup === null ? null : { messages: setup.messages, policy: typeof setup.policy === "string" ? setup.policy : null }
}
