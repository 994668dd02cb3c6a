/**
 * Where a schema declares what: the sequence and the places that cedar-wasm's JSON loses.
 *
 *     action "joint-duty" appliesTo { principal: Body, resource: City, context: { @public who: Who } };
 *     action, one name, fields principal resource context; the members of `context`: who, its type at `Who`
 *
 * This finds names in tokens. What they mean is read from cedar-wasm's JSON (schema-json.ts), and only after it has
 * accepted the schema.
 */
import { closingIndex, extent, isWord, lex, splitAtTop, type At, type Token } from "./lexer.ts"
import { Shelf } from "../memory.ts"

export interface Name extends At {
  readonly text: string
}

/** `@public who?: Who` */
export interface Member {
  readonly name: Name
  readonly annotations: readonly Name[]
  readonly optional: boolean
  readonly type: At
  /** The tokens of the type, for what stands inside it. */
  readonly typeTokens: readonly Token[]
  readonly all: At
}

export interface Declaration {
  /** `entity`, `action`, `type` or `namespace`. */
  readonly keyword: Name
  readonly names: readonly Name[]
  /** After `enum`. */
  readonly values: readonly Name[]
  /** After `in`: groups of an action, parents of an entity. */
  readonly parents: readonly Name[]
  /** An entity's attributes, or the fields of `appliesTo`. */
  readonly members: readonly Member[]
  /** The word `tags`, where there is one. */
  readonly tags: At | null
  readonly all: At
}

const KEYWORDS = ["entity", "action", "type", "namespace"]

/** All declarations, in sequence. Of a text that is no schema, whatever looks like one. */
export function findDeclarations(text: string): readonly Declaration[] {
  return statements(lex(text)).flatMap((tokens) => {
    const declaration = declarationOf(tokens)
    return declaration === null ? [] : [declaration]
  })
}

/**
 * The schema with one question alone: other actions that apply to something are left out. A policy about that question
 * means the same under both, and cedar-wasm reads the small one in a tenth of the time.
 */
export function schemaOfQuestion(text: string, question: string): string {
  return small.take(`${question}\0${text}`, () => smallSchema(text, question))
}

const small = new Shelf<string>()

function smallSchema(text: string, question: string): string {
  const kept = statements(lex(text)).filter((tokens) => {
    const declaration = declarationOf(tokens)
    const isOther = declaration?.keyword.text === "action" && declaration.members.length > 0 && declaration.names.every((name) => name.text !== question)
    return tokens.length > 0 && !isOther
  })
  return kept.map((tokens) => { const { start, end } = extent(tokens); return `${text.slice(start, end)};` }).join("\n")
}

/** A namespace's declarations stand after its brace; it is refused, so that its first piece is enough. */
function statements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  return splitAtTop(tokens, ";")
}

function declarationOf(tokens: readonly Token[]): Declaration | null {
  const { rest } = takeAnnotations(tokens)
  const keyword = rest[0]
  if (keyword === undefined || !KEYWORDS.includes(keyword.text)) return null
  const brace = rest.findIndex((token) => isWord(token, "{"))
  const head = brace < 0 ? rest : rest.slice(0, brace)
  const inside = brace < 0 ? [] : rest.slice(brace + 1, closingIndex(rest, brace))
  const tags = rest.slice(brace < 0 ? 0 : closingIndex(rest, brace)).find((token) => isWord(token, "tags"))
  return {
    keyword: nameOf(keyword),
    names: namesUntilWord(head.slice(1)),
    values: namesAfter(head, "enum"),
    parents: namesAfter(head, "in"),
    members: membersOf(inside),
    tags: tags === undefined ? null : { start: tags.start, end: tags.end },
    all: extent(rest),
  }
}

/** Attributes, or `appliesTo`'s fields, from the tokens between the braces. */
export function membersOf(inside: readonly Token[]): readonly Member[] {
  return splitAtTop(inside, ",").flatMap((tokens) => {
    const { annotations, rest } = takeAnnotations(tokens)
    const [name] = rest
    const colon = rest.findIndex((token) => isWord(token, ":"))
    if (name === undefined || colon < 0) return []
    const typeTokens = rest.slice(colon + 1)
    return [{ name: nameOf(name), annotations, optional: isWord(rest[1], "?"), type: extent(typeTokens), typeTokens, all: extent(tokens) }]
  })
}

/** The members of a member whose type is written out as a record. */
export function membersWithin(member: Member): readonly Member[] {
  const [open] = member.typeTokens
  return isWord(open, "{") ? membersOf(member.typeTokens.slice(1, closingIndex(member.typeTokens, 0))) : []
}

/** `@name` or `@name("value")` at the front; a name's place begins at its `@`. */
export function takeAnnotations(tokens: readonly Token[]): { readonly annotations: readonly Name[]; readonly rest: readonly Token[] } {
  const annotations: Name[] = []
  let index = 0
  while (isWord(tokens[index], "@")) {
    const at = tokens[index]
    const name = tokens[index + 1]
    if (at === undefined || name === undefined) break
    const open = index + 2
    const last = isWord(tokens[open], "(") ? closingIndex(tokens, open) : index + 1
    annotations.push({ text: name.text, start: at.start, end: tokens[last]?.end ?? name.end })
    index = last + 1
  }
  return { annotations, rest: tokens.slice(index) }
}

function nameOf(token: Token): Name {
  return { text: token.value, start: token.start, end: token.end }
}

const isName = (token: Token): boolean => token.kind === "identifier" || token.kind === "string"

/** `a, "b" in [...]` gives a and b. */
function namesUntilWord(tokens: readonly Token[]): readonly Name[] {
  const names: Name[] = []
  for (let index = 0; index < tokens.length; index += 2) {
    const token = tokens[index]
    if (token === undefined || !isName(token)) break
    names.push(nameOf(token))
    if (!isWord(tokens[index + 1], ",")) break
  }
  return names
}

/** The names in the list, or the one name, after a word. `Action::"g"` counts as `g`. */
function namesAfter(tokens: readonly Token[], word: string): readonly Name[] {
  const start = tokens.findIndex((token) => isWord(token, word))
  if (start < 0) return []
  const open = start + 1
  const listed = isWord(tokens[open], "[") ? tokens.slice(open + 1, closingIndex(tokens, open)) : onePath(tokens.slice(open))
  return splitAtTop(listed, ",").flatMap((piece) => {
    const name = piece.findLast(isName)
    return name === undefined ? [] : [nameOf(name)]
  })
}

/** `Action::"g"`, without what follows. */
function onePath(tokens: readonly Token[]): readonly Token[] {
  let length = 1
  while (isWord(tokens[length], "::")) length += 2
  return tokens.slice(0, length)
}
