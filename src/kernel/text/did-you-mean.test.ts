import { expect, test } from "vitest"
import { didYouMean, listNames, nearestNames, quote } from "./did-you-mean.ts"

test.each([
  ["joint-duti", ["joint-duty", "hold-on-detainer"], "did you mean `joint-duty`?"],
  ["existing-agreement", ["existing_agreement", "who"], "did you mean `existing_agreement`?"],
  ["Troops", ["troops", "nobody"], "did you mean `troops`?"],
  ["bodeis", ["bodies", "groups"], "did you mean `bodies`?"],
  ["step-b", ["step-a", "step-c", "other"], "did you mean `step-a` or `step-c`?"],
  ["police-department", ["police", "library"], "did you mean `police`?"],
  ["xyz", ["official", "demonstration"], "one of `official`, `demonstration`"],
  ["xyz", ["official"], "the only one is `official`"],
  ["xyz", ["aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff"], undefined],
  ["xyz", [], undefined],
])("for `%s` among %j: %s", (name, known, hint) => {
  expect(didYouMean(name, known)).toBe(hint)
})

test("five names at most, nearest first", () => {
  const known = ["aaaab", "aaaac", "aaaad", "aaaae", "aaaaf", "aaaag", "aaaaa"]
  expect(nearestNames("aaaaa", known)).toEqual(["aaaaa", "aaaab", "aaaac", "aaaad", "aaaae"])
})

test("a list says how many it leaves out", () => {
  expect(listNames(["a", "b", "c", "d", "e", "f", "g"])).toBe("`a`, `b`, `c`, `d`, `e` and 2 more")
  expect(listNames(["a", "b"])).toBe("`a`, `b`")
})

test("a quoted text stands on one line and is cut", () => {
  expect(quote("two\nlines")).toBe("`two lines`")
  expect(quote("x".repeat(80))).toBe(`\`${"x".repeat(59)}…\``)
})
