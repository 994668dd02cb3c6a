/** A new shift, read from its form: what it says, or every field that is wrong and why. */
import type { BodyId, Pack } from "../../../law/types.ts"
import type { NewShift } from "../../../people/counsel/shifts.ts"
import { mayBeOnCall } from "../../../people/names.ts"
import type { Person, PersonId } from "../../../people/types.ts"
import { instantOf } from "../../../ui/moment.ts"
import type { ShiftTyped } from "./rota-page.tsx"

/** A shift longer than this is a slip of the pen. */
const LONGEST_MS = 31 * 86_400_000

export type ShiftProblem = { readonly field: keyof ShiftTyped; readonly says: "counsel.shift-person" | "counsel.shift-body" | "counsel.shift-place" | "counsel.shift-time" | "counsel.shift-sequence" | "counsel.shift-past" | "counsel.shift-long" }

export type ReadShift = { readonly kind: "shift"; readonly shift: NewShift } | { readonly kind: "wrong"; readonly problems: readonly ShiftProblem[] }

/** `counsel`: who may be on the rota. */
export function readShift(pack: Pack, counsel: readonly Person[], typed: ShiftTyped, now: Date, by: PersonId): ReadShift {
  const { timeZone } = pack.settings
  const body: BodyId | "all" | undefined = typed.body === "all" ? "all" : pack.bodies.find(({ id }) => id === typed.body)?.id
  const person = counsel.find(({ id }) => id === typed.person)
  const place = /^[1-9]$/.test(typed.place) ? Number(typed.place) : null
  const [from, until] = [instantOf(timeZone, typed.from), instantOf(timeZone, typed.until)]
  const problems: ShiftProblem[] = []
  if (body === undefined) problems.push({ field: "body", says: "counsel.shift-body" })
  if (person === undefined || (body !== undefined && !mayBeOnCall(person, body))) problems.push({ field: "person", says: "counsel.shift-person" })
  if (place === null) problems.push({ field: "place", says: "counsel.shift-place" })
  if (from === null) problems.push({ field: "from", says: "counsel.shift-time" })
  if (until === null) problems.push({ field: "until", says: "counsel.shift-time" })
  else if (from !== null && until <= from) problems.push({ field: "until", says: "counsel.shift-sequence" })
  else if (until <= now) problems.push({ field: "until", says: "counsel.shift-past" })
  else if (from !== null && until.getTime() - from.getTime() > LONGEST_MS) problems.push({ field: "until", says: "counsel.shift-long" })
  if (problems.length > 0 || body === undefined || person === undefined || place === null || from === null || until === null) return { kind: "wrong", problems }
  return { kind: "shift", shift: { body, person: person.id, place, from, until, form: typed.form, at: now, by } }
}
