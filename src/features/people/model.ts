/** What an administrator's pages show, and what their forms say, read. */
import type { Fields } from "../../http/sent-form.ts"
import { fieldIn } from "../../http/sent-form.ts"
import type { BodyId, Pack } from "../../law/types.ts"
import { bodiesFor, type Deed } from "../../people/roles.ts"
import type { OneGrant } from "../../people/staff.ts"
import { ROLES, type Person } from "../../people/types.ts"

export const LONGEST_NAME = 100

/** The bodies of the pack for which a person may do a deed, and whether it is all of the city. */
export interface Reach {
  readonly bodies: readonly BodyId[]
  readonly all: boolean
}

export function reachOf(pack: Pack, person: Person, deed: Deed): Reach {
  const found = bodiesFor(person, deed)
  const ids = pack.bodies.map(({ id }) => id)
  return { bodies: found === "all" ? ids : ids.filter((id) => found.has(id)), all: found === "all" }
}

/** A body as a form names it; `null` for none of the pack's. */
export function bodyNamed(pack: Pack, written: string): BodyId | "all" | null {
  return written === "all" ? "all" : (pack.bodies.find(({ id }) => id === written)?.id ?? null)
}

/** A role and a body as a form names them; `null` where one of them is none. */
export function grantIn(pack: Pack, form: Fields): OneGrant | null {
  const role = ROLES.find((one) => one === fieldIn(form, "role"))
  const body = bodyNamed(pack, fieldIn(form, "body"))
  return role === undefined || body === null ? null : { role, body }
}

export interface InviteForm {
  readonly name: string
  readonly role: string
  readonly body: string
}

export type InviteProblem = "name" | "role" | "body"

/** What is wrong with an invitation, in the form's sequence. */
export function problemsOf(pack: Pack, { name, role, body }: InviteForm): readonly InviteProblem[] {
  const trimmed = name.trim()
  return [
    ...(trimmed === "" || trimmed.length > LONGEST_NAME ? (["name"] as const) : []),
    ...(ROLES.some((one) => one === role) ? [] : (["role"] as const)),
    ...(bodyNamed(pack, body) === null ? (["body"] as const) : []),
  ]
}
