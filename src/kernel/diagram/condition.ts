/** Walking a condition: its tests, in the sequence they stand in. */
import type { Condition, FactId } from "./types.ts"

/** A condition that looks at a fact. */
export type Test = Extract<Condition, { readonly fact: FactId }>

export function visitTests(condition: Condition, found: (test: Test) => void): void {
  switch (condition.kind) {
    case "constant":
      return
    case "not":
      visitTests(condition.of, found)
      return
    case "all":
    case "any":
      for (const part of condition.of) visitTests(part, found)
      return
    case "if":
      for (const part of [condition.test, condition.then, condition.otherwise]) visitTests(part, found)
      return
    case "is":
    case "below":
    case "present":
    case "member":
    case "exactly":
    case "same":
      found(condition)
      return
  }
}

/** Calls `found` for every fact tested, once a test. */
export function visitFacts(condition: Condition, found: (fact: FactId) => void): void {
  visitTests(condition, (test) => {
    found(test.fact)
    if (test.kind === "same") found(test.other)
  })
}
