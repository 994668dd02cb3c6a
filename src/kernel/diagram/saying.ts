/** Sayings: what a box says of its facts, in the facts' own terms. */
import { bug } from "../text/bug.ts"
import type { Literal } from "./boxes.ts"
import type { Cell, FactDomain, Variable } from "./domains.ts"
import { at } from "./nodes.ts"
import type { FactId } from "./types.ts"

export type Saying =
  /** A scalar is in one of `cells`; `others` are all that it is not in. Neither is empty. */
  | { readonly kind: "is"; readonly fact: FactId; readonly cells: readonly Cell[]; readonly others: readonly Cell[] }
  /** A set is there, or is absent. */
  | { readonly kind: "present"; readonly fact: FactId; readonly holds: boolean }
  /** A set has a member, or has not. */
  | { readonly kind: "member"; readonly fact: FactId; readonly member: string; readonly holds: boolean }
  /** A set has a member that no rule names, or has none. */
  | { readonly kind: "other-member"; readonly fact: FactId; readonly holds: boolean }

/** In the sequence of the facts. */
export function sayingsOf({ facts, variables }: { readonly facts: readonly FactDomain[]; readonly variables: readonly Variable[] }, literals: readonly Literal[]): readonly Saying[] {
  const said = literals.map(({ level, cells }) => {
    const variable = variables[level] ?? bug("diagram/saying: a level that is not there")
    const domain = facts[variable.fact] ?? bug("diagram/saying: a variable of no fact")
    return { fact: variable.fact, saying: sayingOf(domain, variable, cells) }
  })
  return said.toSorted((a, b) => a.fact - b.fact).map(({ saying }) => saying)
}

function sayingOf({ id: fact, cells: domain }: FactDomain, { role }: Variable, cells: readonly number[]): Saying {
  switch (role.kind) {
    case "value":
      return { kind: "is", fact, cells: domain.filter((_, cell) => cells.includes(cell)), others: domain.filter((_, cell) => !cells.includes(cell)) }
    case "presence":
      return { kind: "present", fact, holds: at(cells, 0) === 0 }
    case "member":
      return { kind: "member", fact, member: role.member, holds: at(cells, 0) === 1 }
    case "others":
      return { kind: "other-member", fact, holds: at(cells, 0) === 1 }
  }
}
