/** JSON of cedar-wasm, taken apart without trust in its declared types. */
import { bug } from "../../kernel/text/bug.ts"

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json)
}

/** The value under a key, if `json` is an object that has it. */
export function member(json: unknown, key: string): unknown {
  return isObject(json) && Object.hasOwn(json, key) ? json[key] : undefined
}

export function entries(json: unknown): readonly (readonly [string, unknown])[] {
  return isObject(json) ? Object.entries(json) : []
}

export function list(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : []
}

export function text(json: unknown): string {
  return typeof json === "string" ? json : bug(`cedar/json: expected a text, found ${JSON.stringify(json)}`)
}
