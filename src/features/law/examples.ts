/** The states of the law pages. */
import type { PageExample } from "../../ui/example.ts"

export const examples: readonly PageExample[] = [
  { name: "the law", path: "/law", status: 200, shows: ["rank.executive-order", "rank.guideline"] },
  { name: "an instrument", path: "/law/order-1", status: 200, shows: ["law.cedar", "law.example-answer", "law.unread", { packText: "no-joint-duty" }] },
  { name: "an instrument that nobody wrote", path: "/law/nothing", status: 404, shows: ["error.not-found-title"] },
  { name: "a question", path: "/law/questions/joint-duty", status: 200, shows: ["law.ask", "question.depends", "question.rules", "question.examples", "visibility.private", "finding.title", "finding.none", "diagram.lead"] },
  { name: "a question with what is known", path: "/law/questions/joint-duty?body=police", status: 200, shows: ["diagram.title", "diagram.possible", "diagram.in-words", "diagram.on-the-way", "diagram.may-be"] },
  { name: "a question that nobody asks", path: "/law/questions/nothing", status: 404, shows: ["error.not-found-title"] },
  { name: "what changed, by day", path: "/law/compare", status: 200, shows: ["change.title", "change.compare"] },
  { name: "what an order changed", path: "/law/compare?from=2026-01-04&to=2026-01-05", status: 200, shows: ["change.exact", "change.now-by", "change.example"] },
  { name: "nothing changed", path: "/law/compare?from=2026-01-05&to=2026-02-05", status: 200, shows: ["change.nothing"] },
  { name: "what changed, of days that are none", path: "/law/compare?from=soon&to=2026-02-30", status: 422, shows: ["error.heading"] },
  { name: "what changed, of one day", path: "/law/compare?from=2026-01-05&to=2026-01-05", status: 422, shows: ["change.same-day"] },
  { name: "the bodies", path: "/bodies", status: 200, shows: ["bodies.title", "body-kind.sister-agency"] },
  { name: "a body", path: "/bodies/police", status: 200, shows: ["force-heading.binds", "force-heading.advises", "body.told-apart", "body.duties"] },
  { name: "a body without rules of its own", path: "/bodies/transit", status: 200, shows: ["body.not-told-apart", "body.no-duties"] },
  { name: "a body that does not exist", path: "/bodies/nobody", status: 404, shows: ["error.not-found-title"] },
  { name: "for federal officials", path: "/federal", status: 200, shows: ["federal.title", "federal.if-go-ahead", "federal.staff-do-not", "federal.wont", "federal.call", "force-heading.urges"] },
]
