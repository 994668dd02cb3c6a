/** What the pages of a question show: the first screen, a question, an answer. */
import type { AskedQuestion, GivenAnswer } from "../../asking/model.ts"
import type { Day } from "../../law/types.ts"

export type Screen =
  /** Is anyone hurt or in danger? Before everything else. */
  | { readonly kind: "danger"; readonly on: Day | null }
  /** Someone is: call, help, then come back. */
  | { readonly kind: "help-first"; readonly on: Day | null }
  /** The situation's own address; with GET only, since it holds no private fact. */
  | { readonly kind: "redirect"; readonly path: string }
  | { readonly kind: "wrong-day"; readonly path: string }
  | { readonly kind: "question"; readonly asked: AskedQuestion }
  | { readonly kind: "answer"; readonly given: GivenAnswer }
