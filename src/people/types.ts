/** Who works here: people, what was granted to them, and the visit that a session makes of a request. */
import type { Brand } from "../kernel/text/brand.ts"
import type { BodyId } from "../law/types.ts"

/** Random, and no more than a name: `7K4Q-92XM-3T5B`. */
export type PersonId = Brand<string, "PersonId">
/** SHA-256 of a session's token, lower-case hex: names the session and opens nothing. */
export type SessionId = Brand<string, "SessionId">

export const ROLES = ["worker", "supervisor", "counsel", "duty-officer", "oversight", "administrator"] as const
export type Role = (typeof ROLES)[number]

/** A role, and the bodies for which it speaks. */
export interface Grant {
  readonly role: Role
  readonly bodies: "all" | readonly BodyId[]
}

export interface Person {
  readonly id: PersonId
  /** As colleagues know them; shown to colleagues alone. */
  readonly name: string
  readonly grants: readonly Grant[]
}

/** A request of somebody who has signed in. */
export interface Visit {
  readonly session: SessionId
  readonly person: Person
  /** Goes into every form as the field `csrf`; another one at each request, and each of them counts. */
  readonly csrf: string
  /** When the person last proved who they are, by passkey or by the city's provider. */
  readonly steppedUpAt: Date
  readonly startedAt: Date
}
