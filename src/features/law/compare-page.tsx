/** What changes: the law of one day beside the law of another, question by question; for whoever signs an amendment, and whoever asks what one did. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Direction, Region, SameAnswer } from "../../kernel/diagram/changes.ts"
import { changesAnswer, differs, drawnChanges, restates, type QuestionComparison } from "../../law/compare.ts"
import { addDays } from "../../law/days.ts"
import type { Day, Question, RuleId } from "../../law/types.ts"
import { changedOutcome, directionWords, questionWords, sameAnswerWords, summaryWords } from "../../ui/change-words.ts"
import { DiagramPicture } from "../../ui/diagram-picture.tsx"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import { Arrow, ShapeIcon } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { lookOf } from "../../ui/outcome.tsx"
import { sayingWords } from "../../ui/saying-words.ts"
import type { Site } from "../../ui/site.ts"
import { hasPrivateFacts, type Situation } from "../../ui/situation.ts"
import { SituationForm } from "../../ui/situation-form.tsx"
import { Worded } from "../../ui/worded.tsx"
import { ClauseLines } from "./clause-lines.tsx"
import { QuestionLink } from "./clause-parts.tsx"
import type { CompareView } from "./model.ts"

export function ComparePage({ site, view }: { readonly site: Site; readonly view: CompareView }): JSX.Element {
  const { compared, problems, typed } = view
  const path = compared === null ? "/law/compare" : comparePath(compared.from, compared.to)
  const messages = problems.map(({ field, kind }) => ({ field, text: kind === "same-day" ? site.t("change.same-day") : site.t("change.wrong-day", { typed: typed[field] === "" ? "…" : typed[field] }) }))
  return (
    <Layout site={site} title={site.t("change.title")} path={path} failed={messages.length > 0} width="narrow">
      <p class="crumb">
        <a href={site.href("/law")}>
          <Arrow back={true} />
          {site.t("nav.law")}
        </a>
      </p>
      {messages.length > 0 && <ErrorSummary site={site} problems={messages} />}
      <header class="page-head">
        <h1>{site.t("change.title")}</h1>
        {compared !== null && <p class="lead">{site.t("change.lead", { before: site.day(compared.from), after: site.day(compared.to) })}</p>}
      </header>
      <div class="flow-3">
        {compared === null ? <></> : <Compared site={site} compared={compared} />}
        <DaysForm site={site} typed={compared === null ? typed : { from: compared.from, to: compared.to }} messages={messages} />
        <Turns site={site} turns={view.turns} />
      </div>
    </Layout>
  )
}

function comparePath(from: Day, to: Day): string {
  return `/law/compare?from=${from}&to=${to}`
}

function DaysForm({ site, typed, messages }: { readonly site: Site; readonly typed: CompareView["typed"]; readonly messages: readonly { readonly field: "from" | "to"; readonly text: string }[] }): JSX.Element {
  const field = (name: "from" | "to"): JSX.Element => {
    const problem = messages.find((one) => one.field === name)
    return (
      <div class={`field${problem === undefined ? "" : " failed"}`}>
        <label for={name}>{site.t(`change.${name}`)}</label>
        {problem !== undefined && <p class="field-error" id={`${name}-error`}>{problem.text}</p>}
        <input id={name} name={name} value={typed[name]} autocomplete="off" placeholder="2025-08-30" {...(problem === undefined ? {} : { "aria-invalid": "true", "aria-describedby": `${name}-error` })} />
      </div>
    )
  }
  return (
    <form method="get" action={site.href("/law/compare")} class="no-print" novalidate>
      {field("from")}
      {field("to")}
      <p class="actions"><button class="button second">{site.t("change.compare")}</button></p>
    </form>
  )
}

function Turns({ site, turns }: { readonly site: Site; readonly turns: readonly Day[] }): JSX.Element {
  if (turns.length === 0) return <></>
  return (
    <section class="flow no-print">
      <h2>{site.t("change.days")}</h2>
      <p class="muted">{site.t("change.days-lead")}</p>
      <ul class="index one">
        {turns.map((day) => <li><a href={site.href(comparePath(addDays(day, -1), day))}>{site.t("change.day-changes", { day: site.day(day) })}</a></li>)}
      </ul>
    </section>
  )
}

function Compared({ site, compared: { from, to, comparison } }: { readonly site: Site; readonly compared: NonNullable<CompareView["compared"]> }): JSX.Element {
  const differing = comparison.questions.filter(differs)
  if (differing.length === 0) return <p class="strong">{site.t("change.nothing")}</p>
  const sequence = [...differing.filter(changesAnswer), ...differing.filter((one) => !changesAnswer(one))]
  return (
    <>
      <section class="flow">
        <p class="strong">{summaryWords(site, comparison)}</p>
        <p class="muted">{site.t("change.exact")}</p>
        <ul class="contents">
          {sequence.map((one) => <li><a href={`#${one.after.id}`}><Worded site={site} of={site.wording.questionShort(one.after.id)} /></a>{" "}<span class="meta">{questionWords({ before: site, after: site }, one)[0]}</span></li>)}
        </ul>
      </section>
      {sequence.map((one) => <Changed site={site} one={one} from={from} to={to} />)}
      <section class="print-only">
        <p>{site.t("change.read-by")} <span class="write-here" /> <span class="write-here" /></p>
        <p class="meta">{site.t("change.unchanged", { count: comparison.questions.length - differing.length })}</p>
      </section>
    </>
  )
}

function Changed({ site, one, from, to }: { readonly site: Site; readonly one: QuestionComparison; readonly from: Day; readonly to: Day }): JSX.Element {
  const { changes, after: question } = one
  return (
    <section class="flow changed" id={question.id}>
      <h2><Worded site={site} of={site.wording.question(question.id)} /></h2>
      {questionWords({ before: site, after: site }, one).map((line) => <p>{line}</p>)}
      {(changes?.regions ?? []).map((region) => <RegionPart site={site} question={question} region={region} from={from} to={to} />)}
      {changesAnswer(one) && <ChangedPicture site={site} one={one} from={from} to={to} />}
      <SameAnswers site={site} some={changes?.restating ?? []} kind="new" />
      <SameAnswers site={site} some={changes?.restated ?? []} kind="gone" />
      <p class="meta no-print"><QuestionLink site={site} id={question.id} /></p>
    </section>
  )
}

/** The later law's diagram, with the branches marked that changing situations take. */
function ChangedPicture({ site, one: { before, after: question }, from, to }: { readonly site: Site; readonly one: QuestionComparison; readonly from: Day; readonly to: Day }): JSX.Element {
  const drawn = drawnChanges({ law: site.pack, day: from }, before, { law: site.pack, day: to }, question)
  return (
    <details class="no-print">
      <summary>{site.t("change.picture", { day: site.day(to) })}</summary>
      <p class="muted">{site.t("change.marked")}</p>
      <DiagramPicture site={site} question={question} drawn={drawn?.diagrams ?? null} marked={drawn?.changed} id={`d-${question.id}`} />
    </details>
  )
}

