/**
 * A Cedar expression with its places: cedar-wasm's JSON ("EST"), walked side by side with the tokens.
 *
 *     context.age >= 18    →  compare ">=" of attribute `age` of context [0,11) and integer 18 [15,17)
 *
 * The JSON has the structure and no places; the tokens have places and no structure. The leaves and operators of the JSON,
 * read from left to right, are the tokens without brackets and commas, so that one walk gives both. Where the two fall
 * out of step, which no known input causes, places widen to the whole expression and nothing else is lost.
 */
import { bug } from "../../kernel/text/bug.ts"
import { entries, list, member, text } from "./json.ts"
import { closingIndex, isCloser, isOpener, isWord, type At, type Token } from "./lexer.ts"

export type Expression = { readonly at: At } & (
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  /** Past 2^53-1 the value is not exact. */
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "entity"; readonly type: string; readonly id: string; readonly typeAt: At; readonly idAt: At }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "slot"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string; readonly nameAt: At }
  | { readonly kind: "has"; readonly of: Expression; readonly path: readonly string[]; readonly nameAt: At }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "if"; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "in"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "is"; readonly of: Expression; readonly type: string; readonly typeAt: At; readonly in: Expression | null }
  | { readonly kind: "arithmetic"; readonly operator: string; readonly operatorAt: At; readonly operands: readonly Expression[] }
  | { readonly kind: "like"; readonly of: Expression }
  /** `of.name(arguments)` */
  | { readonly kind: "method"; readonly name: string; readonly of: Expression; readonly arguments: readonly Expression[] }
  /** `decimal("1.5")` */
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "record" }
)

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">="

const CONSTRUCTORS = new Set(["ip", "decimal", "datetime", "duration"])
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="] as const
const METHODS = new Set(["contains", "containsAll", "containsAny", "getTag", "hasTag"])

/** Reads one expression from its JSON and its tokens. */
export function readExpression(json: unknown, tokens: readonly Token[]): Expression {
  return new Walk(tokens).expression(json)
}

