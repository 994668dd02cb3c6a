/** A part of the API as it describes itself; the whole is put together in web/. */
import { z } from "zod"

export interface ApiPart {
  /** Forms by name, as they are sent or as they come back. */
  readonly schemas: Readonly<Record<string, readonly [z.ZodType, "input" | "output"]>>
  /** OpenAPI path items by path. */
  readonly paths: Readonly<Record<string, unknown>>
}

/** Content in the form of that name. */
export function json(name: string): unknown {
  return { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } }
}

/** A response that is a problem. */
export function problemResponse(description: string): unknown {
  return { description, content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } }
}

/** What every path that takes JSON may answer. */
export const PROBLEMS: Readonly<Record<string, unknown>> = {
  "400": problemResponse("The body is not JSON in UTF-8, or could be read in two ways."),
  "413": problemResponse("The body is too large."),
  "415": problemResponse("The body is not sent as application/json."),
  "422": problemResponse("A field is wrong; `errors` names it and what is allowed."),
}

/** The description of an API of these parts, OpenAPI 3.1. */
export function openApi(title: string, parts: readonly ApiPart[]): unknown {
  const schemas = parts.flatMap((part) => Object.entries(part.schemas))
  return {
    openapi: "3.1.0",
    info: { title, version: "1", description: "What the law of a day says of a situation, with the clauses that decide it." },
    paths: Object.fromEntries(parts.flatMap((part) => Object.entries(part.paths))),
    components: {
      schemas: Object.fromEntries(schemas.map(([name, [form, io]]) => [name, z.toJSONSchema(form, { io, target: "draft-2020-12", unrepresentable: "any" })])),
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
    },
  }
}
