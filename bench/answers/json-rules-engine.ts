/** json-rules-engine: one engine, a rule for each class of rules, whose event says that the class is satisfied. */
import { Engine, type NestedCondition, type RuleProperties } from "json-rules-engine"
import { outcomeOf, terminalOf } from "../../src/kernel/diagram/outcome.ts"
import type { RuleClass } from "../../src/kernel/diagram/types.ts"
import { classConditions, type Writer } from "./conditions.ts"
import type { Contestant } from "./measure.ts"
import { DRAWS, type Subject } from "./situations.ts"

const WRITER: Writer<NestedCondition> = {
  all: (parts) => ({ all: [...parts] }),
  any: (parts) => ({ any: [...parts] }),
  not: (part) => ({ not: part }),
  is: (fact, values) => (values.length === 1 ? { fact, operator: "equal", value: values[0] } : { fact, operator: "in", value: [...values] }),
  holds: (fact) => ({ fact, operator: "equal", value: true }),
  same: (fact, other) => ({ fact, operator: "equal", value: { fact: other } }),
}

export function jsonRulesEngine(subject: Subject): Contestant {
  const { situations, draws } = subject
  const rules = classConditions(subject.spec, WRITER).map(({ class: kind, text }): RuleProperties => {
    const isTop = "all" in text || "any" in text || "not" in text
    return { conditions: (isTop ? text : { all: [text] }) as RuleProperties["conditions"], event: { type: kind } }
  })
  const engine = new Engine(rules)
  const decide = async (situation: number): Promise<number> => {
    const { events } = await engine.run(situations[situation]?.values)
    return terminalOf(outcomeOf(new Set(events.map((event) => event.type as RuleClass))))
  }
  const run = async (count: number): Promise<number> => {
    let sum = 0
    for (let index = 0; index < count; index++) sum += await decide(draws[index % DRAWS] ?? 0)
    return sum
  }
  return { name: "json-rules-engine", kind: "peer", note: `one engine, ${String(rules.length)} rules, one a class; answers one after another`, unit: 10, decide, run }
}
