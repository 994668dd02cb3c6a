import { expect, test } from "vitest"
import type { FactId } from "../../kernel/diagram/types.ts"
import type { Given } from "../../kernel/diagram/values.ts"
import { Bug } from "../../kernel/text/bug.ts"
import { referenceFor } from "./reference.ts"
import { readRules } from "./rules.ts"
import { block, SAMPLE, sampleQuestion } from "./sample.ts"

const call = sampleQuestion("call")

function situation(body: string, who: string, age: number): ReadonlyMap<FactId, Given> {
  const said: Readonly<Record<string, Given>> = { body: { kind: "value", value: body }, who: { kind: "value", value: who }, age: { kind: "number", value: age } }
  return new Map(call.facts.map(({ id }) => [id, said[id] ?? { kind: "absent" }]))
}

const { rules } = readRules(SAMPLE, [
  block(`
    @id("forbid-all") forbid (principal, action, resource);
    @id("permit-group") permit (principal in Group::"uniformed", action in Action::"contact", resource);
    @id("must-young") @must permit (principal, action == Action::"call", resource) when { context.age < 18 };
    @id("only-ask") permit (principal, action == Action::"ask", resource);
  `),
  block('@id("counsel-no") forbid (principal == Body::"police", action, resource) when { context.who == Who::"troops" }; @id("counsel-yes") permit (principal, action, resource) when { principal.size > 100 };', "advises"),
])

test.each([
  ["police", "troops", 17, ["counsel-no", "counsel-yes", "forbid-all", "must-young", "permit-group"]],
  ["police", "agents", 18, ["counsel-yes", "forbid-all", "permit-group"]],
  ["library", "troops", 18, ["forbid-all"]],
  ["transit", "troops", -1, ["counsel-yes", "forbid-all", "must-young", "permit-group"]],
])("every satisfied rule of every class: %s, %s, %i", (body, who, age, expected) => {
  expect([...referenceFor(SAMPLE, call, rules).satisfied(situation(body, who, age))].sort()).toEqual(expected)
})

test("a situation must be whole", () => {
  const { satisfied } = referenceFor(SAMPLE, call, rules)
  expect(() => satisfied(new Map())).toThrow(Bug)
  expect(() => satisfied(new Map([...situation("police", "troops", 5)].filter(([id]) => id !== "age")))).toThrow(Bug)
  expect(() => satisfied(situation("nobody", "troops", 5))).toThrow(Bug)
})
