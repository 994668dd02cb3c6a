/** Forests of questions that are small enough to be built. */
import { buildForest } from "../../src/kernel/diagram/build.ts"
import type { WholeForest } from "../../src/kernel/diagram/forest.ts"
import type { QuestionSpec } from "../../src/kernel/diagram/types.ts"

export function forestOf(spec: QuestionSpec): WholeForest {
  const built = buildForest(spec)
  if (built.kind !== "built") throw new Error(`${built.kind} at ${String(built.rule)}`)
  return built.forest
}
