/** Whether the days of a time line can be so: nobody read of a thing before it was, and nobody answered what was not yet said. */
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { errorAt } from "../problem.ts"
import type { Day, Source } from "../source.ts"
import type { YamlDocument, YamlPath } from "../yaml/parse.ts"
import type { AnswerSlot, DateIs } from "./types.ts"

interface Dated {
  readonly date: Day
  readonly dateIs?: DateIs
  readonly source: Source
}

/** `path`: where the entry stands that has the day and the source. */
export function checkReadAfter({ date, source: { readOn } }: Dated, path: YamlPath, document: YamlDocument): readonly Diagnostic[] {
  if (date <= readOn) return []
  return [errorAt(document.spanAt([...path, "date"]), "law/dates", `this is of ${date}, and its source was read on ${readOn}`, { hint: "mend the day, or name a source that was read after it" })]
}

interface Answered extends Dated {
  readonly answer: AnswerSlot
}

/** What was said or demanded, and its answer. */
export function checkSaid(said: Answered, path: YamlPath, document: YamlDocument): readonly Diagnostic[] {
  return [...checkReadAfter(said, path, document), ...checkAnsweredAfter(said, path, document)]
}

/** Of something whose own day is known. */
function checkAnsweredAfter({ date, dateIs = "known", answer }: Answered, path: YamlPath, document: YamlDocument): readonly Diagnostic[] {
  const answered = answer.kind === "answered" ? answer.date : answer.asOf
  if (dateIs !== "known" || answered === null || answered >= date) return []
  const at = document.spanAt([...path, "answer", answer.kind === "answered" ? "date" : "none-found"])
  const message = answer.kind === "answered" ? `this answer is of ${answered}, and what it answers of ${date}` : `no answer was looked for after ${answered}, and what it would answer is of ${date}`
  return [errorAt(at, "law/dates", message, { hint: "mend whichever day is wrong" })]
}
