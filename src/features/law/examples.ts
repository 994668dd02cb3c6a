/** The states of the law pages. */
import type { PageExample } from "../../ui/example.ts"

export const examples: readonly PageExample[] = [
  { name: "the law", path: "/law", status: 200, shows: ["rank.executive-order", "rank.guideline"] },
  { name: "an instrument", path: "/law/order-1", status: 200, shows: ["law.cedar", "law.example-answer", "law.unread", { packText: "no-joint-duty" }] },
  { name: "an instrument that nobody wrote", path: "/law/nothing", status: 404, shows: ["error.not-found-title"] },
  { name: "a question", path: "/law/questions/joint-duty", status: 200, shows: ["law.ask", "question.depends", "question.rules", "question.examples", "visibility.private"] },
  { name: "a question that nobody asks", path: "/law/questions/nothing", status: 404, shows: ["error.not-found-title"] },
  { name: "the bodies", path: "/bodies", status: 200, shows: ["bodies.title", "body-kind.sister-agency"] },
  { name: "a body", path: "/bodies/police", status: 200, shows: ["force-heading.binds", "force-heading.advises", "body.told-apart", "body.duties"] },
  { name: "a body without rules of its own", path: "/bodies/transit", status: 200, shows: ["body.not-told-apart", "body.no-duties"] },
  { name: "a body that does not exist", path: "/bodies/nobody", status: 404, shows: ["error.not-found-title"] },
  { name: "for federal officials", path: "/federal", status: 200, shows: ["federal.title", "federal.if-go-ahead", "federal.staff-do-not", "federal.wont", "federal.call", "force-heading.urges"] },
]
