/** The steps of an incident's answers, with their ticks. */
import { stepsShown } from "../../../asking/answer-parts.tsx"
import { answerTo, givenAnswer } from "../../../asking/queries.ts"
import type { GivenAnswer } from "../../../asking/model.ts"
import { readSent } from "../../../asking/sent.ts"
import { parseDay } from "../../../law/days.ts"
import type { DecisionFields } from "../../../kernel/receipt/act.ts"
import type { Site } from "../../../ui/site.ts"
import { situationOf } from "./ask.ts"
import type { TickableStep } from "./incident-page.tsx"
import type { IncidentView } from "./model.ts"
import { answersOf, linesOf } from "./read.ts"

/** A decision as its page shows it; `null` where the law that answers now is another, or answers otherwise. */
export function givenAgain(site: Site, decision: DecisionFields): GivenAnswer | null {
  const situation = situationOf(site, decision)
  const on = parseDay(decision.act.on)
  if (situation === null || on === null || decision.cell.law !== site.pack.digest) return null
  const sent = { ...readSent(situation.question, {}, null), facts: situation.facts, on }
  const answer = answerTo(site, sent)
  return answer.outcome === decision.cell.outcome ? givenAnswer(site, sent, answer) : null
}

/** Steps of the newest answers, a step of two answers once. */
export function tickableSteps(site: Site, view: IncidentView): readonly TickableStep[] {
  const ticks = linesOf(view, "step")
  const steps = new Map<string, TickableStep>()
  for (const { content } of answersOf(view)) {
    const given = givenAgain(site, content.decision)
    for (const step of given === null ? [] : stepsShown(site, given)) {
      if (step.who !== "worker" && step.who !== "supervisor") continue
      const known = steps.get(step.id)
      if (known === undefined) steps.set(step.id, { step, answer: content.reference, ticked: ticks.find((tick) => tick.content.step === step.id) ?? null })
    }
  }
  return [...steps.values()]
}
