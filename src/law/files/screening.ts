/** screening/<lang>.yaml: the patterns for which free text is screened before it is stored. */
import { z } from "zod"
import { quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { screen } from "../../kernel/text/screen.ts"
import type { Passage } from "../passage.ts"
import type { ScreeningWord } from "../types.ts"
import { defaulting, text, textAs } from "../yaml/forms.ts"
import { keys, readShaped } from "../yaml/shape.ts"

const HINT = "for a plain list of words write them with `|` between: `green card|visa`"

const pattern = textAs(
  (written) => (isPattern(written) && !fitsEverything(written) ? written : null),
  (written) => ({ code: "law/bad-pattern", message: `${quote(written)} ${isPattern(written) ? "fits every text" : "is not a regular expression"}`, hint: HINT }),
)

function isPattern(written: string): boolean {
  try {
    return screen([{ pattern: written, hint: "" }], "").length === 0
  } catch {
    return false
  }
}

function fitsEverything(written: string): boolean {
  return new RegExp(written, "iu").test("")
}

const screeningYaml: z.ZodType<{ words: readonly ScreeningWord[] }> = keys({
  words: defaulting(z.array(keys({ pattern, kind: z.enum(["immigration-status", "birthplace", "a-number", "other-number"]), hint: text })), []),
})

export function readScreening(passage: Passage, diagnostics: Diagnostic[]): readonly ScreeningWord[] {
  return readShaped(passage, screeningYaml, diagnostics)?.value.words ?? []
}
