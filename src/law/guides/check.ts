/** What is said of guides that could be read: those that are too hard to read. */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { quote } from "../../kernel/text/did-you-mean.ts"
import { warningAt } from "../problem.ts"
import type { Pack } from "../types.ts"
import { HARDEST_GRADE, hardestStatements, readingLevel } from "./reading-level.ts"
import type { Guide } from "./types.ts"

/** Statements that are named where a guide is too hard. */
const NAMED = 3

export function checkGuides({ guides }: Pick<Pack, "guides">): readonly Diagnostic[] {
  return guides.flatMap((guide) => checkLevel(guide) ?? [])
}

function checkLevel(guide: Guide): Diagnostic | null {
  const grade = readingLevel(guide)
  if (grade === null || grade <= HARDEST_GRADE) return null
  const related = hardestStatements(guide).slice(0, NAMED).filter((one) => one.grade > HARDEST_GRADE).map((one) => ({ span: one.statement.span, note: `of grade ${one.grade.toFixed(1)}` }))
  const span = { path: guide.path, start: 0, end: "---".length }
  return warningAt(span, "law/hard-to-read", `the guide ${quote(guide.id)} reads at grade ${grade.toFixed(1)}, expected ${String(HARDEST_GRADE)} or below`, { hint: "shorter sentences and shorter words; the hardest statements are named", related })
}
