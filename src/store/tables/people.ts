/** Who works here (migration 0006). */
import type { Generated } from "kysely"

export interface PersonTable {
  readonly id: string
  readonly name: string
  readonly made_at: Generated<Date>
  readonly ended_at: Date | null
}

export interface PersonGrantTable {
  readonly person: string
  readonly role: string
  /** A body of the pack, or `*` for all. */
  readonly body: string
  readonly made_at: Generated<Date>
  /** `null` for what a one-time administrator link gave. */
  readonly made_by: string | null
}

export interface IdentityTable {
  /** The provider's, by OpenID Connect: a person is known by issuer and subject, never by an e-mail address. */
  readonly issuer: string
  readonly subject: string
  readonly person: string
  readonly made_at: Generated<Date>
}

export interface PasskeyTable {
  /** The credential's id, base64url. */
  readonly id: string
  readonly person: string
  /** COSE. */
  readonly public_key: Uint8Array
  readonly counter: number
  /** Comma-separated, as the browser told them. */
  readonly transports: string
  readonly made_at: Generated<Date>
  readonly used_at: Date | null
}

export interface SessionTable {
  /** SHA-256 of its token, lower-case hex. */
  readonly id: string
  readonly person: string
  readonly started_at: Date
  readonly seen_at: Date
  readonly stepped_up_at: Date
}

export interface OneTimeLinkTable {
  /** SHA-256 of its token, lower-case hex. */
  readonly id: string
  /** Whose it is; `null` makes the person who opens it an administrator. */
  readonly person: string | null
  readonly made_at: Date
  readonly made_by: string | null
  readonly ends_at: Date
  readonly used_at: Date | null
}

export interface SignInFlowTable {
  /** SHA-256 of its token, lower-case hex. */
  readonly id: string
  /** JSON: people/flows.ts. */
  readonly flow: string
  readonly ends_at: Date
}

export interface BodyLineTable {
  readonly body: string
  readonly line: string
  readonly number: string
  readonly set_at: Date
  readonly set_by: string
}
