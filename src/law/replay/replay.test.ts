/** Replay: counted and told as single answers say, for drawn decisions under the law of two days; and packs that differ, by hand. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { verdictAt, verdictIndex } from "../../kernel/diagram/replay.ts"
import { parseGiven } from "../../kernel/diagram/values.ts"
import { bug } from "../../kernel/text/bug.ts"
import { openPack } from "../../pipeline.ts"
import type { Answer } from "../answer-form.ts"
import { stretchesOf } from "../calendar.ts"
import type { LawBook } from "../book.ts"
import type { Day, Fact } from "../types.ts"
import type { PastDecision } from "./past-decision.ts"
import { Replay } from "./replay.ts"
import type { Replayed } from "./tally.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-replay-"))
afterAll(() => { rmSync(folder, { recursive: true }) })

const example = mustOpen("packs/example")
const chicago = mustOpen("packs/chicago")

function mustOpen(path: string): LawBook {
  return openPack(path).book ?? bug(`${path} cannot be read`)
}

/** The example pack in other words. */
function reworded(words: readonly (readonly [string, string])[]): LawBook {
  const copy = mkdtempSync(join(folder, "pack-"))
  cpSync("packs/example", copy, { recursive: true })
  for (const file of readdirSync(copy, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name)
    if (file.isFile()) writeFileSync(path, words.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(path, "utf8")))
  }
  return mustOpen(copy)
}

function decision(facts: Readonly<Record<string, string>>, otherwise: Partial<PastDecision> = {}): PastDecision {
  return { question: "joint-duty", on: "2026-01-04" as Day, facts: new Map(Object.entries(facts)), outcome: null, rules: null, reference: null, ...otherwise }
}

function replayed(own: LawBook, other: LawBook, on: string, decisions: readonly PastDecision[]): Replayed {
  const replay = new Replay(own, other, on as Day)
  decisions.forEach((one, index) => { expect(replay.add(one, index + 1)).toBeNull() })
  return replay.replayed()
}

const POLICE = { body: "police", who: "troops", purpose: "immigration", existing_agreement: "no" }
const verdict = (text: string): number => verdictIndex(text) ?? bug("no such verdict")

// Against single answers --------------------------------------------------------------------------------------------------

/** Texts that may be said of a fact, and that it is unknown, and nothing. */
function saidOf({ shape, optional }: Fact): fc.Arbitrary<string | null> {
  const more = optional ? ["absent", "present"] : []
  const values = shape.kind === "choice" ? shape.values : shape.kind === "yes-no" ? ["yes", "no"] : shape.kind === "set" ? ["nothing"] : []
  return fc.constantFrom(...values, ...values, "unknown", ...more, null)
}

/** The first and last of each stretch of constant law, and some between. */
const DAYS = [...stretchesOf(chicago.pack).flatMap(({ from, to }) => [from, to]).filter((day) => day !== null), "2000-02-29" as Day, "2025-09-15" as Day]

const drawn = fc.array(
  fc.constantFrom(...chicago.pack.questions).chain((question) =>
    fc.record({
      question: fc.constant<string>(question.id),
      on: fc.constantFrom(...DAYS),
      facts: fc.tuple(...question.facts.map((fact) => saidOf(fact).map((text) => [fact.id, text] as const))).map((all) => new Map<string, string>(all.flatMap(([id, text]) => (text === null ? [] : [[id, text]])))),
      outcome: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 8 }) }),
      rules: fc.constant(null),
      reference: fc.constant(null),
    }),
  ),
  { maxLength: 700, size: "max" },
)

function answerTo({ question: id, facts }: PastDecision, on: Day): Answer {
  const question = chicago.question(id) ?? bug("no question")
  const given = question.facts.flatMap((fact) => {
    const text = facts.get(fact.id)
    const parsed = text === undefined ? null : parseGiven(fact, text)
    return parsed?.kind === "given" ? [[fact.id, parsed.given] as const] : []
  })
  return chicago.answer({ question: question.id, on, facts: new Map(given), language: "en" })
}

