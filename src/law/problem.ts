/** Makes the diagnostics of this folder, so that no code is written that codes.ts does not list. */
import type { Diagnostic, Related, Span } from "../kernel/text/diagnostic.ts"
import type { LawCode } from "./codes.ts"

export interface More {
  readonly hint?: string | undefined
  readonly related?: readonly Related[] | undefined
}

export function errorAt(span: Span | null, code: LawCode, message: string, more: More = {}): Diagnostic {
  return diagnostic("error", span, code, message, more)
}

export function warningAt(span: Span | null, code: LawCode, message: string, more: More = {}): Diagnostic {
  return diagnostic("warning", span, code, message, more)
}

function diagnostic(severity: Diagnostic["severity"], span: Span | null, code: LawCode, message: string, { hint, related }: More): Diagnostic {
  return { severity, code, message, span, ...(hint === undefined ? {} : { hint }), ...(related === undefined ? {} : { related }) }
}