function RegionPart({ site, question, region, from, to }: { readonly site: Site; readonly question: Question; readonly region: Region; readonly from: Day; readonly to: Day }): JSX.Element {
  const [direction] = region.changes
  const staying = region.of - region.changes.reduce((sum, { count }) => sum + count, 0n)
  return (
    <div class="box region">
      {region.where.length === 0 ? <h3>{site.t("change.always")}</h3> : (
        <ul class="plain">
          {sayingWords(site, question, region.where).map(({ fact, value }) => <li>{fact}: <b>{value}</b></li>)}
        </ul>
      )}
      {region.changes.map((one) => <DirectionPart site={site} direction={one} of={region.of} />)}
      {region.before.length > 0 && <Deciding site={site} label={site.t("change.before-by")} rules={region.before} />}
      <Deciding site={site} label={site.t("change.now-by")} rules={region.after} />
      {staying > 0n && (region.unless.length === 0 ? <p>{site.t("change.unless-none")}</p> : <Deciding site={site} label={site.t("change.unless")} rules={region.unless} />)}
      {direction !== undefined && (
        <div class="meta no-print tries">
          {site.t("change.example")}:{" "}
          {[from, to].map((day) => <Try site={site} situation={{ question, on: day === site.today ? null : day, facts: direction.witness }} day={day} />)}
        </div>
      )}
    </div>
  )
}

/** How many change, from which outcome to which: in words, with the outcome's shape and colour beside them. */
function DirectionPart({ site, direction, of }: { readonly site: Site; readonly direction: Direction; readonly of: bigint }): JSX.Element {
  return (
    <>
      <p class="meta">{directionWords(site, direction, of)}</p>
      <p class="from-to" aria-hidden="true">
        <OutcomeMark site={site} outcome={direction.from} />
        <Arrow />
        <OutcomeMark site={site} outcome={direction.to} />
      </p>
    </>
  )
}

function OutcomeMark({ site, outcome }: { readonly site: Site; readonly outcome: Direction["to"] }): JSX.Element {
  const { shape, tone, advised } = lookOf(outcome)
  return (
    <span class={`outcome-word ${tone}`}>
      <ShapeIcon shape={shape} dashed={advised} />
      <span>{changedOutcome(site, outcome)}</span>
    </span>
  )
}

function Deciding({ site, label, rules }: { readonly site: Site; readonly label: string; readonly rules: readonly RuleId[] }): JSX.Element {
  if (rules.length === 0) return <p>{label} {site.t("change.nobody")}</p>
  return (
    <div>
      <p class="part-title">{label}</p>
      <ClauseLines site={site} rules={rules} />
    </div>
  )
}

function SameAnswers({ site, some, kind }: { readonly site: Site; readonly some: readonly SameAnswer[]; readonly kind: "new" | "gone" }): JSX.Element {
  if (some.length === 0) return <></>
  const sites = { before: site, after: site }
  const lines = some.map((same) => `${sameAnswerWords(sites, same, kind)}${restates(site.pack, same) ? ` ${site.t("change.restates")}` : ""}`)
  return (
    <div>
      <p class="part-title">{site.t(kind === "new" ? "change.same-answer" : "change.clause-fewer")}</p>
      <ul>{[...new Set(lines)].map((line) => <li>{line}</li>)}</ul>
    </div>
  )
}

/** Opens a situation under the law of a day. */
function Try({ site, situation, day }: { readonly site: Site; readonly situation: Situation; readonly day: Day }): JSX.Element {
  return (
    <SituationForm site={site} situation={situation} isPrivate={hasPrivateFacts(situation)}>
      <button class="as-link">{site.t("change.on-day", { day: site.day(day) })}</button>
    </SituationForm>
  )
}
