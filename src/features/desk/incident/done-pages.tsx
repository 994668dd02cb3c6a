/** What was done: said once the event is over, checked, then recorded. Where it is something else than the answers say, the page says so and asks nothing. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { Notice } from "../../../ui/notices.tsx"
import { Hidden } from "../../../ui/situation-form.tsx"
import type { Site } from "../../../ui/site.ts"
import type { PlainKey } from "../../../ui/texts.ts"
import { FIELD, type Mistake, type TypedText } from "./form.ts"
import { DoneWords, QuestionName, ResultWord, WrittenWords } from "./line-words.tsx"
import { DEEDS_DONE, type AnsweredBefore, type Did, type IncidentView } from "./model.ts"
import { Crumb, incidentPath, Mistakes, NotRecorded, OnceForm, Radios, ReceiptStrip, TextField, When, WritingNotice, type DeskPage, type Stand } from "./parts.tsx"
import { linesOf } from "./read.ts"

export interface DonePageProps extends DeskPage {
  readonly view: IncidentView
  readonly form: string
  readonly did: string
  readonly text: TypedText
  readonly answers: readonly AnsweredBefore[]
  readonly mistakes: readonly Mistake[]
  readonly refused: PlainKey | null
}

export function DonePage({ site, visit, view, form, did, text, answers, mistakes, refused }: DonePageProps): JSX.Element {
  const path = incidentPath(view.incident.id, "done")
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.done")} path={path} failed={mistakes.length > 0 || text.found.length > 0 || refused !== null}>
      <Crumb site={site} to={incidentPath(view.incident.id)} text={site.t("incident.back")} />
      {refused !== null && <NotRecorded site={site} why={refused} />}
      <Mistakes site={site} mistakes={mistakes} found={[{ field: "text", typed: text }]} />
      <h1>{site.t("incident.done")}</h1>
      <SaidBefore site={site} view={view} />
      <Answers site={site} answers={answers} />
      <WritingNotice site={site} />
      <OnceForm site={site} visit={visit} action={path} form={form}>
        <Hidden fields={[[FIELD.seen, String(linesOf(view, "done").length)]]} />
        <Radios site={site} name="did" label={site.t("incident.what-was-done")} mistakes={mistakes} chosen={did} options={DEEDS_DONE.map((one) => ({ value: one, label: site.t(`incident.did-${one}`) }))} />
        <TextField site={site} name="text" label={site.t("incident.in-your-words")} hint={site.t("incident.in-your-words-hint")} typed={text} rows={5} mistakes={mistakes} />
        <p class="actions">
          <button class="button">{site.t("ask.continue")}</button>
        </p>
      </OnceForm>
    </DeskLayout>
  )
}

/** What others, or the same person, have said of it already: nothing of it is replaced. */
function SaidBefore({ site, view }: { readonly site: Site; readonly view: IncidentView }): JSX.Element {
  const before = linesOf(view, "done")
  if (before.length === 0) return <></>
  return (
    <section class="flow">
      <h2>{site.t("incident.said-before")}</h2>
      {before.map((line) => (
        <Notice kind="note">
          <p class="muted">
            <When site={site} at={line.at} /> · {line.by}
          </p>
          <DoneWords site={site} disposition={line.content.disposition} />
        </Notice>
      ))}
      <p class="muted">{site.t("incident.said-before-stays")}</p>
    </section>
  )
}

function Answers({ site, answers }: { readonly site: Site; readonly answers: readonly AnsweredBefore[] }): JSX.Element {
  if (answers.length === 0) return <p class="muted">{site.t("incident.no-answers")}</p>
  return (
    <section class="flow">
      <h2>{site.t("incident.answers")}</h2>
      <ul class="tasks">
        {answers.map(({ question, outcome }) => (
          <li>
            <span>
              <QuestionName site={site} id={question} />
            </span>
            <ResultWord site={site} outcome={outcome} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export interface CheckPageProps extends DeskPage {
  readonly view: IncidentView
  readonly form: string
  readonly did: Did
  readonly text: TypedText
  readonly answers: readonly AnsweredBefore[]
}

/** Check your answers: it cannot be changed once it is recorded, only added to. */
export function CheckDonePage({ site, visit, view, form, did, text, answers }: CheckPageProps): JSX.Element {
  const path = incidentPath(view.incident.id, "done")
  const fields = [["did", did], ["text", text.text], ...text.marks.map((mark) => [FIELD.mark, mark] as const), [FIELD.seen, String(linesOf(view, "done").length)]] as const
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.check")} path={path}>
      <h1>{site.t("incident.check")}</h1>
      <p>{site.t("incident.check-lead")}</p>
      <Answers site={site} answers={answers} />
      <section class="so-far">
        <dl>
          <div>
            <dt>{site.t("incident.what-was-done")}</dt>
            <dd>{site.t(`incident.did-${did}`)}</dd>
          </div>
        </dl>
      </section>
      <WrittenWords site={site} written={text} />
      {did === "otherwise" && answers.length > 0 && (
        <Notice kind="note">
          <p>{site.t("incident.differs-note")}</p>
        </Notice>
      )}
      <OnceForm site={site} visit={visit} action={path} form={form}>
        <Hidden fields={fields} />
        <p class="actions">
          <button class="button" name={FIELD.checked} value="yes">
            {site.t("incident.record")}
          </button>
          <button class="button second" name={FIELD.checked} value="change">
            {site.t("ask.change")}
          </button>
        </p>
      </OnceForm>
    </DeskLayout>
  )
}

export function RecordedPage({ site, visit, view, form, stand }: DeskPage & { readonly view: IncidentView; readonly form: string; readonly stand: Stand }): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.recorded")} path={incidentPath(view.incident.id, "done")}>
      <h1>{site.t("incident.recorded")}</h1>
      <SaidBefore site={site} view={view} />
      <ReceiptStrip site={site} incident={view.incident.id} stand={stand} />
      <p class="actions">
        <a class="button" href={site.href(incidentPath(view.incident.id))}>
          {site.t("incident.back")}
        </a>
        <a class="button second" href={site.href("/desk")}>
          {site.t("people.desk")}
        </a>
      </p>
      <OnceForm site={site} visit={visit} action={incidentPath(view.incident.id, "done")} form={form}>
        <button class="as-link" name={FIELD.checked} value="change">
          {site.t("incident.add-to-it")}
        </button>
      </OnceForm>
    </DeskLayout>
  )
}
