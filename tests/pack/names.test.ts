/** Names that JavaScript's objects have of their own are names like others in a pack. */
import { expect, test } from "vitest"
import { openBook } from "../../src/law/book.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { dayIn } from "../../src/law/days.ts"
import { filesOf } from "./golden-case.ts"

/** What becomes what in the base pack's files, in this sequence. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/context\.who/g, "context.constructor"],
  [/@public who: Who/g, "@public constructor: valueOf"],
  [/Who\b(?! they)/g, "valueOf"],
  [/^ {2}who:/gm, "  constructor:"],
  [/topics: \{ who:/g, "topics: { toString:"],
  [/"who"/g, '"toString"'],
  [/\| who /g, "| constructor "],
]

/** The base pack with a fact, a topic and a type named so. */
function packNamed(): ReadonlyMap<string, Uint8Array> {
  const renamed = (text: string): string => RENAMED.reduce((sofar, [from, to]) => sofar.replace(from, to), text)
  return new Map([...filesOf("")].map(([path, bytes]) => [path, Buffer.from(renamed(Buffer.from(bytes).toString()))]))
}

test("facts, topics and types", () => {
  const { value, diagnostics } = packFromFiles(packNamed())
  expect(diagnostics).toEqual([])
  const book = openBook(value ?? expect.fail())
  const question = book.question("joint-duty") ?? expect.fail()
  const answer = book.answer({ question: question.id, on: dayIn("UTC", new Date("2026-03-01T00:00:00Z")), facts: new Map(), language: "en" })
  expect(answer.facts["constructor"]).toBeUndefined()
  for (const { facts } of answer.change) expect(Object.values({ ...facts }).every((written) => typeof written === "string")).toBe(true)
})
