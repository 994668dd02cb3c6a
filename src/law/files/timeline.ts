/** timeline.yaml: what happened, who said what, and what the city formally demanded, each with its day and source. */
import { z } from "zod"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import type { Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import { EVENT_STATUSES, type Timeline } from "../types.ts"
import { day, defaulting, id, optional, source, text } from "../yaml/forms.ts"
import { keys, readShaped } from "../yaml/shape.ts"
import { checkListIds } from "./list-ids.ts"

const timelineYaml: z.ZodType<Timeline> = keys({
  events: defaulting(z.array(keys({ id, date: day, status: z.enum(EVENT_STATUSES), what: text, source })), []),
  statements: defaulting(z.array(keys({ id, date: day, by: text, role: text, says: text, about: optional(id), source })), []),
  notices: defaulting(z.array(keys({ id, date: day, to: text, what: text, became: optional(text), source })), []),
})

export const NO_TIMELINE: Timeline = { events: [], statements: [], notices: [] }

export function readTimeline(passage: Passage, diagnostics: Diagnostic[]): Timeline {
  const read = readShaped(passage, timelineYaml, diagnostics)
  if (read === null) return NO_TIMELINE
  const { value, document } = read
  for (const list of ["events", "statements", "notices"] as const) checkListIds(document, [{ ids: value[list].map((one) => one.id), path: [list] }], list, diagnostics)
  const events = value.events.map((event) => event.id)
  for (const [index, { about }] of value.statements.entries()) {
    if (about === null || events.includes(about)) continue
    diagnostics.push(errorAt(document.spanAt(["statements", index, "about"]), "law/unknown-event", `no event is named ${quote(about)}`, { hint: didYouMean(about, events) ?? "declare it under `events`" }))
  }
  return value
}
