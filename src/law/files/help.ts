/** help.yaml: telephone lines that people are told to call, each with its source, and when a person last called it. */
import { z } from "zod"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import type { Passage } from "../passage.ts"
import type { HelpLine } from "../types.ts"
import { defaulting, id, language, optional, review, source, text } from "../yaml/forms.ts"
import { keys, readShaped } from "../yaml/shape.ts"
import { checkListIds } from "./list-ids.ts"

const helpLine: z.ZodType<HelpLine> = keys({
  id,
  name: text,
  number: text,
  hours: optional(text),
  languages: defaulting(z.array(language), []),
  "line-of": text,
  for: z.enum(["emergency", "taken", "legal", "city", "report"]),
  source,
  confirmed: optional(review),
}).transform(({ "line-of": lineOf, ...rest }) => ({ ...rest, lineOf }))

const helpYaml = z.array(helpLine)

export function readHelp(passage: Passage, diagnostics: Diagnostic[]): readonly HelpLine[] {
  const read = readShaped(passage, helpYaml, diagnostics)
  if (read === null) return []
  checkListIds(read.document, [{ ids: read.value.map((line) => line.id), path: [] }], "lines", diagnostics)
  return read.value
}
