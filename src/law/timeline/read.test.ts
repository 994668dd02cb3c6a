/** What is wrong in a timeline.yaml, by its code, its sentence and the text it underlines. */
import { describe, expect, test } from "vitest"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import type { ClauseId } from "../source.ts"
import { clauseId, instrumentId } from "../ids.ts"
import { readTimeline } from "./read.ts"

const CLAUSE = clauseId(instrumentId("order") ?? expect.fail("no id"), "cl_joint-duty")
const CLAUSES: ReadonlyMap<string, ClauseId> = new Map([[CLAUSE, CLAUSE]])
const SOURCES = "sources: { clerk: { by: Clerk, dated: 2026-01-02, read-on: 2026-02-01, confidence: P } }\n"

const event = (more: string, history = "{ status: ordered, date: 2026-01-02, source: clerk }"): string =>
  `${SOURCES}events:\n  - { id: signed, kind: order, lane: city, title: T, what: W, history: [${history}]${more} }\n`
const statement = (more: string): string => `${SOURCES}statements:\n  - { id: reply, date: 2026-01-03, speaker: S, role: R, side: dhs, says: No., source: clerk, ${more} }\n`
const NONE = "answer: { none-found: 2026-01-31 }"

function problemsIn(text: string, clauses: ReadonlyMap<string, ClauseId> | null = CLAUSES): readonly string[] {
  const diagnostics: Diagnostic[] = []
  readTimeline({ path: "timeline.yaml", text, offset: 0 }, clauses, diagnostics)
  return diagnostics.map(({ code, message, span, hint }) => [code, message, span === null ? "" : text.slice(span.start, span.end), hint ?? ""].join(" / "))
}

test("one without mistakes is read whole, its ids looked up", () => {
  const diagnostics: Diagnostic[] = []
  const text = event(`, clauses: ["order#cl_joint-duty"]`, "{ status: threatened, date: 2026-01-01, date-is: about, source: clerk }, { status: ordered, date: 2026-01-02, says: S, source: { by: Gazette, read-on: 2026-02-01, confidence: N } }")
  const { events } = readTimeline({ path: "timeline.yaml", text, offset: 0 }, CLAUSES, diagnostics)
  expect(diagnostics).toEqual([])
  expect(events).toMatchObject([{ id: "signed", clauses: ["order#cl_joint-duty"], corrections: [], history: [{ status: "threatened", dateIs: "about", says: null }, { status: "ordered", dateIs: "known", source: { by: "Gazette" } }] }])
})

describe("each mistake is told at its place", () => {
  test.each([
    ["a status before an older one", event("", "{ status: ordered, date: 2026-01-02, source: clerk }, { status: ended, date: 2026-01-01, source: clerk }"), ["law/dates / this is of 2026-01-01, and stands behind what is of 2026-01-02 / 2026-01-01 / put the oldest first"]],
    ["an older change before a newer", event(", was: [{ on: 2026-01-03, was: A, reason: B }, { on: 2026-01-04, was: A, reason: B }]"), ["law/dates / this was changed on 2026-01-04, and stands behind a change of 2026-01-03 / 2026-01-04 / put the newest change first"]],
    ["a clause that is none", event(', clauses: ["order#cl_joint-dutty"]'), ['law/unknown-clause / no clause is named `order#cl_joint-dutty` / "order#cl_joint-dutty" / did you mean `order#cl_joint-duty`?']],
    ["a source that is none", event("", "{ status: ordered, date: 2026-01-02, source: clark }"), ["law/unknown-source / no source has the key `clark` / clark / the file's sources are `clerk`"]],
    ["a lane that is none", event("").replace("lane: city", "lane: sky"), ["law/unknown-choice / `sky` is none of the words allowed here / sky / one of `troops`, `agents`, `city`, `state`, `courts`"]],
    ["an answer of which nobody knows whose it is", statement("answer: { says: Yes., source: clerk }"), ["law/missing-key / the key `by` is missing / answer / "]],
    ["an answer and none found", statement("answer: { none-found: 2026-01-31, by: X }"), ["law/unknown-key / the key `by` has no meaning here / by / the keys here are `none-found`"]],
    ["no answer slot", statement("data: []"), ["law/missing-key / the key `answer` is missing"]],
    ["figures that are none", statement(`${NONE}, data: [crime]`), ["law/unknown-figures / no group of figures is named `crime` / crime / declare it under `figures`"]],
    ["a status that is younger than its source", event("", "{ status: ordered, date: 2026-02-02, source: clerk }"), ["law/dates / this is of 2026-02-02, and its source was read on 2026-02-01 / 2026-02-02 / "]],
    ["a statement that is younger than its source", statement("answer: { none-found: 2026-03-01 }").replace("date: 2026-01-03", "date: 2026-03-01"), ["law/dates / this is of 2026-03-01, and its source was read on 2026-02-01 / 2026-03-01 / "]],
    ["an answer before what it answers", statement("answer: { by: X, says: Y, date: 2026-01-01, source: clerk }"), ["law/dates / this answer is of 2026-01-01, and what it answers of 2026-01-03 / 2026-01-01 / "]],
    ["an answer looked for before there was anything to answer", statement("answer: { none-found: 2026-01-02 }"), ["law/dates / no answer was looked for after 2026-01-02, and what it would answer is of 2026-01-03 / 2026-01-02 / "]],
    ["a clause named twice", event(', clauses: ["order#cl_joint-duty", "order#cl_joint-duty"]'), ['law/duplicate-id / the clause `order#cl_joint-duty` stands here twice / "order#cl_joint-duty" / leave one of them out']],
    ["a source in `sources` that cannot be read: that alone is told", statement(NONE).replace("by: Clerk, ", ""), ["law/missing-key / the key `by` is missing / clerk / "]],
  ])("%s", (_name, text, expected) => {
    const problems = problemsIn(text)
    expect(problems.length).toBe(expected.length)
    for (const [index, problem] of problems.entries()) expect(problem).toContain(expected[index])
  })
})

test("while an instrument cannot be read, no clause is missed", () => {
  expect(problemsIn(event(', clauses: ["other#cl_x"]'), null)).toEqual([])
})

test("two things of one id", () => {
  const twice = "figures:\n  - { id: crime, title: T, figures: [{ id: a, counts: C, value: V, by: B, source: clerk }, { id: a, counts: C, value: V, by: B, source: clerk }] }\n  - { id: crime, title: T, figures: [{ id: b, counts: C, value: V, by: B, source: clerk }] }\n"
  expect(problemsIn(SOURCES + twice).map((problem) => problem.split(" / ")[1])).toEqual(["two figures are named `crime`", "two figures are named `a`"])
})
