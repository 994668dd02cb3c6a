/** What signing in works with, and what its pages are shown. */
import type { Day } from "../../law/types.ts"
import type { PageScript } from "../../ui/script.ts"

export interface SignInParts {
  readonly script: PageScript
}

/** Why somebody is still on the page that signs in. */
export const SIGN_IN_PROBLEMS = ["passkey", "too-old", "provider-away", "provider-wrong", "unknown", "other-person", "taken"] as const
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

/** The page that asks for a passkey. */
export interface SignInView {
  readonly options: string
  readonly origin: string
  /** The provider's name. */
  readonly provider: string | null
  /** Where to go then. */
  readonly to: string
  /** It is a new proof of who somebody is who is signed in. */
  readonly again: boolean
  readonly problem: SignInProblem | null
}

export type LinkProblem = "name" | "passkey" | "too-old" | "taken"

/** The page of a one-time link that can be used. */
export interface LinkView {
  readonly token: string
  readonly options: string
  readonly origin: string
  readonly provider: string | null
  /** Whose link it is; `null` for a new administrator, who says what they are called. */
  readonly name: string | null
  readonly typed: string
  readonly problem: LinkProblem | null
}

export type NewPasskeyProblem = "passkey" | "too-old" | "taken"

/** What somebody sees of their own. */
export interface OwnView {
  readonly passkeys: readonly { readonly id: string; readonly madeOn: Day; readonly usedOn: Day | null }[]
  readonly sessions: number
  /** They can sign in with the city's account too. */
  readonly hasAccount: boolean
}
