/**
 * Types of facts and of bodies' attributes, and their constants.
 *
 * Numbers are what the diagrams hold: integers as they are, decimals × 10^4, datetimes and durations in milliseconds.
 * A constant has a key; two constants are equal in Cedar exactly when their keys are.
 */
import type { MemberShape, NumberUnit, Shape } from "../../kernel/diagram/types.ts"
import { parseNumber, printNumber, type Given } from "../../kernel/diagram/values.ts"
import { bug } from "../../kernel/text/bug.ts"

export type ElementType =
  | { readonly kind: "bool" }
  | { readonly kind: "text" }
  | { readonly kind: "integer" }
  | { readonly kind: "enum"; readonly name: string; readonly values: readonly string[] }

export type FactType = ElementType | { readonly kind: "decimal" } | { readonly kind: "datetime" } | { readonly kind: "duration" } | { readonly kind: "set"; readonly of: ElementType }

export type Constant =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "integer" | "decimal" | "datetime" | "duration"; readonly value: number }
  | { readonly kind: "entity"; readonly type: string; readonly id: string }
  | { readonly kind: "set"; readonly items: readonly Constant[] }

/** Whether a type is kept as a number, and in which unit. */
export function unitOf(kind: FactType["kind"]): NumberUnit | null {
  return kind === "integer" || kind === "decimal" || kind === "datetime" || kind === "duration" ? kind : null
}

/** The same text for equal constants, and for no others. */
export function keyOf(constant: Constant): string {
  switch (constant.kind) {
    case "bool":
    case "text":
    case "integer":
    case "decimal":
    case "datetime":
    case "duration":
      return JSON.stringify([constant.kind, constant.value])
    case "entity":
      return JSON.stringify(["entity", constant.type, constant.id])
    case "set":
      return `{${[...new Set(constant.items.map(keyOf))].sort().join(",")}}`
  }
}

/** Whether a constant is of a type. */
export function isOf(type: FactType, constant: Constant): boolean {
  if (type.kind === "enum") return constant.kind === "entity" && constant.type === type.name
  if (type.kind === "set") return constant.kind === "set" && constant.items.every((item) => isOf(type.of, item))
  return constant.kind === type.kind
}

export function shapeOf(type: FactType): Shape {
  switch (type.kind) {
    case "bool":
      return { kind: "yes-no" }
    case "text":
      return { kind: "text" }
    case "enum":
      return { kind: "choice", values: type.values, merge: false }
    case "set":
      return { kind: "set", of: memberShapeOf(type.of) }
    case "integer":
    case "decimal":
    case "datetime":
    case "duration":
      return { kind: "number", unit: type.kind }
  }
}

/** A set of yes and no has the members `yes` and `no`. */
function memberShapeOf(type: ElementType): MemberShape {
  switch (type.kind) {
    case "bool":
      return { kind: "choice", values: ["yes", "no"] }
    case "enum":
      return { kind: "choice", values: type.values }
    case "text":
    case "integer":
      return { kind: type.kind }
  }
}

/** How the diagrams write a constant: a choice's id, `yes` or `no`, a text, a set's member. */
export function writtenOf(constant: Constant): string {
  switch (constant.kind) {
    case "bool":
      return constant.value ? "yes" : "no"
    case "text":
      return constant.value
    case "entity":
      return constant.id
    case "integer":
    case "decimal":
    case "datetime":
    case "duration":
      return printNumber(constant.kind, constant.value)
    case "set":
      return bug("cedar/constants: a set is no member")
  }
}

/** What is said about a fact, as a constant; for `present`, `absent` and `unknown` there is none. */
export function constantOfGiven(type: FactType, given: Given): Constant | null {
  switch (given.kind) {
    case "unknown":
    case "present":
    case "absent":
      return null
    case "value":
      return constantOfWritten(type, given.value)
    case "number": {
      const unit = unitOf(type.kind)
      return unit === null ? null : { kind: unit, value: given.value }
    }
    case "set": {
      if (type.kind !== "set") return null
      const items = given.members.map((member) => constantOfWritten(type.of, member))
      return items.some((item) => item === null) ? null : { kind: "set", items: items.filter((item) => item !== null) }
    }
  }
}

function constantOfWritten(type: FactType, written: string): Constant | null {
  switch (type.kind) {
    case "bool":
      return written === "yes" || written === "no" ? { kind: "bool", value: written === "yes" } : null
    case "text":
      return { kind: "text", value: written }
    case "enum":
      return type.values.includes(written) ? { kind: "entity", type: type.name, id: written } : null
    case "set":
      return null
    case "integer":
    case "decimal":
    case "datetime":
    case "duration": {
      const value = parseNumber(type.kind, written)
      return value === null ? null : { kind: type.kind, value }
    }
  }
}

/** A body's attribute as bodies.yaml has it (`true`, `5`, `"x"`, a list); `null` when it is not of the type. */
export function constantOfAttribute(type: FactType, value: unknown): Constant | null {
  if (type.kind === "set") {
    if (!Array.isArray(value)) return null
    const items = value.map((item: unknown) => constantOfAttribute(type.of, item))
    return items.some((item) => item === null) ? null : { kind: "set", items: items.filter((item) => item !== null) }
  }
  if (type.kind === "bool") return typeof value === "boolean" ? { kind: "bool", value } : null
  if (type.kind === "integer") return Number.isSafeInteger(value) ? { kind: "integer", value: Number(value) } : null
  return typeof value === "string" ? constantOfWritten(type, value) : null
}

/** What a type is called in a message. */
export function typeWords(type: FactType): string {
  switch (type.kind) {
    case "bool":
      return "a yes or no"
    case "text":
      return "a text"
    case "integer":
      return "a whole number"
    case "enum":
      return `a \`${type.name}\``
    case "decimal":
    case "datetime":
    case "duration":
      return `a ${type.kind}`
    case "set":
      return "a set"
  }
}

export function constantWords(constant: Constant): string {
  switch (constant.kind) {
    case "entity":
      return `a \`${constant.type}\``
    case "set":
      return "a list"
    case "bool":
    case "text":
    case "integer":
    case "decimal":
    case "datetime":
    case "duration":
      return typeWords({ kind: constant.kind })
  }
}
