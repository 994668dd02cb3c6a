import type { Checked } from "../../src/kernel/text/diagnostic.ts"

/** A value that was read without an error. */
export function mustRead<Value>({ value, diagnostics }: Checked<Value>): Value {
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"))
  return value
}
