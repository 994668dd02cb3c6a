/**
 * The flow as code, a line a step:
 *
 *     pack -> law -> diagrams -> decision
 */
import { hasError, type Diagnostic } from "./kernel/text/diagnostic.ts"
import { openBook, type LawBook } from "./law/book.ts"
import { checkDaysPassed } from "./law/check-days.ts"
import { checkLaw } from "./law/check.ts"
import type { CaseResult } from "./law/check-cases.ts"
import { dayIn } from "./law/days.ts"
import { checkGuides } from "./law/guides/check.ts"
import { readPack } from "./law/from-pack.ts"
import { checkTimeline } from "./law/timeline/check.ts"

export interface OpenedPack {
  /** `null` where the pack cannot be read. */
  readonly book: LawBook | null
  readonly diagnostics: readonly Diagnostic[]
  /** The pack's files, for showing the lines of diagnostics. */
  readonly texts: ReadonlyMap<string, string>
  readonly cases: readonly CaseResult[]
}

/** Reads a pack and opens it for answering. Whether its cases come out is `checkPack`'s business: they do not bear on an answer. */
export function openPack(folder: string): OpenedPack {
  const read = readPack(folder)
  const book = read.value === null ? null : openBook(read.value)
  return { book, diagnostics: read.diagnostics, texts: read.texts, cases: [] }
}

/** Reads a pack and checks all that can be checked: its files, its cases, its ranks, how its guides read, that nothing was done after `now`, and its time line. */
export function checkPack(folder: string, now: Date): OpenedPack {
  const opened = openPack(folder)
  if (opened.book === null || hasError(opened.diagnostics)) return opened
  const checked = checkLaw(opened.book)
  const { pack } = opened.book
  const today = dayIn(pack.settings.timeZone, now)
  return { ...opened, diagnostics: [...opened.diagnostics, ...checked.diagnostics, ...checkGuides(pack, today), ...checkDaysPassed(pack, today), ...checkTimeline(pack, today)], cases: checked.cases }
}
