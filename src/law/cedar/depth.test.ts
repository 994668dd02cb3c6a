import { expect, test } from "vitest"
import { readRules } from "./rules.ts"
import { block, said, SAMPLE } from "./sample.ts"
import { readVocabulary } from "./vocabulary.ts"

const deep: readonly (readonly [string, (count: number) => string])[] = [
  ["brackets", (count) => `${"(".repeat(count)}context.also${")".repeat(count)}`],
  ["negations", (count) => `${"!(".repeat(count)}context.also${")".repeat(count)}`],
  ["conjunctions", (count) => Array.from({ length: count }, () => "context.also").join(" && ")],
  ["disjunctions of brackets", (count) => Array.from({ length: count }, () => "(context.also)").join(" || ")],
  ["conditions", (count) => `${"if context.also then ".repeat(count)}true${" else false".repeat(count)}`],
  ["alternatives", (count) => `${"if context.also then true else ".repeat(count)}true`],
  ["attributes", (count) => `context${".also".repeat(count)}`],
  ["lists", (count) => `${"[".repeat(count)}${"]".repeat(count)}.isEmpty()`],
  ["sums", (count) => `${Array.from({ length: count }, () => "1").join("+")} > 3`],
  ["open brackets", (count) => "(".repeat(count)],
]

test.each(deep)("%s past all sense are refused, and cedar-wasm lives on", (_, expression) => {
  for (const count of [40, 150, 5000]) {
    const text = `@id("r") forbid (principal, action == Action::"ask", resource) when { ${expression(count)} };`
    expect(() => readRules(SAMPLE, [block(text)])).not.toThrow()
    if (count === 5000) expect(readRules(SAMPLE, [block(text)]).diagnostics.map((diagnostic) => said(text, diagnostic))).toMatchObject([expect.stringMatching(/^law\/does-not-compile \[.{1,4}\] a condition nested this deep does not compile/)])
  }
  expect(readRules(SAMPLE, [block('@id("r") forbid (principal, action, resource) when { context.age < 5 };')]).rules).toHaveLength(1)
})

test("a long list is not deep", () => {
  const names = Array.from({ length: 3000 }, (_, index) => `"n${String(index)}"`).join(", ")
  expect(readRules(SAMPLE, [block(`@id("r") forbid (principal, action == Action::"ask", resource) when { [${names}].contains(context.name) };`)]).diagnostics).toEqual([])
})

test("a schema is held to the same", () => {
  const text = `entity City; entity Body; action q appliesTo { principal: Body, resource: City, context: { x: ${"Set<".repeat(5000)}Bool${">".repeat(5000)} } };`
  expect(readVocabulary({ path: "v", text }, [], []).diagnostics).toHaveLength(1)
})
