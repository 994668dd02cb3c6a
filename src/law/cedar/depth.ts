/**
 * How deep an expression can be nested, judged by its tokens before cedar-wasm sees it.
 *
 * cedar-wasm 4.13 descends by recursion on a stack of a megabyte. Past it ("memory access out of bounds": 150 brackets, 500
 * times `&&`) not only the call fails but every later call of the process. Half of that is far beyond any rule of law.
 */
import { isCloser, isOpener, isWord, type At, type Token } from "./lexer.ts"

/** In operators; a bracket weighs as much as four. */
const DEEPEST = 200
const BRACKET = 4
const OPERATORS = new Set(["&&", "||", "!", "+", "-", "*", "if", "<"])

/** The token at which a text becomes too deep; `null` where it does not. */
export function tooDeepAt(tokens: readonly Token[]): At | null {
  /** Operators so far, by open bracket; the sum is no less than the depth. */
  const open = [0]
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    const weight = weightOf(tokens, index)
    if (isOpener(token)) open.push(0)
    open[open.length - 1] = (open.at(-1) ?? 0) + weight
    depth += weight
    if (depth > DEEPEST) return token
    if (isCloser(token) && open.length > 1) depth -= open.pop() ?? 0
    if (isWord(token, ";")) [depth, open.length] = [0, 1]
  }
  return null
}

function weightOf(tokens: readonly Token[], index: number): number {
  const token = tokens[index]
  if (token === undefined || token.kind === "string") return 0
  // Conditions are joined one within another, and their brackets close before the next begins.
  if (isOpener(token) || isWord(token, "when") || isWord(token, "unless")) return BRACKET
  // A chain such as `a.b.c` or `f().g()`; the first dot of `context.x` is none.
  const chained = token.text === "." && [".", ")", "]"].some((text) => isWord(tokens[index - 1], text) || isWord(tokens[index - 2], text))
  return OPERATORS.has(token.text) || chained ? 1 : 0
}
