/** How a time line puts each side, for a pack's author: statements, their length, answers, and who was read. */
import type { Balance, SideBalance } from "../law/timeline/balance.ts"
import { columns, wrap, type Paint } from "./terminal.ts"

/** Outlets listed by name. */
const MOST_OUTLETS = 12

export function printBalance({ sides, outlets }: Balance, paint: Paint): readonly string[] {
  const statements = sides.reduce((sum, side) => sum + side.statements, 0)
  if (statements === 0) return ["The time line has no statements to compare."]
  const [head = "", ...rows] = columns([["side", "statements", "words", "answered"], ...sides.map(rowOf)])
  const sources = outlets.reduce((sum, one) => sum + one.sources, 0)
  const shown = outlets.slice(0, MOST_OUTLETS).map(({ outlet, sources: count }) => `${outlet} ${String(count)}`)
  const more = outlets.length - shown.length
  return [
    paint("bold", `Balance of the time line: ${String(statements)} statements, words each as the median and from least to most`),
    head,
    ...rows,
    `Read in ${String(sources)} places, of ${String(outlets.length)} outlets:`,
    wrap(`${shown.join(", ")}${more > 0 ? `, and ${String(more)} more` : ""}`, "  "),
  ]
}

function rowOf({ side, statements, words, answered }: SideBalance): readonly string[] {
  const length = words === null ? "none" : `${String(words.median)} (${String(words.least)} to ${String(words.most)})`
  return [side, String(statements), length, `${String(answered)} of ${String(statements)}`]
}
