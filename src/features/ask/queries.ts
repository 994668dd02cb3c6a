/** Which screen a request gets. What stands on it is found in src/asking. */
import { answerTo, askedQuestion, givenAnswer } from "../../asking/queries.ts"
import type { Sent } from "../../asking/sent.ts"
import type { Site } from "../../ui/site.ts"
import { dangerPath, hasPrivateFacts, situationPath } from "../../ui/situation.ts"
import type { Screen } from "./model.ts"

export function screenFor(site: Site, sent: Sent): Screen {
  const begun = sent.danger !== "yes" && (sent.facts.size > 0 || sent.problems.length > 0 || sent.danger === "no")
  if (sent.wrongDay) return { kind: "wrong-day", path: begun ? situationPath(sent) : dangerPath(sent.question, null) }
  if (!begun) return firstScreen(site, sent)
  const [problem] = sent.problems
  if (problem !== undefined) return { kind: "question", asked: askedQuestion(site, sent, problem.fact, problem) }
  if (sent.untidy || (sent.method === "post" && !hasPrivateFacts(sent))) return { kind: "redirect", path: site.href(situationPath(sent, sent.askAgain ?? undefined)) }
  if (sent.askAgain !== null) return { kind: "question", asked: askedQuestion(site, sent, sent.askAgain, null) }
  const answer = answerTo(site, sent)
  const next = sent.question.facts.find((fact) => fact.id === answer.next?.fact)
  if (next !== undefined) return { kind: "question", asked: askedQuestion(site, sent, next, null) }
  return { kind: "answer", given: givenAnswer(site, sent, answer) }
}

/** Danger comes first, whatever else was sent with it. */
function firstScreen(site: Site, { question, on, danger, untidy, method }: Sent): Screen {
  const said = danger === "yes" ? danger : undefined
  if (untidy || method === "post") return { kind: "redirect", path: site.href(dangerPath(question, on, said)) }
  return { kind: said === undefined ? "danger" : "help-first", on }
}
