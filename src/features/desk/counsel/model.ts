/** What counsel's pages show. */
import type { Answer } from "../../../law/answer-form.ts"
import type { BodyId, Clause, Instrument } from "../../../law/types.ts"
import type { Call } from "../../../people/counsel/calls.ts"
import type { Direction } from "../../../people/counsel/directions.ts"
import type { Span } from "../../../people/counsel/rota.ts"
import type { RotaShift } from "../../../people/counsel/shifts.ts"
import type { Choice } from "../../../ui/fields.tsx"

/** Names of people by id; who has gone, or is a program, stands by the id. */
export type NameOf = (id: string) => string

/** A call as counsel sees it: for whom, since when, who was told; nothing of what was noted. */
export interface CallView {
  readonly call: Call
  /** What the incident began with, by the question's id; `null` where nobody has said. */
  readonly question: string | null
  /** The newest answer of the incident; `null` where there is none. */
  readonly outcome: Answer["outcome"] | null
  readonly directions: readonly DirectionGiven[]
}

export interface DirectionGiven {
  readonly direction: Direction
  /** It is something else than the answer said. */
  readonly differs: boolean
  readonly at: Date
  readonly by: string
}

export interface CounselView {
  readonly waiting: readonly CallView[]
  readonly answered: readonly CallView[]
  /** Offered to the visitor, and waiting for a word. */
  readonly offers: readonly RotaShift[]
  readonly mail: string | null
  readonly nameOf: NameOf
}

export interface RotaView {
  readonly shifts: readonly RotaShift[]
  /** Who has each shift now. */
  readonly holders: ReadonlyMap<string, string>
  /** By body, when nobody is on call. */
  readonly gaps: readonly { readonly body: BodyId; readonly spans: readonly Span[] }[]
  /** Counsel who may take a shift. */
  readonly colleagues: readonly Choice[]
  readonly nameOf: NameOf
}

/** A clause that has rules, and whether counsel has withdrawn it. */
export interface WithdrawableClause {
  readonly instrument: Instrument
  readonly clause: Clause
  /** ISO 8601; `null` where it answers. */
  readonly withdrawnFrom: string | null
}
