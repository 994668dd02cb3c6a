/** Conditions put together, with constants folded away. */
import type { Condition } from "../../kernel/diagram/types.ts"

export const TRUE: Condition = { kind: "constant", holds: true }
export const FALSE: Condition = { kind: "constant", holds: false }

export function constant(holds: boolean): Condition {
  return holds ? TRUE : FALSE
}

export function isTrue(condition: Condition): boolean {
  return condition.kind === "constant" && condition.holds
}

export function isFalse(condition: Condition): boolean {
  return condition.kind === "constant" && !condition.holds
}

export function not(of: Condition): Condition {
  if (of.kind === "constant") return constant(!of.holds)
  return of.kind === "not" ? of.of : { kind: "not", of }
}

export function all(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.kind === "all" ? part.of : [part])).filter((part) => !isTrue(part))
  if (flat.some(isFalse)) return FALSE
  return flat.length === 1 ? (flat[0] ?? TRUE) : flat.length === 0 ? TRUE : { kind: "all", of: flat }
}

export function any(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.kind === "any" ? part.of : [part])).filter((part) => !isFalse(part))
  if (flat.some(isTrue)) return TRUE
  return flat.length === 1 ? (flat[0] ?? FALSE) : flat.length === 0 ? FALSE : { kind: "any", of: flat }
}

export function ifThenElse(test: Condition, then: Condition, otherwise: Condition): Condition {
  if (test.kind === "constant") return test.holds ? then : otherwise
  if (then.kind === "constant") return then.holds ? any([test, otherwise]) : all([not(test), otherwise])
  if (otherwise.kind === "constant") return otherwise.holds ? any([not(test), then]) : all([test, then])
  return { kind: "if", test, then, otherwise }
}
