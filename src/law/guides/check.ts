/** What is said of guides that could be read: those that are too hard to read, and law that is contested on a day to come. */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { quote } from "../../kernel/text/did-you-mean.ts"
import { errorAt, warningAt } from "../problem.ts"
import type { Day, Pack } from "../types.ts"
import { HARDEST_GRADE, hardestStatements, readingLevel } from "./reading-level.ts"
import type { Guide } from "./types.ts"

/** Statements that are named where a guide is too hard. */
const NAMED = 3

/** `today`: the day on which the pack is checked. */
export function checkGuides({ guides }: Pick<Pack, "guides">, today: Day): readonly Diagnostic[] {
  return guides.flatMap((guide) => [...checkLevel(guide), ...contestedToCome(guide, today)])
}

function contestedToCome({ sections }: Guide, today: Day): readonly Diagnostic[] {
  return sections.flatMap(({ statements }) => statements).flatMap(({ contested, span }) =>
    contested === null || contested <= today ? [] : [errorAt(span, "law/day-to-come", `this is contested as of ${contested}, and today is ${today}`, { hint: "write the day of the newest source that says so" })])
}

function checkLevel(guide: Guide): readonly Diagnostic[] {
  const grade = readingLevel(guide)
  if (grade === null || grade <= HARDEST_GRADE) return []
  const related = hardestStatements(guide).slice(0, NAMED).filter((one) => one.grade > HARDEST_GRADE).map((one) => ({ span: one.statement.span, note: `of grade ${one.grade.toFixed(1)}` }))
  const span = { path: guide.path, start: 0, end: "---".length }
  return [warningAt(span, "law/hard-to-read", `the guide ${quote(guide.id)} reads at grade ${grade.toFixed(1)}, expected ${String(HARDEST_GRADE)} or below`, { hint: "shorter sentences and shorter words; the hardest statements are named", related })]
}