class Walk {
  readonly #tokens: readonly Token[]
  /** Indices of the tokens that the JSON also has. */
  readonly #anchors: readonly number[]
  #next = 0
  #lost = false

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
    this.#anchors = tokens.flatMap((token, index) => (token.kind === "symbol" && ["(", ")", ","].includes(token.text) ? [] : [index]))
  }

  expression(json: unknown): Expression {
    const first = this.#next
    const pair = entries(json)[0] ?? bug(`cedar/expression: ${JSON.stringify(json)} is no expression`)
    const read = this.#read(pair[0], pair[1])
    return { ...read, at: this.#since(first, read.kind === "method") }
  }

  #read(kind: string, of: unknown): WithoutPlace {
    switch (kind) {
      case "Value":
        return this.#value(of)
      case "Var":
        return { kind: "variable", name: this.#take(text(of)) }
      case "Slot":
        return { kind: "slot", name: this.#take(text(of)) }
      case ".": {
        const inner = this.expression(member(of, "left"))
        return { kind: "attribute", of: inner, ...this.#attributeName(text(member(of, "attr"))) }
      }
      case "has":
        return this.#has(of)
      case "like": {
        const inner = this.expression(member(of, "left"))
        this.#take("like")
        this.#skip(1)
        return { kind: "like", of: inner }
      }
      case "is":
        return this.#is(of)
      case "!":
        this.#take("!")
        return { kind: "not", of: this.expression(member(of, "arg")) }
      case "neg": {
        const operatorAt = this.#place(() => this.#take("-"))
        return { kind: "arithmetic", operator: "-", operatorAt, operands: [this.expression(member(of, "arg"))] }
      }
      case "if-then-else":
        return this.#if(of)
      case "Set":
        return { kind: "list", items: this.#bracketed(list(of)) }
      case "Record":
        this.#skipBraces()
        return { kind: "record" }
      case "isEmpty": {
        const inner = this.expression(member(of, "arg"))
        this.#methodName("isEmpty")
        return { kind: "method", name: "isEmpty", of: inner, arguments: [] }
      }
      default:
        return METHODS.has(kind) ? this.#method(kind, [member(of, "left"), member(of, "right")]) : Array.isArray(of) ? this.#extension(kind, list(of)) : this.#infix(kind, of)
    }
  }

  #infix(operator: string, of: unknown): WithoutPlace {
    const left = this.expression(member(of, "left"))
    const operatorAt = this.#place(() => this.#take(operator))
    const right = this.expression(member(of, "right"))
    if (operator === "&&") return { kind: "and", left, right }
    if (operator === "||") return { kind: "or", left, right }
    if (operator === "in") return { kind: "in", left, right }
    const comparison = COMPARISONS.find((known) => known === operator)
    if (comparison !== undefined) return { kind: "compare", operator: comparison, left, right }
    return { kind: "arithmetic", operator, operatorAt, operands: [left, right] }
  }

  #value(value: unknown): WithoutPlace {
    if (typeof value === "boolean") {
      this.#take(String(value))
      return { kind: "bool", value }
    }
    if (typeof value === "number") {
      if (this.#peek() === "-") this.#skip(1)
      this.#skip(1)
      return { kind: "integer", value: value + 0 }
    }
    if (typeof value === "string") {
      this.#skip(1)
      return { kind: "text", value }
    }
    const entity = member(value, "__entity")
    const type = text(member(entity, "type"))
    const typeAt = this.#place(() => this.#path(type))
    this.#take("::")
    const idAt = this.#place(() => this.#skip(1))
    return { kind: "entity", type, id: text(member(entity, "id")), typeAt, idAt }
  }

  #has(of: unknown): WithoutPlace {
    const inner = this.expression(member(of, "left"))
    this.#take("has")
    const attribute = member(of, "attr")
    const path = Array.isArray(attribute) ? list(attribute).map(text) : [text(attribute)]
    const nameAt = this.#place(() => this.#skip(path.length * 2 - 1))
    return { kind: "has", of: inner, path, nameAt }
  }

  #is(of: unknown): WithoutPlace {
    const inner = this.expression(member(of, "left"))
    this.#take("is")
    const type = text(member(of, "entity_type"))
    const typeAt = this.#place(() => this.#path(type))
    const within = member(of, "in")
    if (within === undefined) return { kind: "is", of: inner, type, typeAt, in: null }
    this.#take("in")
    return { kind: "is", of: inner, type, typeAt, in: this.expression(within) }
  }

  #if(of: unknown): WithoutPlace {
    this.#take("if")
    const test = this.expression(member(of, "if"))
    this.#take("then")
    const then = this.expression(member(of, "then"))
    this.#take("else")
    return { kind: "if", test, then, otherwise: this.expression(member(of, "else")) }
  }

  #method(name: string, [of, ...rest]: readonly unknown[]): WithoutPlace {
    const inner = this.expression(of)
    this.#methodName(name)
    return { kind: "method", name, of: inner, arguments: rest.map((argument) => this.expression(argument)) }
  }

  #extension(name: string, args: readonly unknown[]): WithoutPlace {
    if (!CONSTRUCTORS.has(name)) return this.#method(name, args)
    this.#take(name)
    return { kind: "call", name, arguments: args.map((argument) => this.expression(argument)) }
  }

  #bracketed(items: readonly unknown[]): readonly Expression[] {
    this.#take("[")
    const read = items.map((item) => this.expression(item))
    this.#take("]")
    return read
  }

  #methodName(name: string): void {
    this.#take(".")
    this.#take(name)
  }

  /** `.name` or `["name"]` */
  #attributeName(name: string): { readonly name: string; readonly nameAt: At } {
    if (this.#peek() !== "[") {
      this.#take(".")
      return { name, nameAt: this.#place(() => this.#take(name)) }
    }
    this.#take("[")
    const nameAt = this.#place(() => this.#skip(1))
    this.#take("]")
    return { name, nameAt }
  }

  #path(name: string): void {
    this.#skip(name.split("::").length * 2 - 1)
  }

  #skipBraces(): void {
    let depth = 0
    do {
      if (this.#peek() === "{") depth += 1
      if (this.#peek() === "}") depth -= 1
      this.#skip(1)
    } while (depth > 0 && this.#peek() !== undefined)
  }

  #peek(): string | undefined {
    return this.#tokens[this.#anchors[this.#next] ?? -1]?.text
  }

  #take(expected: string): string {
    if (this.#peek() !== expected) this.#lost = true
    this.#next += 1
    return expected
  }

  #skip(count: number): void {
    this.#next += count
  }

  #place(step: () => unknown): At {
    const first = this.#next
    step()
    return this.#since(first)
  }

  /** From the anchor `first` to the last one taken, widened until its brackets are in pairs, and over a call's empty ones. */
  #since(first: number, called = false): At {
    const tokens = this.#tokens
    let from = this.#anchors[first] ?? 0
    let to = this.#anchors[this.#next - 1] ?? tokens.length - 1
    if (this.#lost || to < from) [from, to] = [0, tokens.length - 1]
    const [open, unopened] = unpaired(tokens.slice(from, to + 1))
    for (let missing = open; missing > 0 && to + 1 < tokens.length; to += 1) missing += change(tokens[to + 1])
    for (let missing = unopened; missing > 0 && from > 0; from -= 1) missing -= change(tokens[from - 1])
    if (called && isWord(tokens[to + 1], "(")) to = closingIndex(tokens, to + 1)
    return { start: tokens[from]?.start ?? 0, end: tokens[to]?.end ?? 0 }
  }
}

type WithoutPlace = Expression extends infer Each ? (Each extends Expression ? Omit<Each, "at"> : never) : never

function change(token: Token | undefined): number {
  if (token === undefined) return 0
  return isOpener(token) ? 1 : isCloser(token) ? -1 : 0
}

/** How many brackets are opened and not closed, and closed without having been opened. */
function unpaired(tokens: readonly Token[]): readonly [open: number, unopened: number] {
  let open = 0
  let unopened = 0
  for (const token of tokens) {
    if (isOpener(token)) open += 1
    else if (isCloser(token) && open > 0) open -= 1
    else if (isCloser(token)) unopened += 1
  }
  return [open, unopened]
}
