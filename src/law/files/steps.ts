/** steps.yaml: who each step is for; a step without a line is the worker's. */
import { z } from "zod"
import { quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { stepId } from "../cedar/ids.ts"
import { ID_FORM } from "../ids.ts"
import type { Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import { STEP_FOR, type Step, type StepId } from "../types.ts"
import { defaulting, idProblem, mapOf } from "../yaml/forms.ts"
import { readShaped } from "../yaml/shape.ts"

const stepsYaml = mapOf(defaulting<Step["for"]>(z.enum(STEP_FOR), "worker"))

export function readSteps(passage: Passage, diagnostics: Diagnostic[]): ReadonlyMap<StepId, Step> | null {
  const read = readShaped(passage, stepsYaml, diagnostics)
  if (read === null) return null
  const steps = new Map<StepId, Step>()
  for (const [name, recipient] of read.value) {
    const span = read.document.keyAt([name])
    const id = idProblem(name) === null ? stepId(name) : null
    if (id !== null) steps.set(id, { id, for: recipient, span })
    else {
      const problem = idProblem(name) ?? { code: "law/wrong-id", message: `${quote(name)} is not an id`, hint: ID_FORM }
      diagnostics.push(errorAt(span, problem.code, problem.message, { hint: problem.hint }))
    }
  }
  return steps
}
