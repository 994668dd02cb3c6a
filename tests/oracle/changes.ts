/** What would change an answer: every change of public facts after which another outcome is certain, nearest first. */
import type { FactId, FactSpec, Outcome, QuestionSpec } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"
import { possibleOutcomes, type Known } from "./answer.ts"
import { product, valuesOf } from "./situations.ts"

/** What would have to be otherwise, by fact. */
export type Change = ReadonlyMap<FactId, Given>

/** For each other outcome that is certain after a change of at most `farthest` facts: the changes of the fewest facts. */
export function nearestChangesOf(spec: QuestionSpec, known: Known, current: Outcome, farthest: number): ReadonlyMap<Outcome, readonly Change[]> {
  const nearest = new Map<Outcome, Change[]>()
  for (const change of changesOf(spec, known, farthest)) {
    const [outcome, ...others] = possibleOutcomes(spec, new Map([...known, ...change]))
    if (outcome === undefined || others.length > 0 || outcome === current) continue
    const [before] = nearest.get(outcome) ?? []
    if (before === undefined || change.size < before.size) nearest.set(outcome, [change])
    else if (change.size === before.size) nearest.get(outcome)?.push(change)
  }
  return nearest
}

function changesOf(spec: QuestionSpec, known: Known, farthest: number): readonly Change[] {
  const changeable = spec.facts.filter((fact) => mayBeOtherwise(spec, fact, known.get(fact.id)))
  return subsetsUpTo(changeable, farthest).flatMap((facts) => product(facts.map((fact) => [fact.id, otherValues(spec, fact, known.get(fact.id))])))
}

/** Public facts that are known; and those nothing was said of, if they are no sets: they would be learned. */
function mayBeOtherwise(spec: QuestionSpec, fact: FactSpec, said: Given | undefined): boolean {
  if (fact.visibility !== "public") return false
  if (said === undefined) return fact.shape.kind !== "set"
  // Of a set that is there and of which no rule names a member, all that matters is known.
  if (said.kind === "present") return fact.shape.kind === "set" && valuesOf(spec, fact).filter(({ kind }) => kind !== "absent").length === 1
  return said.kind !== "unknown"
}

/** One value of each cell but the one that is known. */
function otherValues(spec: QuestionSpec, fact: FactSpec, said: Given | undefined): readonly Given[] {
  return valuesOf(spec, fact).filter((value) => said === undefined || JSON.stringify(value) !== JSON.stringify(said))
}

function subsetsUpTo(facts: readonly FactSpec[], size: number): readonly (readonly FactSpec[])[] {
  const [first, ...others] = facts
  if (first === undefined) return [[]]
  const without = subsetsUpTo(others, size)
  return size === 0 ? [[]] : [...without, ...subsetsUpTo(others, size - 1).map((rest) => [first, ...rest])]
}