const clausesOf = ({ rules }: Answer): readonly string[] => [...new Set(rules.map(({ instrument, clause }) => `${instrument}#${clause}`))].sort()

test("every decision comes to what a single answer says then and now, and is counted once wherever it belongs", () => {
  fc.assert(
    fc.property(drawn, (decisions) => {
      const on = "2025-11-01" as Day
      const found = replayed(chicago, chicago, on, decisions)
      const single = decisions.map((one, index) => {
        const [own, now] = [answerTo(one, one.on), answerTo(one, on)]
        const from = one.outcome === null ? own.outcome : verdictAt(one.outcome)
        return { one, line: index + 1, own, now, from, to: now.outcome, differs: from !== now.outcome }
      })
      const differing = single.filter(({ differs }) => differs)
      expect([found.decisions, found.changed, found.apart, found.more]).toEqual([decisions.length, differing.length, [], 0])
      const otherwise = single.filter(({ one, own }) => one.outcome !== null && own.outcome !== verdictAt(one.outcome))
      expect(found.otherwise).toEqual({ count: otherwise.length, line: otherwise[0]?.line ?? null })
      expect(counted(found.directions, ({ from, to, count }) => [`${from} ${to}`, count])).toEqual(tallied(differing, ({ from, to }) => `${from} ${to}`))
      expect(counted(found.questions, ({ of, decisions: count }) => [of, count])).toEqual(tallied(single, ({ one }) => one.question))
      expect(counted(found.bodies, ({ of, decisions: count }) => [of, count])).toEqual(tallied(single, ({ one }) => one.facts.get("body") ?? ""))
      expect(counted(found.bodies.filter((body) => body.changed > 0), ({ of, changed: count }) => [of, count])).toEqual(tallied(differing, ({ one }) => one.facts.get("body") ?? ""))
      const keyOf = ({ one, own, now, from, to }: (typeof single)[number]): string => [one.question, from, to, from === own.outcome ? clausesOf(own).join() : "?", clausesOf(now).join()].join(" ")
      expect(counted(found.groups, ({ question, from, to, before, after, count }) => [[question, from, to, before === null ? "?" : before.toSorted().join(), after.toSorted().join()].join(" "), count])).toEqual(tallied(differing, keyOf))
      for (const { example: { line, facts }, from, to } of found.groups) expect(single[line - 1]).toMatchObject({ from, to, one: { facts } })
    }),
    { numRuns: 20 },
  )
}, 60_000)

function counted<Row>(rows: readonly Row[], of: (row: Row) => readonly [string, number]): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map(of))
}

function tallied<Row>(rows: readonly Row[], key: (row: Row) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1
  return counts
}

// By hand -----------------------------------------------------------------------------------------------------------------

