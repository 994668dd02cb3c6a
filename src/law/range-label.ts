/** A range of numbers in signs that need no translation: `≤ 17`, `18 – 20`, `≥ 21`. */
import type { Cell } from "../kernel/diagram/domains.ts"
import { NUMBER_RANGE, printNumber } from "../kernel/diagram/values.ts"
import type { FactSpec } from "../kernel/diagram/types.ts"

export type NumberCell = Extract<Cell, { readonly kind: "range" }>

/** Ends that are as far as numbers go are left out. */
export function rangeLabel({ shape }: Pick<FactSpec, "shape">, range: NumberCell): string {
  const unit = shape.kind === "number" ? shape.unit : "integer"
  const [from, to] = [range.from, range.to].map((end) => (end === NUMBER_RANGE[unit].least || end === NUMBER_RANGE[unit].most ? null : printNumber(unit, end)))
  if (from == null) return to == null ? "…" : `≤ ${to}`
  return to == null ? `≥ ${from}` : from === to ? from : `${from} – ${to}`
}
