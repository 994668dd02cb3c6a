/** A guide's front matter: its title, whom it is for, how it stands; in the source its form, in a translation of which frame it is. */
import { z } from "zod"
import type { NonEmpty } from "../../kernel/text/brand.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { translationState } from "../files/words.ts"
import { spanIn, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { TranslationState } from "../types.ts"
import { defaulting, text } from "../yaml/forms.ts"
import type { YamlDocument } from "../yaml/parse.ts"
import { keys, readShaped, type Shaped } from "../yaml/shape.ts"
import type { GuideOutline } from "./outline.ts"
import { checkProse, runsFrom } from "./runs.ts"
import { GUIDE_FORMS, type GuideForm, type Run } from "./types.ts"

/** What is wrong with the backticks is said where the text stands. */
const line = text.transform((written): NonEmpty<Run> => runsFrom(written) ?? [{ kind: "words", text: written }])
const front = { title: line, summary: line, state: translationState }
const sourceFront = keys({ ...front, form: defaulting(z.enum(GUIDE_FORMS), "circumstance") })
const translationFront = keys({ ...front, of: text })

interface Front {
  readonly title: NonEmpty<Run>
  readonly summary: NonEmpty<Run>
  readonly state: TranslationState
}

export function readSourceFront(outline: GuideOutline, diagnostics: Diagnostic[]): Shaped<Front & { readonly form: GuideForm }> | null {
  return readFront(outline, sourceFront, diagnostics)
}

export function readTranslationFront(outline: GuideOutline, diagnostics: Diagnostic[]): Shaped<Front & { readonly of: string }> | null {
  return readFront(outline, translationFront, diagnostics)
}

function readFront<Value>({ frontMatter, file }: GuideOutline, schema: z.ZodType<Value>, diagnostics: Diagnostic[]): Shaped<Value> | null {
  if (frontMatter === null) {
    diagnostics.push(errorAt(spanIn(file, 0, file.text.search(/[\r\n]|$/)), "law/missing-front-matter", "this guide has no front matter", { hint: "begin the file with a line `---`, then `title:`, `summary:` and `state: draft`, then a line `---`" }))
    return null
  }
  const read = readShaped(frontMatter, schema, diagnostics)
  if (read !== null) for (const key of ["title", "summary"]) checkProse(passageOf(read.document, key, frontMatter), diagnostics)
  return read
}

function passageOf(document: YamlDocument, key: string, frontMatter: Passage): Passage {
  return document.textAt([key])?.passage ?? { ...frontMatter, text: "" }
}
