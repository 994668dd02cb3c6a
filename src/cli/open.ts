/** Opens a pack for a command, and shows what is wrong with it. */
import { printDiagnostics } from "../kernel/text/print-diagnostics.ts"
import { hasError, type Diagnostic } from "../kernel/text/diagnostic.ts"
import type { LawBook } from "../law/book.ts"
import { openPack, type OpenedPack } from "../pipeline.ts"

/** The pack has errors, already written to stderr: exit code 1. */
export class PackError extends Error {
  override readonly name = "PackError"
}

/** A pack without errors, its warnings left unsaid. Throws `PackError` after writing what is wrong. */
export function mustOpen(folder: string): LawBook {
  const opened = openPack(folder)
  if (opened.book === null || hasError(opened.diagnostics)) {
    process.stderr.write(printed(opened, opened.diagnostics.filter((one) => one.severity === "error")))
    throw new PackError(folder)
  }
  return opened.book
}

export function printed(opened: OpenedPack, diagnostics: readonly Diagnostic[]): string {
  return printDiagnostics(diagnostics, opened.texts)
}
