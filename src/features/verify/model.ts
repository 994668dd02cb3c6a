/** What the page that checks is made of. */
import type { PublicLaw } from "../../record/public-laws.ts"

export interface VerifyView {
  /** The policy of this server's record; `null` where it keeps none, or cannot tell yet. */
  readonly policy: { readonly text: string; readonly keys: readonly string[] } | null
  readonly laws: readonly PublicLaw[]
}

/** A page of a server, with links to its record, or a file that somebody keeps. */
export type Form = "page" | "file"
