import { expect, test } from "vitest"
import { z } from "zod"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { parseYaml } from "./parse.ts"
import { day, defaulting, instant, mapOf, message, optional, source, sourceOrKey, text } from "./forms.ts"
import { keys, readShaped } from "./shape.ts"

const AT = 10

/** The value, or what is said and the words it underlines. */
function read(schema: z.ZodType, yaml: string): unknown {
  const diagnostics: Diagnostic[] = []
  const shaped = readShaped({ path: "a.yaml", text: yaml, offset: AT }, schema, diagnostics)
  if (diagnostics.length === 0) return shaped?.value
  return diagnostics.map(({ code, message: sentence, span, hint }) => [code, sentence, yaml.slice((span?.start ?? 0) - AT, (span?.end ?? 0) - AT), ...(hint === undefined ? [] : [hint])].join(" / "))
}

const person = keys({ name: text, born: optional(day), tags: defaulting(z.array(text), []) })

test("what fits is read; keys may be missing or null", () => {
  expect(read(person, "name: A\nborn: 2025-08-30\ntags: [x]")).toEqual({ name: "A", born: "2025-08-30", tags: ["x"] })
  expect(read(person, "name: A\nborn:\ntags: null")).toEqual({ name: "A", born: null, tags: [] })
})

test.each([
  ["an unknown key", "name: A\nbron: x", ["law/unknown-key / the key `bron` has no meaning here / bron / did you mean `born`?"]],
  ["a missing key", "born: 2025-08-30", ["law/missing-key / the key `name` is missing / born: 2025-08-30"]],
  ["a number", "name: 911", ["law/wrong-type / found the number `911`, expected a text / 911 / put it in quotes: `\"911\"`"]],
  ["a list", "name: [a]", ["law/wrong-type / found a list, expected a text / [a]"]],
  ["nothing", "name:", ["law/wrong-type / found nothing, expected a text / name"]],
  ["a text for a list", "name: A\ntags: a", ["law/wrong-type / found the text `a`, expected a list / a"]],
  ["a day that does not exist", "name: A\nborn: 2025-02-30", ["law/not-a-day / `2025-02-30` is not a day / 2025-02-30 / write year, month and day of a day that exists, such as `2025-08-30`"]],
  ["an element", "name: A\ntags: [a, 1]", ["law/wrong-type / found the number `1`, expected a text / 1 / put it in quotes: `\"1\"`"]],
  ["a list for a map", "- a", ["law/wrong-type / found a list, expected a map of keys / - a"]],
  ["nothing at all", "", ["law/wrong-type / found nothing, expected a map of keys / "]],
  ["the rest of a text", "{ name: A, B and C }", ["law/unknown-key / the key `B and C` has no meaning here / B and C / inside braces a text with a comma in it stands in quotes"]],
  ["a key twice", "name: A\nname: B", ["law/duplicate-key / the key `name` stands here twice / name / keep one of them"]],
  ["several mistakes at once", "name: 1\nborn: x\nz: 1", ["law/wrong-type / found the number `1`, expected a text / 1 / put it in quotes: `\"1\"`", "law/not-a-day / `x` is not a day / x / write year, month and day of a day that exists, such as `2025-08-30`", "law/unknown-key / the key `z` has no meaning here / z / the keys here are `name`, `born`, `tags`"]],
])("%s", (_name, yaml, said) => {
  expect(read(person, yaml)).toEqual(said)
})

test("messages of MessageFormat 2: the place within the text, where it stands letter by letter", () => {
  const words = mapOf(message)
  expect(read(words, "a: 'One \\{brace\\}.'")).toEqual(new Map([["a", "One \\{brace\\}."]]))
  expect(read(words, "a: .match")).toMatchObject([expect.stringContaining("law/bad-message")])
  expect(read(words, "a: 'x {$who}'")).toMatchObject([expect.stringContaining("the text waits for `$who`, and nothing fills it in")])
  expect(read(words, "a: 'it''s {'")).toMatchObject([expect.stringContaining("/ 'it''s {' /")])
})

