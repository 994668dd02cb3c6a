/** What follows: the table of DESIGN.md, row by row, and with several rows at once. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { verdictOf } from "../../../tests/oracle/outcome.ts"
import { ruleId } from "../../../tests/generators/question.ts"
import { bitsOf, DECIDES, outcomeAt, outcomeOf, outcomesIn, terminalOf } from "./outcome.ts"
import { OUTCOMES, RULE_CLASSES, type RuleClass } from "./types.ts"

test.each([
  [["binding-forbid", "binding-must"], "conflict"],
  [["binding-forbid", "binding-must", "binding-permit", "advising-forbid", "advising-permit"], "conflict"],
  [["binding-forbid"], "prohibited"],
  [["binding-forbid", "binding-permit", "advising-permit"], "prohibited"],
  [["binding-must"], "required"],
  [["binding-must", "binding-permit", "advising-forbid"], "required"],
  [["binding-permit"], "allowed"],
  [["binding-permit", "advising-forbid"], "allowed"],
  [["advising-forbid"], "advised-against"],
  [["advising-forbid", "advising-permit"], "advised-against"],
  [["advising-permit"], "advised-for"],
  [[], "silent"],
] as const)("where %o are satisfied, the outcome is %s", (classes, outcome) => {
  expect(outcomeOf(new Set<RuleClass>(classes))).toBe(outcome)
})

const satisfied = fc.subarray([...RULE_CLASSES]).map((classes) => classes.map((one) => ({ id: ruleId(one), class: one, withdrawn: false })))

test("the table and the rules that decide are those of the oracle", () => {
  fc.assert(
    fc.property(satisfied, (rules) => {
      const { outcome, deciding } = verdictOf(rules)
      expect(outcomeOf(new Set(rules.map((rule) => rule.class)))).toBe(outcome)
      expect(rules.filter((rule) => DECIDES[rule.class].includes(outcome)).map(({ id }) => id)).toEqual(deciding)
    }),
  )
})

test("a satisfied binding forbid prohibits, or conflicts with a binding must", () => {
  fc.assert(
    fc.property(satisfied, (rules) => {
      expect(["prohibited", "conflict"]).toContain(outcomeOf(new Set([...rules.map((rule) => rule.class), "binding-forbid"])))
    }),
  )
})

test("nothing is allowed or required unless a binding rule permits it", () => {
  fc.assert(
    fc.property(satisfied, (rules) => {
      const classes = new Set(rules.map((rule) => rule.class))
      if (classes.has("binding-permit") || classes.has("binding-must")) return
      expect(["allowed", "required"]).not.toContain(outcomeOf(classes))
    }),
  )
})

test("outcomes are terminals and bits, and come back", () => {
  expect(OUTCOMES.map((outcome) => outcomeAt(terminalOf(outcome)))).toEqual(OUTCOMES)
  fc.assert(fc.property(fc.subarray([...OUTCOMES]), (outcomes) => { expect(outcomesIn(bitsOf(outcomes))).toEqual(outcomes) }))
})
