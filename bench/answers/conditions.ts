/**
 * A question's rules brought to what a peer can say: a class's condition is true where one of its rules is satisfied, and
 * the outcome table is laid over the classes.
 */
import type { Condition, FactId, QuestionSpec, RuleClass } from "../../src/kernel/diagram/types.ts"
import { RULE_CLASSES } from "../../src/kernel/diagram/types.ts"

/** How a peer writes each part of a condition. */
export interface Writer<Text> {
  readonly all: (parts: readonly Text[]) => Text
  readonly any: (parts: readonly Text[]) => Text
  readonly not: (part: Text) => Text
  readonly is: (fact: FactId, values: readonly string[]) => Text
  readonly holds: (fact: FactId) => Text
  readonly same: (fact: FactId, other: FactId) => Text
}

/** The classes that have rules, each with the one condition that says whether any is satisfied. */
export function classConditions<Text>(spec: QuestionSpec, writer: Writer<Text>): readonly { readonly class: RuleClass; readonly text: Text }[] {
  const isYesNo = new Set(spec.facts.flatMap((fact) => (fact.shape.kind === "yes-no" ? [fact.id] : [])))
  return RULE_CLASSES.flatMap((kind) => {
    const rules = spec.rules.filter((rule) => rule.class === kind)
    const texts = rules.flatMap((rule) => written(rule.condition, writer, isYesNo) ?? [])
    return texts.length === 0 ? [] : [{ class: kind, text: texts.length === 1 ? (texts[0] as Text) : writer.any(texts) }]
  })
}

/** Written for the peer; `null` where a condition is false whatever the facts. */
function written<Text>(condition: Condition, writer: Writer<Text>, isYesNo: ReadonlySet<FactId>): Text | null {
  const simple = simplified(condition)
  const write = (one: Condition): Text => {
    switch (one.kind) {
      case "all":
        return writer.all(one.of.map(write))
      case "any":
        return writer.any(one.of.map(write))
      case "not":
        return writer.not(write(one.of))
      case "is":
        return isYesNo.has(one.fact) ? (one.values.includes("yes") ? writer.holds(one.fact) : writer.not(writer.holds(one.fact))) : writer.is(one.fact, one.values)
      case "same":
        return writer.same(one.fact, one.other)
      case "if":
        return writer.any([writer.all([write(one.test), write(one.then)]), writer.all([writer.not(write(one.test)), write(one.otherwise)])])
      case "constant":
      case "below":
      case "present":
      case "member":
      case "exactly":
        throw new Error(`conditions.ts writes no \`${one.kind}\` for peers`)
    }
  }
  if (simple.kind === "constant") {
    if (simple.holds) throw new Error("conditions.ts writes no rule that always holds")
    return null
  }
  return write(simple)
}

/** Constants taken out, and `all` of one part or `any` of one part replaced by it: peers should not pay for our form. */
function simplified(condition: Condition): Condition {
  switch (condition.kind) {
    case "not": {
      const of = simplified(condition.of)
      return of.kind === "constant" ? { kind: "constant", holds: !of.holds } : of.kind === "not" ? of.of : { kind: "not", of }
    }
    case "all":
    case "any": {
      const neutral = condition.kind === "all"
      const parts = condition.of.map(simplified).flatMap((part) => (part.kind === condition.kind ? part.of : [part]))
      if (parts.some((part) => part.kind === "constant" && part.holds !== neutral)) return { kind: "constant", holds: !neutral }
      const left = parts.filter((part) => part.kind !== "constant")
      return left.length === 0 ? { kind: "constant", holds: neutral } : left.length === 1 ? (left[0] as Condition) : { kind: condition.kind, of: left }
    }
    case "if": {
      const test = simplified(condition.test)
      if (test.kind === "constant") return simplified(test.holds ? condition.then : condition.otherwise)
      return { kind: "if", test, then: simplified(condition.then), otherwise: simplified(condition.otherwise) }
    }
    case "constant":
    case "is":
    case "below":
    case "present":
    case "member":
    case "exactly":
    case "same":
      return condition
  }
}
