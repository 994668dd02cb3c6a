/**
 * An answer's form: what `writ ask --json` prints, `POST /v1/answers` returns and the pages show.
 *
 * Ids and values are plain text here: this is the border. Texts are in the language asked for, or in the pack's first
 * language where a word is missing.
 */
import type { PlanKind } from "../kernel/diagram/ask.ts"
import type { Confidence, Day, Force, Outcome } from "./types.ts"

export interface AnswerRule {
  readonly id: string
  readonly instrument: string
  /** eId within the instrument. */
  readonly clause: string
  readonly force: Force
  readonly effect: "permit" | "forbid" | "must"
  /** It decides in every completion of the facts given, not only in some. */
  readonly certain: boolean
  readonly reason: string
  /** The clause's own prose, as plain text. */
  readonly text: string
  readonly confidence: Confidence
  readonly disputed: boolean
}

export interface AnswerStep {
  readonly id: string
  readonly who: "worker" | "supervisor" | "if-they-go-in" | "do-not"
  readonly text: string
  /** The exact words to say, where there are any. */
  readonly say: string | null
}

export interface AnswerChange {
  /** What would have to be otherwise, as `fact: value`. */
  readonly facts: Readonly<Record<string, string>>
  readonly outcome: Outcome
}

export interface NextFact {
  readonly fact: string
  readonly label: string
  readonly topic: string
  readonly values: readonly { readonly id: string; readonly label: string }[]
  /** Rules that still depend on the fact. */
  readonly because: readonly string[]
  /** Questions left at most, this one included. */
  readonly atMost: number
  readonly plan: PlanKind
}

export interface Answer {
  readonly question: string
  readonly on: Day
  readonly law: { readonly pack: string; readonly digest: string; readonly status: "demonstration" | "official" }
  readonly confirmed: { readonly through: Day | null; readonly stale: boolean }
  readonly facts: Readonly<Record<string, string>>
  readonly outcome: Outcome | "open" | "impossible"
  /** Outcomes that the facts left open still allow; one where it is decided, none where it is impossible. */
  readonly reachable: readonly Outcome[]
  readonly rules: readonly AnswerRule[]
  readonly steps: readonly AnswerStep[]
  readonly change: readonly AnswerChange[]
  readonly next: NextFact | null
  /** Facts asked and not known: not asked again. */
  readonly asked: readonly string[]
  /** Why the facts given cannot occur together; empty unless `outcome` is `impossible`. */
  readonly impossible: readonly string[]
  /** Clauses withdrawn by counsel that would have decided. */
  readonly withdrawn: readonly { readonly instrument: string; readonly clause: string; readonly from: string; readonly by: string }[]
  /** Where the outcome is silent: what the pack's author says of the silence, by the clause it stands under. */
  readonly unsettled: readonly { readonly instrument: string; readonly clause: string; readonly why: string }[]
  /** Some clause it rests on has not been reviewed by the law department. */
  readonly draft: boolean
}
