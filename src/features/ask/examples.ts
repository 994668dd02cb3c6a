/** The states of the pages that ask and answer. */
import type { PageExample } from "../../ui/example.ts"

const PROHIBITED = "/ask/joint-duty?body=police&who=troops&purpose=immigration"
const ADVISED = "/ask/admit-to-staff-area?who=federal-agents&paper=agency-paper"

export const examples: readonly PageExample[] = [
  { name: "the questions", path: "/ask", status: 200, shows: ["ask.title", "ask.for-everyone", "ask.not-found"] },
  { name: "a question that nobody asks", path: "/ask/nothing", status: 404, shows: ["error.not-found-title"] },
  { name: "danger first", path: "/ask/joint-duty", status: 200, shows: ["danger.title", "danger.yes", "danger.no"] },
  { name: "someone is hurt", path: "/ask/joint-duty?in-danger=yes", status: 200, shows: ["danger.help-first", "danger.come-back", "danger.over"] },
  { name: "the first question", path: "/ask/joint-duty?in-danger=no", status: 200, shows: ["ask.why", "ask.continue", "ask.at-most"] },
  { name: "which body asks", path: "/ask/joint-duty?in-danger=no&ask-again=body", status: 200, shows: ["body.label", "body.unknown", "ask.why", "ask.continue"] },
  { name: "a later question", path: "/ask/joint-duty?body=police", status: 200, shows: ["ask.so-far", "ask.change", "ask.do-not-know", "danger.title"] },
  { name: "a question asked again", path: "/ask/joint-duty?body=police&who=troops&ask-again=who", status: 200, shows: ["ask.back", "ask.continue"] },
  { name: "a question about a private fact", path: PROHIBITED, status: 200, shows: [{ packText: "existing_agreement" }, "ask.do-not-know"] },
  { name: "sent without an answer", path: "/ask/joint-duty?body=police&now-answering=who", status: 422, shows: ["error.title", "error.heading", "error.missing"] },
  { name: "sent with a value that is none", path: "/ask/joint-duty?body=police&who=martians", status: 422, shows: ["error.heading", "error.not-a-value"] },
  { name: "sent with two values for one", path: "/ask/joint-duty?body=police&who=troops&who=not-said", status: 422, shows: ["error.one-only"] },
  { name: "the law of a day that does not exist", path: "/ask/joint-duty?on=2026-02-30", status: 422, shows: ["error.day-title", "error.day-today"] },
  { name: "prohibited", path: PROHIBITED, form: { existing_agreement: "no" }, status: 200, shows: ["outcome.prohibited", "answer.say", "steps.you", "answer.why", "notice.draft", "phone.unset", "answer.you-said", "diagram.of-answer", "diagram.certain", { packText: "order-1#cl_joint-duty" }] },
  { name: "silent", path: PROHIBITED, form: { existing_agreement: "yes" }, status: 200, shows: ["outcome.silent", "answer.unsettled", "answer.texts-looked-at"] },
  { name: "not enough is known", path: PROHIBITED, form: { existing_agreement: "unknown" }, status: 200, shows: ["outcome.open", "answer.may-decide", "answer.open-why"] },
  { name: "advised against", path: ADVISED, status: 200, shows: ["outcome.advised-against", "steps.supervisor", "steps.if-they-go-in", "steps.do-not", "answer.change", "answer.if-instead"] },
  { name: "cannot all be true", path: "/ask/admit-to-staff-area?who=not-said&paper=court-warrant", status: 200, shows: ["outcome.impossible", "answer.impossible-why", "answer.impossible-next"] },
  { name: "stale, long after the last confirmation", path: `${ADVISED}&on=2027-12-01`, status: 200, shows: ["outcome.advised-against"] },
  { name: "the law of another day", path: "/ask/joint-duty?body=police&on=2025-12-01", status: 200, shows: ["outcome.silent", "answer.no-text"] },
]
