/**
 * Who may do what. This table is the one place that says so; every route of the desk names its deed (http/visit.ts), and a test walks
 * each route with each role.
 *
 * A grant speaks for its bodies alone. Oversight reads everything and changes nothing: its deeds are `reads`. A deed with `stepUp`
 * wants a person who has proved within the last ten minutes who they are; a worker's answer never does.
 */
import type { BodyId } from "../law/types.ts"
import type { Person, Role, Visit } from "./types.ts"

interface Rule {
  /** `anyone`: whoever has signed in, without a role too, for what is their own. */
  readonly roles: readonly Role[] | "anyone"
  readonly effect: "reads" | "changes"
  readonly stepUp: boolean
}

const EVERYONE: readonly Role[] = ["worker", "supervisor", "counsel", "duty-officer", "oversight", "administrator"]
const AT_THE_DESK: readonly Role[] = ["worker", "supervisor", "duty-officer"]

const own: Rule = { roles: "anyone", effect: "changes", stepUp: false }
const reads = (...roles: readonly Role[]): Rule => ({ roles, effect: "reads", stepUp: false })
const changes = (...roles: readonly Role[]): Rule => ({ roles, effect: "changes", stepUp: false })
const afterStepUp = (rule: Rule): Rule => ({ ...rule, stepUp: true })

export const DEEDS = {
  /** See the desk's first page. */
  "desk/open": reads(...EVERYONE),
  /** See what is one's own, and sign out. */
  "desk/own": own,
  /** Add and end a passkey of one's own: who finds an open session must not make it theirs. */
  "desk/own-passkeys": afterStepUp(own),

  "incident/start": changes(...AT_THE_DESK),
  "incident/read": reads(...AT_THE_DESK, "counsel", "oversight"),
  /** Ask, tick, note, say what was done. */
  "incident/write": changes(...AT_THE_DESK),
  /** The sealed fields with names, by who works on the incident. */
  "incident/read-names": reads("supervisor", "counsel"),
  /** A closed part, with a reason that is itself an act. */
  "incident/open-closed": afterStepUp(reads("oversight", "counsel")),

  "review/read": reads("supervisor", "counsel", "oversight"),
  "review/write": changes("supervisor", "counsel"),
  "review/sign": afterStepUp(changes("supervisor")),
  /** A review that counsel keeps apart. */
  "review/apart": changes("counsel"),
  "police-log/read": reads("supervisor", "duty-officer", "counsel", "oversight"),
  /** A line of the log of what federal agencies asked. */
  "police-log/write": changes("supervisor", "duty-officer"),
  "oversight/read": reads("oversight"),

  "counsel/call": changes(...AT_THE_DESK),
  "counsel/read": reads("counsel"),
  "counsel/answer": changes("counsel"),
  "counsel/direct": afterStepUp(changes("counsel")),
  "counsel/withdraw": afterStepUp(changes("counsel")),
  "counsel/rota": changes("counsel", "administrator"),
  "holds/set": changes("counsel"),
  "records/release": afterStepUp(changes("counsel")),

  "people/read": reads("administrator"),
  "people/invite": afterStepUp(changes("administrator")),
  "people/grant": afterStepUp(changes("administrator")),
  "people/end": afterStepUp(changes("administrator")),
  "keys/read": reads("administrator"),
  "keys/make": afterStepUp(changes("administrator")),
  /** The numbers of a body. */
  "lines/set": changes("administrator"),
} as const satisfies Readonly<Record<string, Rule>>

export type Deed = keyof typeof DEEDS

/** For which body: one of them; `all`, the whole city's; `some`, a page that shows of each body only what the person may see. */
export type Where = BodyId | "all" | "some"

export type May = "yes" | "no" | "step-up"

/** Whether a person may do a deed; `step-up` where they may, once they have proved again who they are. */
export function may(person: Person, deed: Deed, where: Where): May {
  const { roles, stepUp }: Rule = DEEDS[deed]
  const has = roles === "anyone" || person.grants.some(({ role, bodies }) => roles.includes(role) && speaksFor(bodies, where))
  if (!has) return "no"
  return stepUp ? "step-up" : "yes"
}

/** How long a proof of who somebody is suffices for what wants one. */
export const STEP_UP_MS = 10 * 60_000

/** The same of a visit: a proof that is new enough turns `step-up` into `yes`. */
export function mayNow({ person, steppedUpAt }: Visit, deed: Deed, where: Where, now: Date): May {
  const answer = may(person, deed, where)
  return answer === "step-up" && now.getTime() - steppedUpAt.getTime() < STEP_UP_MS ? "yes" : answer
}

function speaksFor(bodies: "all" | readonly BodyId[], where: Where): boolean {
  if (bodies === "all") return true
  if (where === "all") return false
  return where === "some" ? bodies.length > 0 : bodies.includes(where)
}

/** The bodies for which a person may do a deed, step-up aside. */
export function bodiesFor(person: Person, deed: Deed): "all" | ReadonlySet<BodyId> {
  const { roles }: Rule = DEEDS[deed]
  const grants = person.grants.filter(({ role }) => roles === "anyone" || roles.includes(role))
  const bodies = grants.map((grant) => grant.bodies)
  return bodies.includes("all") ? "all" : new Set(bodies.flatMap((some) => (some === "all" ? [] : some)))
}
