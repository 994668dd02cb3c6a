/**
 * What the API says where it cannot answer: a problem (RFC 9457) that names each field at fault and what is allowed there.
 * Its type is `about:blank`, so its title is the status's own phrase (section 4.2.1); what happened stands in `detail`.
 * Texts are for those who write programs, and in English like the ids they speak of.
 */
import type { Context } from "hono"
import type { FieldError, ProblemDetails } from "./forms.ts"

/** RFC 9110 §15. */
const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const

export function problem(c: Context, status: keyof typeof TITLES, detail: string, errors: readonly FieldError[] = []): Response {
  const details: ProblemDetails = { type: "about:blank", title: TITLES[status], status, detail, errors: [...errors] }
  return c.body(JSON.stringify(details), status, { "content-type": "application/problem+json", "cache-control": "no-store" })
}

/** Fields that cannot be used. */
export function wrongFields(c: Context, errors: readonly FieldError[]): Response {
  return problem(c, 422, errors.length === 1 ? "a field cannot be used; `errors` names it" : `${String(errors.length)} fields cannot be used; \`errors\` names each`, errors)
}
