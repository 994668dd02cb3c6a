/** Asking at the desk: a question, and the answer with its place on the record; the same in practice, which is kept nowhere. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { AnswerBody, Printed, type Lines } from "../../../asking/answer-parts.tsx"
import { Asked, problemWords, WhyWeAsk } from "../../../asking/asked-fact.tsx"
import { DangerReminder } from "../../../asking/danger.tsx"
import type { AskedQuestion, GivenAnswer } from "../../../asking/model.ts"
import type { BodyId, Fact } from "../../../law/types.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../../ui/error-summary.tsx"
import { factLabel, factShort, givenWords } from "../../../ui/fact-words.ts"
import { FactsSoFar, SITUATION_FORM, type SaidFact } from "../../../ui/facts-so-far.tsx"
import { labelOf, Outcome } from "../../../ui/outcome.tsx"
import { CONTROLS, type Situation } from "../../../ui/situation.ts"
import { Hidden } from "../../../ui/situation-form.tsx"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import { changeable, saidFields } from "./ask.ts"
import { FIELD } from "./form.ts"
import { Crumb, incidentPath, PracticeStrip, ReceiptStrip, type DeskPage, type Stand } from "./parts.tsx"
import type { DecisionFields } from "../../../kernel/receipt/act.ts"

/** Where a question is asked: in an incident, as its body, or in practice. */
export type Place = { readonly kind: "incident"; readonly id: string; readonly body: BodyId } | { readonly kind: "practice" }

export interface AskPage extends DeskPage {
  readonly place: Place
  readonly form: string
}

function placePath(place: Place, question: string): string {
  return place.kind === "incident" ? incidentPath(place.id, `ask/${question}`) : `/desk/practice/${question}`
}

function Frame({ site, visit, place, title, path, failed, children }: DeskPage & { readonly place: Place; readonly title: string; readonly path: string; readonly failed?: boolean; readonly children: Child }): JSX.Element {
  const back = place.kind === "incident" ? { to: incidentPath(place.id), text: site.t("incident.back") } : { to: "/desk/practice", text: site.t("incident.practice-title") }
  return (
    <DeskLayout site={site} visit={visit} title={title} path={path} width="wide" failed={failed === true} strip={place.kind === "practice" ? <PracticeStrip site={site} /> : undefined}>
      <Crumb site={site} {...back} />
      {children}
    </DeskLayout>
  )
}

export function DeskQuestionPage({ site, visit, place, form, asked }: AskPage & { readonly asked: AskedQuestion }): JSX.Element {
  const { situation, fact, problem, sent } = asked
  const message = problem === null ? null : problemWords(site, problem)
  const path = placePath(place, situation.question.id)
  const body = place.kind === "incident" ? place.body : null
  return (
    <Frame site={site} visit={visit} place={place} title={factLabel(site, fact).text} path={path} failed={message !== null}>
      <div class="two">
        <div>
          {message !== null && <ErrorSummary site={site} problems={[{ field: "answer", text: message }]} />}
          <DeskForm csrf={visit.csrf} action={site.href(path)}>
            <Hidden fields={[[FIELD.form, form], [CONTROLS.answering, fact.id], ...saidFields(situation)]} />
            <div class={message === null ? "question" : "question failed"}>
              <Asked site={site} asked={asked} message={message} />
            </div>
            <WhyWeAsk site={site} asked={asked} />
            <p class="actions">
              <button class="button">{site.t("ask.continue")}</button>
              {asked.atMost !== null && <span class="muted">{site.t("ask.at-most", { count: asked.atMost })}</span>}
            </p>
          </DeskForm>
        </div>
        <aside class="side flow" aria-label={site.t("ask.so-far")}>
          <DangerReminder site={site} />
          <Said site={site} csrf={visit.csrf} path={path} form={form} situation={sent} facts={changeable(asked.soFar, body)} heading={site.t("ask.so-far")} />
        </aside>
      </div>
    </Frame>
  )
}

interface SaidProps {
  readonly site: Site
  readonly csrf: string
  readonly path: string
  readonly form: string
  readonly situation: Situation
  readonly facts: readonly Fact[]
  readonly heading: string
}

