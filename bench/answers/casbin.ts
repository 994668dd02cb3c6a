/**
 * casbin: an enforcer for each class of rules, its condition as the matcher itself. Rules as policy rows, through `eval()`,
 * would be the more usual form and slower. One enforcer cannot tell seven outcomes apart: it allows or denies.
 */
import { newEnforcer, newModelFromString } from "casbin"
import { outcomeOf, terminalOf } from "../../src/kernel/diagram/outcome.ts"
import type { RuleClass } from "../../src/kernel/diagram/types.ts"
import { classConditions, type Writer } from "./conditions.ts"
import { oneByOne, type Contestant } from "./measure.ts"
import type { Subject } from "./situations.ts"

const WRITER: Writer<string> = {
  all: (parts) => `(${parts.join(" && ")})`,
  any: (parts) => `(${parts.join(" || ")})`,
  not: (part) => `!(${part})`,
  is: (fact, values) => (values.length === 1 ? `r.s.${fact} == "${values[0] ?? ""}"` : `(${values.map((value) => `r.s.${fact} == "${value}"`).join(" || ")})`),
  holds: (fact) => `r.s.${fact} == true`,
  same: (fact, other) => `r.s.${fact} == r.s.${other}`,
}

const modelWith = (matcher: string): string => `
[request_definition]
r = s
[policy_definition]
p = s
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = ${matcher}
`

export async function casbin(subject: Subject): Promise<Contestant> {
  const classes = await Promise.all(
    classConditions(subject.spec, WRITER).map(async ({ class: kind, text }) => ({ kind, enforcer: await newEnforcer(newModelFromString(modelWith(text))) })),
  )
  const decide = (situation: number): number => {
    const values = subject.situations[situation]?.values
    const satisfied = new Set<RuleClass>()
    for (const { kind, enforcer } of classes) {
      if (enforcer.enforceSync(values)) satisfied.add(kind)
    }
    return terminalOf(outcomeOf(satisfied))
  }
  return oneByOne(subject, "casbin", "peer", `enforceSync; ${String(classes.length)} enforcers, one a class of rules`, decide)
}