test.each(["2025-08-30T14:30:00-05:00", "2025-08-30T14:30Z", "2025-08-30T14:30:00.123Z"])("%s is an instant", (written) => {
  expect(read(instant, written)).toBe(written)
})

test.each(["2025-08-30", "2025-08-30T14:30:00", "2025-02-30T14:30:00Z", "2025-08-30T25:00:00Z"])("%s is none", (written) => {
  expect(read(instant, written)).toMatchObject([expect.stringContaining("law/not-an-instant")])
})

const written = "{ by: Clerk, dated: 2026-01-02, read-on: 2026-02-01, confidence: P }"

test("a source that does not say through when it is confirmed, is for its own day; else for the day it was read", () => {
  expect(read(source, written)).toMatchObject({ confirmedThrough: "2026-01-02" })
  expect(read(source, "{ by: Clerk, read-on: 2026-02-01, confidence: P }")).toMatchObject({ confirmedThrough: "2026-02-01" })
})

test("a source or its key; mistakes keep their place", () => {
  const known = new Map([["clerk", { by: "Clerk", url: null, dated: null, readOn: day.parse("2026-02-01"), confirmedThrough: day.parse("2026-02-01"), confidence: "P" as const }]])
  const shape = keys({ source: sourceOrKey(known) })
  expect(read(shape, "source: clerk")).toMatchObject({ source: { by: "Clerk" } })
  expect(read(shape, "source: clark")).toEqual(["law/unknown-source / no source has the key `clark` / clark / the front matter's sources are `clerk`"])
  expect(read(shape, "source: { by: Clerk, read-no: 2026-02-01, confidence: P }")).toEqual(["law/missing-key / the key `read-on` is missing / source", "law/unknown-key / the key `read-no` has no meaning here / read-no / did you mean `read-on`?"])
})

test.each([
  ['a: "x\\0"', "an escape stands here for U+0000, which nobody sees"],
  ['a: "x\\u202Ey"', "an escape stands here for U+202E, which nobody sees"],
  ["a: &x 1", "the anchor `&x` is not read in packs"],
  ["a: *x", "the alias `*x` is not read in packs"],
  ["a: !!binary aaaa", "the tag `tag:yaml.org,2002:binary` is not read in packs"],
  ["a: !x y", "the tag `!x` is not read in packs"],
  ["? [a]\n: 1", "a key must be a text"],
  ["a: 1\n---\nb: 1", "a second document begins here"],
  ["a: [1", "a list or map before this has no end"],
  ["a: \"x", "a sign is missing here: a quote, a colon, a comma or a bracket"],
  ["\ta: 1", "a tab cannot indent in YAML"],
  [`a: ${"[".repeat(80)}${"]".repeat(80)}`, "lists and maps are nested too deeply here"],
])("YAML that packs do without: %s", (yaml, said) => {
  const diagnostics: Diagnostic[] = []
  parseYaml({ path: "a.yaml", text: yaml, offset: 0 }, diagnostics)
  expect(diagnostics.map((diagnostic) => diagnostic.message)).toContain(said)
})

test.each(["__proto__", "constructor", "toString"])("in a map whose keys the author chooses, %s is a key like others", (key) => {
  expect(read(mapOf(text), `${key}: A\nb: B`)).toEqual(new Map([[key, "A"], ["b", "B"]]))
  expect(read(mapOf(text), `${key}: 1`)).toEqual(["law/wrong-type / found the number `1`, expected a text / 1 / put it in quotes: `\"1\"`"])
  expect(read(mapOf(mapOf(text)), `a: { ${key}: [] }`)).toEqual(["law/wrong-type / found a list, expected a text / []"])
})

test("a list where the author's keys are expected", () => {
  expect(read(mapOf(text), "[a]")).toEqual(["law/wrong-type / found a list, expected a map of keys / [a]"])
})

test("a key named __proto__ is a key like others", () => {
  expect(read(person, "name: A\n__proto__: { x: 1 }")).toEqual([expect.stringContaining("law/unknown-key / the key `__proto__`")])
})
