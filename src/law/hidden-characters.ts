/**
 * Characters that nobody sees and that let a file read otherwise than it is.
 *
 *     U+202E in a comment     the rest of the line is shown from right to left: a rule looks commented out, and is not
 *     U+0000                  some programs end the text there
 *     U+2028, U+0085          a new line to some programs, and none to Cedar: what follows is a comment to one of them
 *
 * Text in Arabic or Hebrew needs none of them: letters bring their direction along. The marks that such text does need
 * (U+200E, U+200F, U+061C) and the joiners of letters (U+200C, U+200D) pass; they turn nothing but the signs next to them.
 *
 * Source: Boucher & Anderson 2021, "Trojan Source: Invisible Vulnerabilities"; Unicode UAX #9, section 2.
 */
import { quote } from "../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { spanIn, wholeFile } from "./passage.ts"
import { errorAt } from "./problem.ts"

/** A file with one in every line has something else wrong with it: the first places tell enough. */
const PLACES_A_FILE = 5

const CONTROL = "\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
const LINE = "\\u2028\\u2029"
const TURNING = "\\u202a-\\u202e\\u2066-\\u2069"
/** A carriage return without a line feed: a new line to Markdown and Cedar, and none to YAML. */
const LONE_RETURN = "\\r(?!\\n)"
const HIDDEN = new RegExp(`(?:[${CONTROL}${LINE}${TURNING}]|${LONE_RETURN})+`)

/** Reports the first of them in a file. */
export function hiddenCharacters(path: string, text: string): readonly Diagnostic[] {
  const file = wholeFile(path, text)
  const found: Diagnostic[] = []
  for (const { 0: run, index } of text.matchAll(new RegExp(HIDDEN, "g"))) {
    if (found.length === PLACES_A_FILE) break
    found.push(errorAt(spanIn(file, index, index + run.length), "law/hidden-character", `${nameOf(run)} stands here, which ${effectOf(run)}`, { hint: run.startsWith("\r") ? "end lines with a line feed" : "leave it out" }))
  }
  return found
}

/** The first of them that a text has; `null` where it has none. */
export function hiddenIn(text: string): string | null {
  const [run] = HIDDEN.exec(text) ?? []
  return run === undefined ? null : nameOf(run)
}

/** A file whose name nobody could tell from another's. */
export function hiddenInName(path: string): Diagnostic | null {
  const [run] = /[\t\r\n]/.exec(path) ?? HIDDEN.exec(path) ?? []
  return run === undefined ? null : errorAt(null, "law/hidden-character", `the name of ${quote(path)} has ${nameOf(run)} in it, which nobody sees`, { hint: "give the file another name" })
}

/** Of a run, its first. */
function nameOf(run: string): string {
  return `U+${run.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
}

function effectOf(run: string): string {
  if (new RegExp(`^[${TURNING}]`).test(run)) return "turns the reading direction of what follows"
  return new RegExp(`^[${LINE}\\x85\\v\\f\\r]`).test(run) ? "some programs take for a new line and others do not" : "nobody sees"
}
