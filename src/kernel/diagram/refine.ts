/**
 * The common refinement of vocabularies: facts that can say whatever one of several versions of a question can say.
 *
 * Facts are one where they have one id and one kind of values; lists of values are united. What a version could not say becomes an
 * assumption of that version. A fact of another kind under the same name is another fact.
 */
import { bug } from "../text/bug.ts"
import type { AssumptionSpec, Condition, FactId, FactSpec, MemberShape, QuestionSpec, RuleSpec, Shape } from "./types.ts"

export interface RefinedVersion {
  readonly rules: readonly RuleSpec[]
  /** Its own, and that what its vocabulary has no word for does not occur. */
  readonly assumptions: readonly AssumptionSpec[]
}

export interface Refined {
  /** In the sequence of the last version; facts that it has not come after. */
  readonly facts: readonly FactSpec[]
  readonly versions: readonly RefinedVersion[]
}

/** Refines one version or more. Of one alone, it is that version. */
export function refine(specs: readonly QuestionSpec[]): Refined {
  const apart = keptApart(specs)
  const facts = new Map<FactId, FactSpec>()
  for (const fact of apart.toReversed().flatMap((spec) => spec.facts)) {
    const known = facts.get(fact.id)
    facts.set(fact.id, known === undefined ? fact : { ...known, optional: known.optional || fact.optional, shape: united(fact.shape, known.shape) ?? bug("diagram/refine: two kinds of one fact") })
  }
  const all = [...facts.values()]
  return { facts: all, versions: apart.map((spec) => ({ rules: spec.rules, assumptions: [...spec.assumptions, ...unsayable(spec, all)] })) }
}

/** Facts of one name that are of two kinds get two names, the earlier version's marked by its place. */
function keptApart(specs: readonly QuestionSpec[]): readonly QuestionSpec[] {
  const last = specs.at(-1)
  return specs.map((spec, place) => {
    const other = spec.facts.filter((fact) => specs.slice(place + 1).some((later) => later.facts.some((one) => one.id === fact.id && united(fact.shape, one.shape) === null)))
    if (spec === last || other.length === 0) return spec
    const names = new Map(other.map((fact) => [fact.id, `${fact.id} (${String(place + 1)})` as FactId]))
    const rename = (condition: Condition): Condition => renamed(condition, (id) => names.get(id) ?? id)
    return {
      ...spec,
      facts: spec.facts.map((fact) => ({ ...fact, id: names.get(fact.id) ?? fact.id })),
      rules: spec.rules.map((rule) => ({ ...rule, condition: rename(rule.condition) })),
      assumptions: spec.assumptions.map((assumption) => ({ ...assumption, impossible: rename(assumption.impossible) })),
    }
  })
}

function renamed(condition: Condition, name: (id: FactId) => FactId): Condition {
  const part = (one: Condition): Condition => renamed(one, name)
  switch (condition.kind) {
    case "constant":
      return condition
    case "not":
      return { kind: "not", of: part(condition.of) }
    case "all":
    case "any":
      return { kind: condition.kind, of: condition.of.map(part) }
    case "if":
      return { kind: "if", test: part(condition.test), then: part(condition.then), otherwise: part(condition.otherwise) }
    case "same":
      return { kind: "same", fact: name(condition.fact), other: name(condition.other) }
    case "is":
    case "below":
    case "present":
    case "member":
    case "exactly":
      return { ...condition, fact: name(condition.fact) }
  }
}

/** A shape that can say what both can, the later one's values first; `null` where they are of two kinds. */
function united(earlier: Shape, later: Shape): Shape | null {
  if (later.kind === "choice" && earlier.kind === "choice") return { kind: "choice", values: union(later.values, earlier.values), merge: later.merge && earlier.merge }
  if (later.kind === "number" && earlier.kind === "number") return later.unit === earlier.unit ? later : null
  if (later.kind === "set" && earlier.kind === "set") {
    const of = unitedMembers(earlier.of, later.of)
    return of === null ? null : { kind: "set", of }
  }
  return later.kind === earlier.kind ? later : null
}

function unitedMembers(earlier: MemberShape, later: MemberShape): MemberShape | null {
  if (later.kind === "choice" && earlier.kind === "choice") return { kind: "choice", values: union(later.values, earlier.values) }
  return later.kind === earlier.kind ? later : null
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])]
}

/** What a version has no word for: values that are not on its lists, and absence where it has none. */
function unsayable(spec: QuestionSpec, facts: readonly FactSpec[]): readonly AssumptionSpec[] {
  return spec.facts.flatMap((own): readonly AssumptionSpec[] => {
    const fact = facts.find(({ id }) => id === own.id) ?? bug("diagram/refine: a fact that was left out")
    const others = valuesOf(fact.shape).filter((value) => !valuesOf(own.shape).includes(value))
    const impossible: readonly Condition[] = [
      ...(fact.optional && !own.optional ? [{ kind: "not", of: { kind: "present", fact: own.id } } as const] : []),
      ...(fact.shape.kind === "set" ? others.map((member) => ({ kind: "member", fact: own.id, member }) as const) : others.length > 0 ? [{ kind: "is", fact: own.id, values: others } as const] : []),
    ]
    return impossible.length === 0 ? [] : [{ why: `${own.id} has no such value`, impossible: { kind: "any", of: impossible } }]
  })
}

/** The values of a closed list; none of what is open. */
function valuesOf(shape: Shape): readonly string[] {
  if (shape.kind === "choice") return shape.values
  return shape.kind === "set" && shape.of.kind === "choice" ? shape.of.values : []
}
