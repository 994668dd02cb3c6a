/** A named state of a page, as a request to it and what must come back. Features list theirs in examples.ts; tests go through them all. */
import type { MessageKey } from "./texts.ts"

export interface PageExample {
  readonly name: string
  /** Without the language: `/law`. Written for the example pack. */
  readonly path: string
  /** Sent with POST, as a form. */
  readonly form?: Readonly<Record<string, string>>
  readonly status: 200 | 404 | 422
  /** Texts of the program that the page must show, and of the pack. */
  readonly shows: readonly (MessageKey | { readonly packText: string })[]
}
