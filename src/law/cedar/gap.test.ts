import { expect, test } from "vitest"
import { readGapCondition } from "./gap.ts"
import { said, SAMPLE, sampleQuestion } from "./sample.ts"

const file = "when: "
const read = (text: string): ReturnType<typeof readGapCondition> => readGapCondition(SAMPLE, sampleQuestion("call"), { path: "p", text, offset: file.length })

test.each([
  ['context.who == Who::"troops"', { kind: "is", fact: "who", values: ["troops"] }],
  ["context has only_here && context.only_here // why", { kind: "all", of: [{ kind: "present", fact: "only_here" }, { kind: "is", fact: "only_here", values: ["yes"] }] }],
  ['principal != Body::"police"', { kind: "is", fact: "body", values: ["library", "transit"] }],
  ["true", { kind: "constant", holds: true }],
])("%s", (text, expected) => {
  expect(read(text)).toEqual({ value: expected, diagnostics: [] })
})

test.each([
  ["context.also", "law/unknown-fact [also] `call` has no fact `also` · it is a fact of `ask`"],
  ["context.only_here", "law/unguarded-fact [context.only_here] `only_here` may be absent"],
  ["context.age ==", "law/cedar-syntax [==] the text ends too early"],
  ["", "law/cedar-syntax [] there is no condition between the braces"],
  ["true } unless { false", "law/cedar-syntax [true } unless { false] found more than one condition"],
  ["true }; forbid (principal, action, resource) when { true", "law/cedar-syntax [forbid] found `forbid`"],
  ['context.who == "é', "law/cedar-syntax ["],
])("%s is refused", (text, expected) => {
  const { value, diagnostics } = read(text)
  expect(value).toBeNull()
  expect(diagnostics).toHaveLength(1)
  expect(said(file + text, diagnostics[0]!).startsWith(expected), said(file + text, diagnostics[0]!)).toBe(true)
})
