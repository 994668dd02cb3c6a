/** The facts that a rule's `unless` clauses name: its exceptions, for which cases come in pairs. */
import { BODY_FACT, factId } from "./cedar/ids.ts"
import { closingIndex, isWord, lex, type Token } from "./cedar/lexer.ts"
import type { FactId, Rule } from "./types.ts"

export function exceptionFacts(rule: Rule): readonly FactId[] {
  const tokens = lex(rule.cedar)
  const facts = tokens.flatMap((token, index) => (isWord(token, "unless") ? factsNamed(tokens.slice(index + 1, closingIndex(tokens, index + 1))) : []))
  return [...new Set(facts)]
}

function factsNamed(tokens: readonly Token[]): readonly FactId[] {
  return tokens.flatMap((token, index) => {
    if (isWord(token, "principal")) return [BODY_FACT]
    const isAttribute = isWord(tokens[index - 1], ".") && isWord(tokens[index - 2], "context")
    const isPresence = isWord(tokens[index - 1], "has") && isWord(tokens[index - 2], "context")
    return isAttribute || isPresence ? (factId(token.value) ?? []) : []
  })
}
