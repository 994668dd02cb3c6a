/**
 * Diagnostics: what is wrong in somebody's text, as values that are collected and never thrown.
 *
 *     packs/example/law/order-1.md:41:30 · cl_joint-duty
 *     error law/unknown-question: no question is named `joint-duti`
 *       41 | permit (principal, action == Action::"joint-duti", resource);
 *          |                              ^^^^^^^^^^^^^^^^^^^^
 *     hint: did you mean `joint-duty`?
 *
 * `message` is one sentence in lower case without a full stop; the remedy stands in `hint`, the place in `span`.
 */

/** A stretch of a file: UTF-16 offsets, `start` included, `end` not; `0 <= start <= end <= text.length`. */
export interface Span {
  readonly path: string
  readonly start: number
  readonly end: number
}

export interface Related {
  readonly span: Span
  readonly note: string
}

export interface Diagnostic {
  readonly severity: "error" | "warning"
  /** Stable, such as `law/unknown-question`. */
  readonly code: string
  readonly message: string
  /** `null` where the mistake has no place in a file, such as a folder that is not there; then `path` in the message. */
  readonly span: Span | null
  /** The clause it stands under, shown behind the place. */
  readonly under?: string
  readonly hint?: string
  readonly related?: readonly Related[]
}

/** A value with what was noticed on the way; `value` is `null` exactly when one of `diagnostics` is an error. */
export interface Checked<Value> {
  readonly value: Value | null
  readonly diagnostics: readonly Diagnostic[]
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error")
}
