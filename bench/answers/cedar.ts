/**
 * cedar-wasm, the language our rules are written in: once as it is usually called, policies as text in every call, and
 * once with the policies parsed beforehand.
 *
 * A decision of Cedar is allow or deny, so one call cannot tell seven outcomes apart. As our reference does, each class of
 * rules is authorized apart, the reasons are the satisfied rules, and the outcome table puts them together; binding
 * permits and binding musts are one class here, told apart by their ids. A class without rules is not called.
 * This is the fastest way we found: no schema is passed and no request validated (values carry their types), and the asking
 * body is passed only where a rule looks at its groups or attributes.
 */
import { isAuthorized, type AuthorizationAnswer, type EntityJson } from "@cedar-policy/cedar-wasm/nodejs"
import { outcomeOf, terminalOf } from "../../src/kernel/diagram/outcome.ts"
import type { RuleClass } from "../../src/kernel/diagram/types.ts"
// Through the border, which keeps Node 20 from stopping in hot calls of WebAssembly.
import { preparsePolicySet, statefulIsAuthorized } from "../../src/law/cedar/cedar-wasm.ts"
import { classOf, type StandingRule } from "../../src/law/to-diagram.ts"
import { oneByOne, type Contestant } from "./measure.ts"
import type { Situation, Subject } from "./situations.ts"

type Call = Parameters<typeof isAuthorized>[0]
type Request = Pick<Call, "principal" | "action" | "resource" | "context" | "entities">

interface PolicyClass {
  readonly id: string
  /** By rule id, its text. */
  readonly policies: Record<string, string>
}

/** Rules that one call may hold, since forbids hide permits. */
const CLASSES: readonly (readonly RuleClass[])[] = [["binding-forbid"], ["binding-permit", "binding-must"], ["advising-forbid"], ["advising-permit"]]

export function cedar(subject: Subject): readonly Contestant[] {
  const classes = policyClasses(subject.open.rules)
  const classOfRule = new Map(subject.open.rules.map(({ rule }) => [rule.id as string, classOf(rule)]))
  const requests = subject.situations.map((situation) => requestOf(subject, situation))
  for (const { id, policies } of classes) {
    const parsed = preparsePolicySet(id, { staticPolicies: policies })
    if (parsed.type === "failure") throw new Error(parsed.errors.map((error) => error.message).join("; "))
  }
  const decide = (ask: (policyClass: PolicyClass) => AuthorizationAnswer): number => {
    const satisfied = new Set<RuleClass>()
    for (const policyClass of classes) {
      const answer = ask(policyClass)
      if (answer.type === "failure") throw new Error(answer.errors.map((error) => error.message).join("; "))
      for (const rule of answer.response.diagnostics.reason) satisfied.add(classOfRule.get(rule) as RuleClass)
    }
    return terminalOf(outcomeOf(satisfied))
  }
  const usual = (situation: number): number => decide(({ policies }) => isAuthorized({ ...(requests[situation] as Request), policies: { staticPolicies: policies } }))
  const preparsed = (situation: number): number => decide(({ id }) => statefulIsAuthorized({ ...(requests[situation] as Request), preparsedPolicySetId: id }))
  const calls = `${String(classes.length)} calls an answer, one a class of rules`
  return [
    oneByOne(subject, "cedar-wasm, policies as texts", "peer", `isAuthorized; ${calls}`, usual),
    oneByOne(subject, "cedar-wasm, policies preparsed", "peer", `statefulIsAuthorized; ${calls}`, preparsed),
  ]
}

function policyClasses(rules: readonly StandingRule[]): readonly PolicyClass[] {
  return CLASSES.flatMap((kinds) => {
    const own = rules.filter(({ rule }) => kinds.includes(classOf(rule)))
    return own.length === 0 ? [] : [{ id: kinds.join("+"), policies: Object.fromEntries(own.map(({ rule }) => [rule.id, rule.cedar])) }]
  })
}

/** Only the asking body is passed; its groups as its parents. */
function requestOf({ book, open }: Subject, { values }: Situation): Request {
  const readsBody = open.rules.some(({ rule }) => /\bprincipal\s*(?:[.[]|in\b|has\b|is\b)/.test(rule.cedar))
  const body = book.pack.bodies.find(({ id }) => id === values["body"])
  if (body === undefined) throw new Error("the asker is no body of the pack")
  const entity: EntityJson = {
    uid: { type: "Body", id: body.id },
    attrs: Object.fromEntries(body.attributes) as EntityJson["attrs"],
    parents: body.in.map((group) => ({ type: "Group", id: group })),
  }
  const context = open.question.facts.filter((fact) => fact.visibility !== "asker").map((fact) => {
    const value = values[fact.id]
    return [fact.id, typeof value === "boolean" ? value : { __entity: { type: fact.valuesKey, id: value } }]
  })
  return {
    principal: entity.uid as Request["principal"],
    action: { type: "Action", id: open.question.id },
    resource: { type: "City", id: "city" },
    context: Object.fromEntries(context) as Request["context"],
    entities: readsBody ? [entity] : [],
  }
}
