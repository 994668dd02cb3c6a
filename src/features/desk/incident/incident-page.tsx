/** An incident: its task list, the steps of its answers with their ticks, whom to call, and everything in the sequence in which it was written down. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { PhoneLines, type Lines } from "../../../asking/answer-parts.tsx"
import { DangerReminder } from "../../../asking/danger.tsx"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import type { Site } from "../../../ui/site.ts"
import { Hidden } from "../../../ui/situation-form.tsx"
import type { StepLine } from "../../../ui/steps.tsx"
import { Worded } from "../../../ui/worded.tsx"
import type { StepId } from "../../../law/types.ts"
import { CallPart, type CallPartProps } from "../counsel/call-part.tsx"
import { FIELD } from "./form.ts"
import { IncidentName } from "./desk-page.tsx"
import { LineWords, QuestionName, ResultWord } from "./line-words.tsx"
import type { IncidentView } from "./model.ts"
import { Crumb, incidentPath, When, type DeskPage } from "./parts.tsx"
import { answersOf, dispositionOf, linesOf, type LineOf } from "./read.ts"

/** A step of an answer, and by whom and when it was ticked. */
export interface TickableStep {
  readonly step: StepLine
  readonly answer: string
  readonly ticked: LineOf<"step"> | null
}

interface Props extends DeskPage {
  readonly view: IncidentView
  readonly steps: readonly TickableStep[]
  readonly phones: Lines
  /** Whether a lawyer was called, and the way to call one. */
  readonly lawyer: CallPartProps
  /** The visitor may write in it. */
  readonly mayWrite: boolean
  readonly mayReview: boolean
}

export function IncidentPage({ site, visit, view, steps, phones, lawyer, mayWrite, mayReview }: Props): JSX.Element {
  const { incident } = view
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.title")} path={incidentPath(incident.id)} width="wide">
      <Crumb site={site} to="/desk" text={site.t("people.desk")} />
      <div class="two">
        <div class="flow-3">
          <header class="flow">
            <h1>
              <IncidentName site={site} incident={incident} />
            </h1>
            <p class="muted">
              <Worded site={site} of={site.wording.body(view.body.id)} /> · {site.t("incident.began")} <When site={site} at={incident.startedAt} />
              {incident.deviceAt !== null && (
                <>
                  {" "}
                  ({site.t("incident.on-device")} <When site={site} at={incident.deviceAt} />)
                </>
              )}{" "}
              · {view.startedBy} · <span class="code">{incident.id}</span>
            </p>
            <DangerReminder site={site} />
          </header>
          {mayWrite && <Tasks site={site} view={view} />}
          <StepList site={site} visit={visit} view={view} steps={steps} mayWrite={mayWrite} />
          <TimeLine site={site} view={view} />
          {mayReview && (
            <p>
              <a href={site.href(incidentPath(incident.id, "review"))}>{site.t("review.title")}</a>
            </p>
          )}
        </div>
        <aside class="side flow" aria-label={site.t("phone.label")}>
          <CallPart {...lawyer} />
          <PhoneLines site={site} lines={phones} />
        </aside>
      </div>
    </DeskLayout>
  )
}

function Tasks({ site, view }: { readonly site: Site; readonly view: IncidentView }): JSX.Element {
  const { id } = view.incident
  const answers = answersOf(view)
  const done = dispositionOf(view)
  const notes = view.lines.filter(({ content }) => content.kind === "note" || content.kind === "paper" || content.kind === "came" || content.kind === "left" || content.kind === "footage")
  return (
    <section class="flow">
      <h2>{site.t("incident.tasks")}</h2>
      <ul class="tasks">
        {answers.map(({ content }) => (
          <li>
            <a href={site.href(incidentPath(id, `ask/${content.decision.cell.question}`))}>
              <QuestionName site={site} id={content.decision.cell.question} />
            </a>
            <ResultWord site={site} outcome={content.decision.cell.outcome} />
          </li>
        ))}
        {answers.length === 0 && view.incident.question !== null && (
          <li>
            <a href={site.href(incidentPath(id, `ask/${view.incident.question}`))}>
              <QuestionName site={site} id={view.incident.question} />
            </a>
            <span class="tag todo">{site.t("incident.not-answered")}</span>
          </li>
        )}
        <Task site={site} to={incidentPath(id, "ask")} text={site.t("incident.ask-another")} />
        <Task site={site} to={incidentPath(id, "notes")} text={site.t("incident.write-down")} state={notes.length === 0 ? null : site.t("incident.notes-count", { count: notes.length })} />
        <Task site={site} to={incidentPath(id, "names")} text={site.t("incident.names")} state={view.named.length === 0 ? null : String(view.named.length)} />
        <Task site={site} to={incidentPath(id, "done")} text={site.t("incident.done")} state={done === null ? null : site.t("incident.said")} todo={done === null} />
      </ul>
    </section>
  )
}

function Task({ site, to, text, state = null, todo }: { readonly site: Site; readonly to: string; readonly text: string; readonly state?: string | null; readonly todo?: boolean }): JSX.Element {
  return (
    <li>
      <a href={site.href(to)}>{text}</a>
      {state !== null && <span class="tag">{state}</span>}
      {todo === true && <span class="tag todo">{site.t("incident.to-do")}</span>}
    </li>
  )
}

/** The steps of the newest answers; ticked with one button each. What not to do is not ticked. */
function StepList({ site, visit, view, steps, mayWrite }: Pick<Props, "site" | "visit" | "view" | "steps" | "mayWrite">): JSX.Element {
  if (steps.length === 0) return <></>
  return (
    <section class="flow" id="steps">
      <h2>{site.t("incident.steps")}</h2>
      <ul class="ticks">
        {steps.map(({ step, answer, ticked }) => (
          <li class={ticked === null ? "" : "ticked"}>
            <div>
              {step.who === "supervisor" && <span class="tag">{site.t("steps.supervisor")}</span>} <Worded site={site} of={site.wording.step(step.id as StepId).text} />
              {ticked !== null && (
                <p class="muted">
                  <b>{site.t("incident.tick")}</b> · <When site={site} at={ticked.at} /> · {ticked.by}
                </p>
              )}
            </div>
            {ticked === null && mayWrite && (
              <DeskForm csrf={visit.csrf} action={site.href(incidentPath(view.incident.id, "steps"))}>
                <Hidden fields={[[FIELD.answer, answer], [FIELD.step, step.id]]} />
                <button class="button second small">
                  {site.t("incident.tick")} <span class="hidden">{site.wording.step(step.id as StepId).text.text}</span>
                </button>
              </DeskForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function TimeLine({ site, view }: { readonly site: Site; readonly view: IncidentView }): JSX.Element {
  const shown = view.lines.filter(({ content }) => content.kind !== "step")
  if (shown.length === 0) return <></>
  return (
    <section class="flow">
      <h2>{site.t("incident.so-far")}</h2>
      <ol class="happened">
        {shown.map((line) => (
          <li>
            <p class="muted">
              <When site={site} at={line.at} /> · {line.by}
            </p>
            <LineWords site={site} line={line} />
          </li>
        ))}
      </ol>
      {linesOf(view, "step").length > 0 && <p class="muted">{site.t("incident.ticks-above")}</p>}
    </section>
  )
}
