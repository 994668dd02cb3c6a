/**
 * Texts that a rule compares with a fact, held against the ways in which a value is written.
 *
 *     context.agency == "ICE"            anybody can say it: agency=ICE
 *     context.agency == "unknown"        nobody can: agency=unknown says that it is not known
 *     context.papers.contains("a, b")    nobody can: papers=a, b names two members
 *
 * A rule that waits for such a text would never hold, and nothing would show why.
 */
import type { LawCode } from "../codes.ts"
import { isReserved, RESERVED_HINT } from "../ids.ts"
import type { Expression } from "./expression.ts"
import type { Operand } from "./operands.ts"
import type { Scope } from "./scope.ts"

const CODE: LawCode = "law/unsayable-text"

/** Reports the texts in `written` that nobody can say of `operand`, where that is a fact of texts. */
export function checkSayable({ report }: Scope, operand: Operand, written: Expression): void {
  if (operand.kind !== "fact") return
  const { type } = operand
  const isSet = type.kind === "set"
  if ((isSet ? type.of : type).kind !== "text") return
  for (const { value, at } of textsIn(written)) {
    const problem = problemOf(value, isSet)
    if (problem !== null) report({ code: CODE, at, ...problem })
  }
}

function textsIn(expression: Expression): readonly Extract<Expression, { kind: "text" }>[] {
  if (expression.kind === "list") return expression.items.flatMap(textsIn)
  return expression.kind === "text" ? [expression] : []
}

/** Controls, marks without a shape of their own, separators of lines; but not the two joiners that words need in some scripts. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

function problemOf(text: string, isMember: boolean): { readonly message: string; readonly hint: string } | null {
  if (isReserved(text)) return { message: `nobody can say \`${text}\`: it means something in a case or a URL`, hint: RESERVED_HINT }
  if (text.trim() === "") return { message: "nobody can say a text with nothing in it", hint: "where the fact may be missing, declare it with `?` and test `context has …`" }
  if (text !== text.trim()) return { message: `nobody can say \`${text}\`: blanks at the ends of a value do not count`, hint: "leave them out" }
  if (isMember && text.includes(",")) return { message: `nobody can say \`${text}\`: a comma separates the members of a set`, hint: "leave it out, or declare the members as a list of values" }
  return UNSEEN.test(text) ? { message: "nobody can say a text with a character in it that cannot be seen", hint: "leave it out" } : null
}
