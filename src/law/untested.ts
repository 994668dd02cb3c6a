/**
 * What no case tests, question by question, under the law of a day: edges of its outcome diagram, and rows for a table of cases that
 * would walk them. A row says on which days it holds where it does not hold on all days of the clause under which it is to stand.
 */
import { decidingRules, reachable } from "../kernel/diagram/decide.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import { untestedBy, type UntestedRow } from "../kernel/diagram/untested.ts"
import { parseGiven, printGiven, type Given } from "../kernel/diagram/values.ts"
import type { LawBook } from "./book.ts"
import { dayOf, overlap, standingOf, stretchesOf, type Stretch } from "./calendar.ts"
import { casesIn, givenOfCase } from "./check-cases.ts"
import { LAST_DAY } from "./days.ts"
import { questionInTime, type QuestionInTime } from "./question-in-time.ts"
import type { Case, Clause, Day, Fact, FactId, Law, Outcome, Question, RuleId } from "./types.ts"

/** A row of a table of cases. */
export interface WrittenRow {
  /** As they are written in a cell. */
  readonly facts: ReadonlyMap<FactId, string>
  readonly outcome: Outcome
  readonly by: readonly RuleId[]
  /** `null`: on every day on which the clause is in force. */
  readonly on: Case["on"]
}

export interface QuestionUntested {
  readonly question: Question
  /** Under which the rows can stand; `null` where there are none. */
  readonly clause: Clause | null
  /** Edges of the outcome diagram that some situation that can occur walks. */
  readonly edges: number
  /** Of them, those that a case walks. */
  readonly walked: number
  readonly rows: readonly WrittenRow[]
  /** Edges that no row walks either. */
  readonly left: number
}

/** All questions but those whose outcome is no diagram. */
export function untestedOn(book: LawBook, on: Day): readonly QuestionUntested[] {
  return book.pack.questions.flatMap((question) => questionUntested(book, question, on) ?? [])
}

/** A case counts where it runs under the same rules as stand on the day, on whatever day that is. */
export function questionUntested(book: LawBook, question: Question, on: Day): QuestionUntested | null {
  const { pack } = book
  const { forest } = book.open(question, on)
  if (forest.kind === "by-rules") return null
  const inTime = questionInTime(book, question)
  const same = inTime.filter(({ open }) => open.forest === forest).map(({ stretch }) => stretch)
  const { edges, walked, rows, left } = untestedBy(forest, casesIn(pack, question, same).map((one) => knowledgeOf(forest, givenOfCase(question, one))))
  const clause = rows.length === 0 ? null : clauseFor(pack, question, on)
  const days = daysAround(same, on)
  const runs = clause === null ? [] : inTime.filter(({ stretch }) => runsOnItsDays(pack, clause, stretch))
  const written = rows.map((row) => ({ row, written: writtenRow(question, row, runs.every((run) => comesOut(run, row)) ? null : days) }))
  return {
    question, clause, edges, walked,
    rows: written.flatMap((one) => one.written ?? []),
    left: written.reduce((sum, one) => sum + (one.written === null ? one.row.walks : 0), left),
  }
}

/** The first clause in force that has cases on the question, or else rules. */
function clauseFor(law: Law, question: Question, on: Day): Clause | null {
  const standing = law.instruments.flatMap(({ clauses }) => clauses).filter((clause) => standingOf(clause, on) === "in-force")
  return standing.find(({ cases }) => cases.some((one) => one.question === question.id)) ?? standing.find(({ rules }) => rules.some((rule) => rule.conditions.has(question.id))) ?? null
}

/** Whether a case under the clause that names no days runs in some part of a stretch. */
function runsOnItsDays(law: Law, clause: Clause, stretch: Stretch): boolean {
  return stretchesOf(law).some((part) => overlap(part, stretch) && standingOf(clause, dayOf(part)) === "in-force")
}

function comesOut({ open: { forest } }: QuestionInTime, { facts, outcome, by }: UntestedRow): boolean {
  const knowledge = knowledgeOf(forest, facts)
  const certain = decidingRules(forest, knowledge).filter((rule) => rule.certain)
  return reachable(forest, knowledge).every((one) => one === outcome) && by.every((id) => certain.some((rule) => rule.id === id))
}

/** The days around a day on which the question's law is the same. */
function daysAround(same: readonly Stretch[], on: Day): { readonly from: Day; readonly to: Day } {
  const around = same.find((stretch) => overlap(stretch, { from: on, to: on }))
  return { from: around?.from ?? on, to: around === undefined ? on : (around.to ?? LAST_DAY) }
}

/** `null` where a cell cannot say what the row needs: a text such as the empty one, or one that reads as something else. */
function writtenRow(question: Question, { facts, outcome, by }: UntestedRow, on: Case["on"]): WrittenRow | null {
  const cells = [...facts].map(([id, given]) => [id, writtenCell(question.facts.find((fact) => fact.id === id), given)] as const)
  const written = cells.flatMap(([id, text]) => (text === null ? [] : [[id, text] as const]))
  return written.length < cells.length ? null : { facts: new Map(written), outcome, by, on }
}

function writtenCell(fact: Fact | undefined, given: Given): string | null {
  if (fact === undefined) return null
  const text = printGiven(fact, given)
  const read = text.trim() === "" ? null : parseGiven(fact, text)
  return read?.kind === "given" && printGiven(fact, read.given) === text && read.given.kind === given.kind ? text : null
}