/** What was said, each with a button that asks it again. */
function Said({ site, csrf, path, form, situation, facts, heading }: SaidProps): JSX.Element {
  const said = facts.flatMap((fact): readonly SaidFact[] => {
    const given = situation.facts.get(fact.id)
    return given === undefined ? [] : [{ fact: factShort(site, fact), value: givenWords(site, fact, given), change: { kind: "button", name: CONTROLS.askAgain, value: fact.id } }]
  })
  if (said.length === 0) return <></>
  return (
    <>
      <DeskForm csrf={csrf} action={site.href(path)} id={SITUATION_FORM}>
        <Hidden fields={[[FIELD.form, form], ...saidFields(situation)]} />
      </DeskForm>
      <FactsSoFar site={site} heading={heading} facts={said} />
    </>
  )
}

/** No question is needed: the answer is had with one button, since it goes on the record. */
export function NothingAskedPage({ site, visit, place, form, situation }: AskPage & { readonly situation: Situation }): JSX.Element {
  const question = site.wording.question(situation.question.id)
  const path = placePath(place, situation.question.id)
  return (
    <Frame site={site} visit={visit} place={place} title={question.text} path={path}>
      <h1>
        <Worded site={site} of={question} />
      </h1>
      <p class="lead">{site.t("incident.nothing-asked")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(path)}>
        <Hidden fields={[[FIELD.form, form], ...saidFields(situation)]} />
        <p class="actions">
          <button class="button">{site.t("incident.get-answer")}</button>
        </p>
      </DeskForm>
    </Frame>
  )
}

export interface AnsweredProps extends AskPage {
  readonly given: GivenAnswer
  readonly lines: Lines
  /** `null` in practice. */
  readonly stand: Stand | null
}

export function DeskAnswerPage({ site, visit, place, form, given, lines, stand }: AnsweredProps): JSX.Element {
  const { situation, answer, soFar } = given
  const question = site.wording.question(situation.question.id)
  const path = placePath(place, situation.question.id)
  const body = place.kind === "incident" ? place.body : null
  return (
    <Frame site={site} visit={visit} place={place} title={`${labelOf(site, answer.outcome)}: ${question.text}`} path={path}>
      <div class="two">
        <div class="answer">
          <h1 class="answer-question">
            <Worded site={site} of={question} />
          </h1>
          <AnswerBody site={site} given={given} lines={lines} changed={() => null} next={<Recorded site={site} place={place} stand={stand} />} />
        </div>
        <aside class="side flow stay" aria-label={site.t("answer.you-said")}>
          <Said site={site} csrf={visit.csrf} path={path} form={form} situation={situation} facts={changeable(soFar, body)} heading={site.t("answer.you-said")} />
          {place.kind === "incident" && soFar.length > 0 && <p class="muted no-print">{site.t("incident.change-records")}</p>}
          <Printed site={site} given={given} />
          <p class="muted no-print">{site.t("answer.print-hint")}</p>
        </aside>
      </div>
    </Frame>
  )
}

function Recorded({ site, place, stand }: { readonly site: Site; readonly place: Place; readonly stand: Stand | null }): JSX.Element {
  if (stand === null || place.kind === "practice") return <></>
  return (
    <section class="flow" aria-label={site.t("incident.recorded")}>
      <ReceiptStrip site={site} incident={place.id} stand={stand} />
      <p class="actions">
        <a class="button" href={site.href(incidentPath(place.id))}>
          {site.t("incident.to-steps")}
        </a>
      </p>
    </section>
  )
}

/** A decision whose law is not the one that answers here now: what was recorded, and the way to ask again. */
export function OlderAnswerPage({ site, visit, place, form, decision, stand }: AskPage & { readonly decision: DecisionFields; readonly stand: Stand }): JSX.Element {
  const { cell } = decision
  const known = site.book.question(cell.question)
  const path = placePath(place, cell.question)
  const outcome = (["prohibited", "allowed", "required", "advised-against", "advised-for", "conflict", "silent", "open", "impossible"] as const).find((one) => one === cell.outcome) ?? "open"
  return (
    <Frame site={site} visit={visit} place={place} title={labelOf(site, outcome)} path={path}>
      {known !== undefined && (
        <h1 class="answer-question">
          <Worded site={site} of={site.wording.question(known.id)} />
        </h1>
      )}
      <Outcome site={site} result={outcome} />
      <p>{site.t("incident.older-law")}</p>
      {place.kind === "incident" && <ReceiptStrip site={site} incident={place.id} stand={stand} />}
      {known !== undefined && (
        <DeskForm csrf={visit.csrf} action={site.href(path)}>
          <Hidden fields={[[FIELD.form, form], ["begin", "yes"]]} />
          <p class="actions">
            <button class="button">{site.t("incident.ask-again")}</button>
          </p>
        </DeskForm>
      )}
    </Frame>
  )
}
