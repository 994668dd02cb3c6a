/** The questions that are measured are small: their outcome is one diagram. */
import type { WholeForest } from "../../src/kernel/diagram/forest.ts"
import { nothingKnown } from "../../src/kernel/diagram/decide.ts"
import type { Workbench } from "../../src/kernel/diagram/workbench.ts"
import type { OpenQuestion } from "../../src/law/open-question.ts"

export function wholeOf({ question, forest }: OpenQuestion): WholeForest {
  if (forest.kind === "by-rules") throw new Error(`${question.id} is too large to be measured`)
  return forest
}

export function benchOf(open: OpenQuestion): Workbench {
  const place = open.under(nothingKnown(open.forest))
  if (place === null) throw new Error(`${open.question.id} is too large to be measured`)
  return place.bench
}