describe("the law of another day", () => {
  test("a decision before the order, after it", () => {
    const found = replayed(example, example, "2026-01-05", [decision(POLICE, { reference: "7K4Q" }), decision({ ...POLICE, who: "not-said" })])
    expect(found).toMatchObject({
      decisions: 2, changed: 1,
      directions: [{ from: "silent", to: "prohibited", count: 1 }],
      questions: [{ of: "joint-duty", decisions: 2, changed: 1 }],
      bodies: [{ of: "police", decisions: 2, changed: 1 }],
      clauses: [{ clause: "order-1#cl_joint-duty", before: 0, after: 1 }],
      groups: [{ before: [], after: ["order-1#cl_joint-duty"], count: 1, example: { line: 1, reference: "7K4Q", on: "2026-01-04" } }],
    })
  })

  test("the earliest line is the example, whichever lane it waited in", () => {
    // The guidelines are in force on one day and not on the other, so each has a lane; the second is full first.
    const entry = { body: "police", who: "troops", paper: "none" }
    const days = Array.from({ length: 600 }, (_, index) => decision(entry, { question: "admit-to-staff-area", outcome: verdict("silent"), on: (index === 0 ? "2025-02-01" : "2024-01-01") as Day }))
    expect(replayed(example, example, "2026-01-05", days).groups.toSorted((one, other) => one.count - other.count)).toMatchObject([{ count: 1, example: { line: 1 } }, { count: 599, example: { line: 2 } }])
    const alike = days.map((one) => ({ ...one, outcome: verdict("allowed"), rules: null }))
    expect(replayed(example, example, "2026-01-05", alike).groups).toMatchObject([{ before: null, count: 600, example: { line: 1 } }])
  })

  test("what a decision says that it came to counts, also where the law of its day does not", () => {
    const found = replayed(example, example, "2026-01-05", [decision(POLICE, { outcome: verdict("allowed"), rules: ["no-joint-duty"] }), decision(POLICE, { outcome: verdict("allowed"), rules: ["gone"] }), decision(POLICE, { outcome: verdict("prohibited") })])
    expect(found).toMatchObject({ decisions: 3, changed: 2, otherwise: { count: 3, line: 1 }, directions: [{ from: "allowed", to: "prohibited", count: 2 }] })
    expect(found.groups.map(({ before }) => before)).toEqual([["order-1#cl_joint-duty"], null])
  })
})

describe("the law of another pack", () => {
  const stranger = reworded([["existing_agreement", "older_agreement"], ["troops", "soldiers"]])

  test("what it does not know is counted apart, with the reason", () => {
    const found = replayed(example, stranger, "2026-01-05", [decision(POLICE), decision({ body: "police", who: "troops" }), decision({ body: "library", existing_agreement: "no" }), decision({ existing_agreement: "no" }), decision({ body: "police", who: "federal-agents", purpose: "immigration" })])
    expect(found).toMatchObject({ decisions: 1, changed: 1, directions: [{ from: "silent", to: "open" }] })
    expect(found.apart).toEqual([
      { kind: "value", question: "joint-duty", fact: "who", value: "troops", count: 2, line: 1 },
      { kind: "fact", question: "joint-duty", fact: "existing_agreement", value: null, count: 2, line: 3 },
    ])
  })

  test("a row that was begun and given up leaves nothing behind", () => {
    const on = "2026-01-05" as Day
    const found = replayed(example, stranger, on, [decision({ body: "library", purpose: "criminal-case", who: "troops" }, { on }), decision({}, { on })])
    expect(found).toMatchObject({ decisions: 1, changed: 0, bodies: [{ of: "", decisions: 1 }], apart: [{ fact: "who", count: 1 }] })
  })

  test("a question that it does not have", () => {
    expect(replayed(chicago, example, "2026-01-05", [decision({ body: "cpd" }, { question: "hold-on-detainer" })])).toMatchObject({ decisions: 0, apart: [{ kind: "question", question: "hold-on-detainer", count: 1, line: 1 }] })
  })

  test("a decision that its own pack does not know is compared as recorded; without an outcome it is refused", () => {
    const said = { body: "police", older_agreement: "no" }
    expect(replayed(example, stranger, "2026-01-05", [decision(said, { outcome: verdict("prohibited") })])).toMatchObject({ decisions: 1, directions: [{ from: "prohibited", to: "open" }], groups: [{ before: null }], otherwise: { count: 0 } })
    const replay = new Replay(example, stranger, "2026-01-05" as Day)
    expect(replay.add(decision(said), 1)).toEqual({ kind: "fact", fact: "older_agreement" })
    expect(replay.add(decision({ who: "guards" }), 2)).toEqual({ kind: "value", fact: "who", value: "guards" })
    expect(replay.add(decision({}, { question: "gone" }), 3)).toEqual({ kind: "question" })
    expect(replay.replayed()).toMatchObject({ decisions: 0, apart: [], groups: [] })
  })
})
