/**
 * pack.yaml: whose pack it is, in which languages, how it looks, and what to do where no rule speaks.
 * What it says of the record stands in record-settings.ts.
 */
import { z } from "zod"
import { isNonEmpty, type NonEmpty } from "../../kernel/text/brand.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { stepId } from "../cedar/ids.ts"
import type { Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { BodyId, QuestionId, Settings, Step, StepId } from "../types.ts"
import { colour, defaulting, id, idAs, language, mapOf, optional, text, textAs, timeZone } from "../yaml/forms.ts"
import { issueOf, keys, readShaped, type Shaped } from "../yaml/shape.ts"
import { disposal, disposalSchedules, log, recordOrDefault, recordSettings } from "./record-settings.ts"

const svgPath = textAs(
  (written) => (/^[Mm][\d\s.,+\-eEMmLlHhVvCcSsQqTtAaZz]*$/.test(written) ? written : null),
  () => ({ code: "law/bad-svg", message: "this is not an SVG path", hint: "a path begins with `M` and holds the letters of path commands and numbers only" }),
)
const viewBox = textAs(
  (written) => (/^-?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?){3}$/.test(written) ? written : null),
  (written) => ({ code: "law/bad-svg", message: `${quote(written)} is not a view box`, hint: "write four numbers: `0 0 24 24`" }),
)

const languages = z.array(language).transform((tags, context): NonEmpty<string> => {
  const [twice] = tags.filter((tag, index) => tags.indexOf(tag) !== index)
  if (twice !== undefined) context.addIssue(issueOf({ code: "law/duplicate-id", message: `the language ${quote(twice)} stands here twice` }))
  if (isNonEmpty(tags)) return tags
  context.addIssue(issueOf({ code: "law/empty-text", message: "there is no language here", hint: "the first is the one in which the pack is written: `[en]`" }))
  return z.NEVER
})

const packYaml = keys({
  id,
  name: text,
  status: z.enum(["demonstration", "official"]),
  publisher: text,
  "time-zone": timeZone,
  languages,
  accent: optional(keys({ light: colour, dark: colour })),
  emblem: optional(keys({ "view-box": viewBox, path: svgPath, light: colour, dark: colour })),
  silent: keys({ steps: z.array(idAs(stepId)), questions: defaulting(mapOf(z.array(idAs(stepId))), new Map()) }),
  "first-steps": defaulting(mapOf(z.array(idAs(stepId))), new Map()),
  log,
  record: recordOrDefault,
  disposal,
}).transform(
  (written): Settings => ({
    id: written.id,
    name: written.name,
    status: written.status,
    publisher: written.publisher,
    timeZone: written["time-zone"],
    languages: written.languages,
    accent: written.accent,
    emblem: written.emblem === null ? null : { viewBox: written.emblem["view-box"], path: written.emblem.path, light: written.emblem.light, dark: written.emblem.dark },
    silentSteps: written.silent.steps,
    silentStepsOf: written.silent.questions,
    firstSteps: written["first-steps"],
    record: recordSettings(written),
    disposal: disposalSchedules(written.disposal),
  }),
)

export function readSettings(passage: Passage, diagnostics: Diagnostic[]): Shaped<Settings> | null {
  return readShaped(passage, packYaml, diagnostics)
}

/** What the steps of pack.yaml are compared with; `null` for what could not be read, and then nothing is. */
export interface KnownToSettings {
  readonly steps: ReadonlyMap<StepId, Step> | null
  readonly questions: readonly QuestionId[] | null
  readonly bodies: readonly BodyId[] | null
}

/** The steps for silence and those that come first must be among the pack's steps, the questions among its questions, the bodies among its bodies. */
export function checkStepsOfSettings({ value, document }: Shaped<Settings>, { steps, questions, bodies }: KnownToSettings, diagnostics: Diagnostic[]): void {
  const check = (listed: readonly StepId[], path: readonly string[]): void => {
    for (const [index, step] of listed.entries()) {
      if (steps === null || steps.has(step)) continue
      diagnostics.push(errorAt(document.spanAt([...path, index]), "law/unknown-step", `no step is named ${quote(step)}`, { hint: didYouMean(step, steps.keys()) ?? "declare it in steps.yaml" }))
    }
  }
  check(value.silentSteps, ["silent", "steps"])
  for (const [question, listed] of value.silentStepsOf) {
    check(listed, ["silent", "questions", question])
    if (questions === null || questions.some((id) => id === question)) continue
    diagnostics.push(errorAt(document.spanAt(["silent", "questions", question]), "law/unknown-question", `no question is named ${quote(question)}`, { hint: didYouMean(question, questions) ?? "it is declared in vocabulary.cedarschema" }))
  }
  for (const [body, listed] of value.firstSteps) {
    check(listed, ["first-steps", body])
    if (bodies === null || bodies.some((id) => id === body)) continue
    diagnostics.push(errorAt(document.keyAt(["first-steps", body]), "law/unknown-body", `no body is named ${quote(body)}`, { hint: didYouMean(body, bodies) ?? "it is listed in bodies.yaml" }))
  }
}
