import { describe, expect, test } from "vitest"
import type { BodyId } from "../law/types.ts"
import { bodiesFor, DEEDS, may, mayNow, STEP_UP_MS, type Deed, type Where } from "./roles.ts"
import { ROLES, type Grant, type Person, type PersonId, type Role, type SessionId, type Visit } from "./types.ts"

const body = (id: string): BodyId => id as BodyId
const deeds = Object.keys(DEEDS) as Deed[]
const person = (...grants: readonly Grant[]): Person => ({ id: "X" as PersonId, name: "X", grants })
const of = (role: Role, bodies: Grant["bodies"] = "all"): Person => person({ role, bodies })

describe("the table", () => {
  test("oversight changes nothing, and reads every incident and review", () => {
    const oversight = deeds.filter((deed) => may(of("oversight"), deed, "all") !== "no")
    expect(oversight.filter((deed) => DEEDS[deed].effect === "changes")).toEqual(["desk/own", "desk/own-passkeys"])
    expect(oversight).toEqual(expect.arrayContaining(["incident/read", "review/read", "police-log/read", "oversight/read"]))
  })

  test("a worker is never asked to prove anew who they are, but for a way in of their own", () => {
    expect(deeds.filter((deed) => may(of("worker"), deed, "all") === "step-up")).toEqual(["desk/own-passkeys"])
  })

  test("only who administers gives roles and keys; administering alone opens no incident", () => {
    const givers = ROLES.filter((role) => (["people/invite", "people/grant", "people/end", "keys/make"] as const).some((deed) => may(of(role), deed, "all") !== "no"))
    expect(givers).toEqual(["administrator"])
    expect(deeds.filter((deed) => deed.startsWith("incident/") && may(of("administrator"), deed, "all") !== "no")).toEqual([])
  })

  test("only counsel directs, withdraws, holds and releases; only a supervisor signs", () => {
    for (const deed of ["counsel/direct", "counsel/withdraw", "holds/set", "records/release"] as const) expect(ROLES.filter((role) => may(of(role), deed, "all") !== "no")).toEqual(["counsel"])
    expect(ROLES.filter((role) => may(of(role), "review/sign", "all") !== "no")).toEqual(["supervisor"])
  })
})

test.each<[string, Person, Where, string]>([
  ["without a grant", person(), "some", "no"],
  ["for the body of the grant", of("worker", [body("police")]), body("police"), "yes"],
  ["for another body", of("worker", [body("police")]), body("library"), "no"],
  ["for all bodies, granted one", of("worker", [body("police")]), "all", "no"],
  ["for some body, granted one", of("worker", [body("police")]), "some", "yes"],
  ["for some body, granted none", of("worker", []), "some", "no"],
  ["for any body, granted all", of("worker"), body("library"), "yes"],
  ["for all bodies, granted all", of("worker"), "all", "yes"],
  ["by a role for another body than the one that may", person({ role: "worker", bodies: [body("police")] }, { role: "administrator", bodies: [body("library")] }), body("library"), "no"],
])("starting an incident %s", (_name, who, where, answer) => {
  expect(may(who, "incident/start", where)).toBe(answer)
})

test("what is one's own is open without a role", () => {
  expect(deeds.filter((deed) => may(person(), deed, "some") !== "no")).toEqual(["desk/own", "desk/own-passkeys"])
})

test("a proof counts for ten minutes", () => {
  const at = (milliseconds: number): Visit => ({ session: "s" as SessionId, person: of("counsel"), csrf: "", steppedUpAt: new Date(1_000_000 - milliseconds), startedAt: new Date(0) })
  const now = new Date(1_000_000)
  expect([0, STEP_UP_MS - 1, STEP_UP_MS].map((since) => mayNow(at(since), "counsel/direct", "all", now))).toEqual(["yes", "yes", "step-up"])
  expect(mayNow(at(0), "people/invite", "all", now)).toBe("no")
})

test("the bodies for which a deed is open are those of the grants that open it", () => {
  const who = person({ role: "worker", bodies: [body("police")] }, { role: "supervisor", bodies: [body("library")] }, { role: "administrator", bodies: "all" })
  expect(bodiesFor(who, "incident/read")).toEqual(new Set(["police", "library"]))
  expect(bodiesFor(who, "review/sign")).toEqual(new Set(["library"]))
  expect(bodiesFor(who, "people/read")).toBe("all")
  expect(bodiesFor(who, "counsel/read")).toEqual(new Set())
})
