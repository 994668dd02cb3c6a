/**
 * Shapes: what a YAML document must look like, as zod schemas; what does not fit becomes a diagnostic at its node.
 *
 * A schema may raise a custom issue with `problem` (forms.ts does): code, message, hint, and a stretch within the text.
 */
import { z } from "zod"
import { didYouMean, listNames, nearestNames, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic, Span } from "../../kernel/text/diagnostic.ts"
import type { LawCode } from "../codes.ts"
import { spanIn, type Passage } from "../passage.ts"
import { errorAt, type More } from "../problem.ts"
import { parseYaml, type YamlDocument, type YamlPath } from "./parse.ts"

export interface Problem {
  readonly code: LawCode
  readonly message: string
  readonly hint?: string | undefined
  /** Offsets in the text, where only a part of it is at fault. */
  readonly within?: { readonly start: number; readonly end: number } | undefined
}

/** A custom issue that carries a problem. */
export function issueOf(problem: Problem, path: readonly PropertyKey[] = []): { code: "custom"; message: string; path: PropertyKey[]; params: { problem: Problem } } {
  return { code: "custom", message: problem.message, path: [...path], params: { problem } }
}

/** Raises the issues of a schema that another one called. */
export function passOn(error: z.ZodError, context: z.RefinementCtx): void {
  for (const inner of error.issues) context.addIssue({ code: "custom", message: inner.message, params: { inner } })
}

export interface Shaped<Value> {
  readonly value: Value
  readonly document: YamlDocument
}

/** More than anybody is told of one text. */
const ENOUGH = 1_000

/** Reads a passage as YAML of a shape; `null` where it does not fit. */
export function readShaped<Value>(passage: Passage, schema: z.ZodType<Value>, diagnostics: Diagnostic[]): Shaped<Value> | null {
  const document = parseYaml(passage, diagnostics)
  if (document === null) return null
  const read = schema.safeParse(document.plain)
  if (read.success) return { value: read.data, document }
  for (const issue of read.error.issues.slice(0, ENOUGH)) diagnostics.push(...diagnosticsOf(issue, document))
  return null
}

/** A map with these keys and no others. The message of an unknown key carries the known ones to `unknownKeys`. */
export function keys<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : undefined) })
}

function diagnosticsOf(issue: z.core.$ZodIssue, document: YamlDocument): readonly Diagnostic[] {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, document)
  if (issue.code === "invalid_value") return [notOneOf(issue, document)]
  if (issue.code === "custom") return customDiagnostics(issue, document)
  if (issue.code === "invalid_type") return [document.has(issue.path) ? wrongType(issue, document) : missingKey(issue.path, document)]
  return [errorAt(document.spanAt(issue.path), "law/wrong-type", `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`)]
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, document: YamlDocument): readonly Diagnostic[] {
  const known = issue.message.split(" ")
  return issue.keys.slice(0, ENOUGH).map((key) => errorAt(document.keyAt([...issue.path, key]), "law/unknown-key", `the key ${quote(key)} has no meaning here`, { hint: keyHint(key, known) }))
}

/** A key of several words is most often the rest of a text with a comma in it: `{ label: stopped, searched or held }`. */
function keyHint(key: string, known: readonly string[]): string {
  if (/\s/.test(key)) return "inside braces a text with a comma in it stands in quotes"
  return nearestNames(key, known).length > 0 ? (didYouMean(key, known) ?? "") : `the keys here are ${listKeys(known)}`
}

function listKeys(known: readonly string[]): string {
  return known.length > 12 ? listNames(known) : known.map(quote).join(", ")
}

function missingKey(path: YamlPath, document: YamlDocument): Diagnostic {
  return errorAt(headOf(path.slice(0, -1), document), "law/missing-key", `the key ${quote(String(path.at(-1)))} is missing`)
}

/** Where a map begins: at its key, else at its first line. */
function headOf(path: YamlPath, document: YamlDocument): Span {
  return document.keyAt(path)
}

function notOneOf(issue: z.core.$ZodIssueInvalidValue, document: YamlDocument): Diagnostic {
  if (!document.has(issue.path)) return missingKey(issue.path, document)
  const allowed = issue.values.map(String)
  const found = valueAt(document.plain, issue.path)
  if (typeof found !== "string") return wrongTypeAt(document.spanAt(issue.path), allowed.length === 1 ? listNames(allowed) : "a word of a list", found, { hint: `one of ${allowed.map(quote).join(", ")}` })
  return errorAt(document.spanAt(issue.path), "law/unknown-choice", `${quote(found)} is none of the words allowed here`, { hint: didYouMean(found, allowed) ?? `one of ${allowed.map(quote).join(", ")}` })
}

function customDiagnostics(issue: z.core.$ZodIssueCustom, document: YamlDocument): readonly Diagnostic[] {
  const { problem, inner }: { problem?: unknown; inner?: unknown } = issue.params ?? {}
  if (isIssue(inner)) return diagnosticsOf({ ...inner, path: [...issue.path, ...inner.path] }, document)
  if (!isProblem(problem)) return [errorAt(document.spanAt(issue.path), "law/wrong-type", issue.message)]
  return [errorAt(placeOf(problem, issue.path, document), problem.code, problem.message, { hint: problem.hint })]
}

function isIssue(value: unknown): value is z.core.$ZodIssue {
  return typeof value === "object" && value !== null && "code" in value && "path" in value
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "message" in value
}

function placeOf({ within }: Problem, path: YamlPath, document: YamlDocument): Span {
  const source = within === undefined ? null : document.textAt(path)
  if (within === undefined || source === null || !source.verbatim) return document.spanAt(path)
  return spanIn(source.passage, within.start, within.end)
}

function wrongType(issue: z.core.$ZodIssueInvalidType, document: YamlDocument): Diagnostic {
  const found = valueAt(document.plain, issue.path)
  const scalar = typeof found === "number" || typeof found === "boolean"
  const written = document.textAt(issue.path)?.passage.text
  const hint = issue.expected === "string" && scalar && written !== undefined ? `put it in quotes: \`"${written}"\`` : undefined
  return wrongTypeAt(document.spanAt(issue.path), TYPE_WORDS[issue.expected] ?? issue.expected, found, { hint })
}

function wrongTypeAt(span: Span, wanted: string, found: unknown, more: More): Diagnostic {
  return errorAt(span, "law/wrong-type", `found ${describe(found)}, expected ${wanted}`, more)
}

const TYPE_WORDS: Partial<Record<string, string>> = { string: "a text", number: "a number", boolean: "true or false", object: "a map of keys", map: "a map of keys", array: "a list", null: "nothing" }

function describe(found: unknown): string {
  if (found === null || found === undefined) return "nothing"
  if (Array.isArray(found)) return "a list"
  if (typeof found === "string") return `the text ${quote(found)}`
  if (typeof found === "number") return `the number ${quote(String(found))}`
  return typeof found === "boolean" ? quote(String(found)) : "a map of keys"
}

function valueAt(plain: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined), plain)
}
