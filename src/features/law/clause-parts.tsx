/** What stands under a clause: its rules in plain words with Cedar one click away, examples, duties, and gaps that are known. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { touchingClauses } from "../../law/timeline/links.ts"
import type { AcceptedGap, Case, Clause, Duty, Outcome, QuestionId, Rule } from "../../law/types.ts"
import { DataTable } from "../../ui/data-table.tsx"
import { EventStanding } from "../../ui/event-standing.tsx"
import { factShort, writtenWords } from "../../ui/fact-words.ts"
import { OutcomeWord } from "../../ui/outcome.tsx"
import type { Site } from "../../ui/site.ts"
import { clauseTimelineHref, eventHref } from "../../ui/timeline.ts"
import { Worded, Written } from "../../ui/worded.tsx"
import { dueWords } from "./due.ts"
import { casesByQuestion } from "./queries.ts"

export function ClauseParts({ site, clause }: { readonly site: Site; readonly clause: Clause }): JSX.Element {
  const { rules, cases, duties, acceptedGaps } = clause
  if (rules.length + cases.length + duties.length + acceptedGaps.length === 0) return <></>
  return (
    <div class="rules">
      <Rules site={site} rules={rules} questions="shown" />
      <Duties site={site} duties={duties} />
      <Examples site={site} cases={cases} />
      {acceptedGaps.length > 0 && (
        <div class="clause-part">
          <p class="part-title">{site.t("law.gaps", { count: acceptedGaps.length })}</p>
          <Gaps site={site} gaps={acceptedGaps} />
        </div>
      )}
    </div>
  )
}

/** What happened to a clause, with how it stands, and a way to all that was said of it. */
export function ClauseEvents({ site, clause }: { readonly site: Site; readonly clause: Clause }): JSX.Element {
  const { events, statements, notices } = touchingClauses(site.pack.timeline, [clause.id])
  const count = events.reduce((sum, { history }) => sum + history.length, 0) + statements.length + notices.length
  if (count === 0) return <></>
  return (
    <div class="clause-events meta">
      <p>
        {site.t("law.timeline")} <a href={clauseTimelineHref(site, clause.id)}>{site.t("law.timeline-all", { count })}<span class="hidden"> {site.wording.clauseTitle(clause).text}</span></a>
      </p>
      <ul class="plain">
        {events.map((event) => (
          <li>
            <a href={eventHref(site, event.id)}><Written site={site} text={event.title} /></a> <EventStanding site={site} event={event} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What a rule comes to where it decides alone. */
export function outcomeOfRule(rule: Rule): Outcome {
  switch (rule.effect) {
    case "forbid":
      return rule.force === "binds" ? "prohibited" : "advised-against"
    case "permit":
      return rule.force === "binds" ? "allowed" : "advised-for"
    case "must":
      return "required"
  }
}

export function Rules({ site, rules, questions }: { readonly site: Site; readonly rules: readonly Rule[]; readonly questions: "shown" | "left-out" }): JSX.Element {
  if (rules.length === 0) return <></>
  return (
    <div class="clause-part">
      <p class="part-title">{site.t("law.rules", { count: rules.length })}</p>
      <ul class="ruled">
        {rules.map((rule) => (
          <li>
            <OutcomeWord site={site} result={outcomeOfRule(rule)} />
            <div>
            <p><Worded site={site} of={site.wording.reason(rule.id)} /></p>
            {questions === "shown" && <QuestionLinks site={site} rule={rule} />}
            <details>
              <summary>{site.t("law.cedar")}</summary>
              {rule.note !== null && (
                <p class="meta">
                  <Written site={site} text={rule.note} />
                </p>
              )}
              {rule.stricter !== null && (
                <p class="meta">
                  {site.t("law.stricter")} <Written site={site} text={rule.stricter} />
                </p>
              )}
              <pre tabindex={0} lang="zxx">
                <code>{rule.cedar}</code>
              </pre>
            </details>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

function QuestionLinks({ site, rule }: { readonly site: Site; readonly rule: Rule }): JSX.Element {
  return (
    <p class="meta">
      {site.t("law.used-in")}{" "}
      {rule.questions.map((id, index) => (
        <>
          {index > 0 && ", "}
          <QuestionLink site={site} id={id} />
        </>
      ))}
    </p>
  )
}

export function questionHref(site: Site, id: QuestionId): string {
  return site.href(`/law/questions/${id}`)
}

export function QuestionLink({ site, id }: { readonly site: Site; readonly id: QuestionId }): JSX.Element {
  return (
    <a href={questionHref(site, id)}>
      <Worded site={site} of={site.wording.questionShort(id)} />
    </a>
  )
}

/** A table of situations and what must follow in each; a fact that an example does not name may be anything. */
export function Examples({ site, cases }: { readonly site: Site; readonly cases: readonly Case[] }): JSX.Element {
  return (
    <>
      {[...casesByQuestion(cases)].map(([question, some]) => (
        <div class="clause-part">
          <ExampleTable site={site} question={question} cases={some} />
        </div>
      ))}
    </>
  )
}

function ExampleTable({ site, question, cases }: { readonly site: Site; readonly question: QuestionId; readonly cases: readonly Case[] }): JSX.Element {
  const facts = site.book.question(question)?.facts.filter((fact) => cases.some((one) => one.facts.has(fact.id))) ?? []
  const hasDays = cases.some((one) => one.on !== null)
  return (
    <DataTable
      caption={site.t("law.examples", { question: site.wording.questionShort(question).text })}
      columns={[...facts.map((fact) => factShort(site, fact).text), ...(hasDays ? [site.t("law.example-day")] : []), site.t("law.example-answer")]}
      rows={cases.map((one) => [
        ...facts.map((fact) => {
          const written = one.facts.get(fact.id)
          return written === undefined ? <span class="muted">{site.t("law.example-any")}</span> : <Worded site={site} of={writtenWords(site, fact, written)} />
        }),
        ...(hasDays ? [exampleDays(site, one)] : []),
        <>
          <OutcomeWord site={site} result={one.outcome} />
          {one.note !== null && (
            <small class="muted">
              {" "}
              <Written site={site} text={one.note} />
            </small>
          )}
        </>,
      ])}
    />
  )
}

function exampleDays(site: Site, one: Case): string {
  if (one.on === null) return site.t("law.example-any-day")
  return one.on.from === one.on.to ? site.day(one.on.from) : site.t("law.example-days", { from: site.day(one.on.from), to: site.day(one.on.to) })
}

export function Duties({ site, duties }: { readonly site: Site; readonly duties: readonly Duty[] }): JSX.Element {
  if (duties.length === 0) return <></>
  return (
    <div class="clause-part">
      <p class="part-title">{site.t("law.duties", { count: duties.length })}</p>
      <ul>
        {duties.map((duty) => (
          <li>
            <DutyLine site={site} duty={duty} />
          </li>
        ))}
      </ul>
    </div>
  )
}

export function DutyLine({ site, duty }: { readonly site: Site; readonly duty: Duty }): JSX.Element {
  return (
    <>
      <b>{site.addressee(duty.who)}:</b> <Written site={site} text={duty.what} />
      <span class="meta">
        {" "}
        {dueWords(site, duty)}
        {duty.evidence !== null && (
          <>
            {" "}
            {site.t("duty.evidence")} <Written site={site} text={duty.evidence} />
          </>
        )}
      </span>
    </>
  )
}

/** Where the pack's author knows that no text settles the matter, and why. */
export function Gaps({ site, gaps }: { readonly site: Site; readonly gaps: readonly AcceptedGap[] }): JSX.Element {
  return (
    <ul class="plain">
      {gaps.map((gap) => (
        <li>
          <Written site={site} text={gap.why} />
          <details>
            <summary>{site.t("law.gap-cedar")}</summary>
            <pre tabindex={0} lang="zxx">
              <code>{gap.cedar}</code>
            </pre>
          </details>
        </li>
      ))}
    </ul>
  )
}
