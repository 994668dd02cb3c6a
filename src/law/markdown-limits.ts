/**
 * How much Markdown a file may hold, judged line by line before it is parsed.
 *
 * The time that a list or a paragraph takes grows with the square of its lines, and the depth of lists stands on the stack.
 * A file past these limits is no text of law; parsed, it would keep a server busy for minutes.
 */
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { spanIn, type Passage } from "./passage.ts"
import { errorAt } from "./problem.ts"

const MOST_LINES = 20_000
/** List items and quoted lines of a file, one for each level. */
const MOST_SIGNS = 5_000
/** Signs of lists and quotations on one line, and the columns they may stand in. */
const DEEPEST = 20
const LAST_COLUMN = 100

/** What begins a line inside lists and quotations, at any depth. */
const BEGINNING = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/
const SIGN = />|[-*+]|\d+[.)]/g
/** `- - -` alone is a line drawn across. */
const RULER = /^[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/

/** The first line that passes a limit; `null` where none does. */
export function pastLimits(file: Passage): Diagnostic | null {
  let lines = 0
  let signs = 0
  for (const { 0: line, index } of file.text.matchAll(/[^\r\n]+|\r\n|\r|\n/g)) {
    if (/^[\r\n]/.test(line)) {
      lines += 1
      continue
    }
    const beginning = RULER.test(line) ? "" : (BEGINNING.exec(line)?.[0] ?? "")
    const own = beginning.match(SIGN)?.length ?? 0
    signs += own
    const said = own > DEEPEST || beginning.length > LAST_COLUMN ? TOO_DEEP : signs > MOST_SIGNS ? TOO_MANY : lines >= MOST_LINES ? TOO_LONG : null
    if (said !== null) return errorAt(spanIn(file, index, index + Math.max(1, beginning.length)), "law/unreadable-markdown", said, { hint: "split the text into several instruments, or give what stands deepest a heading of its own" })
  }
  return null
}

const TOO_DEEP = "lists or quotations are nested too deeply here"
const TOO_MANY = `this file has more than ${String(MOST_SIGNS)} list items and quoted lines`
const TOO_LONG = `this file has more than ${String(MOST_LINES)} lines`
