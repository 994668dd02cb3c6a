/** Forests of questions that are small enough to be built. */
import { buildForest } from "../../src/kernel/diagram/build.ts"
import type { Forest } from "../../src/kernel/diagram/forest.ts"
import type { QuestionSpec } from "../../src/kernel/diagram/types.ts"

export function forestOf(spec: QuestionSpec): Forest {
  const built = buildForest(spec)
  if (built.kind === "too-large") throw new Error(`too large at ${String(built.rule)}`)
  return built.forest
}
