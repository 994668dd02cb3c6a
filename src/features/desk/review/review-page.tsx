/** The review of an incident: one line of time, open points with owner and date, and the supervisor's signature. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { parseDay } from "../../../law/days.ts"
import type { OpenedName } from "../../../record/sealed-names.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { ErrorSummary, type Problem } from "../../../ui/error-summary.tsx"
import { SelectField, TextArea, TextField as PlainField } from "../../../ui/fields.tsx"
import { momentText } from "../../../ui/moment.ts"
import { Notice } from "../../../ui/notices.tsx"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import { IncidentName } from "../incident/desk-page.tsx"
import type { Mistake, TypedText } from "../incident/form.ts"
import { LineWords } from "../incident/line-words.tsx"
import { Crumb, incidentPath, Mistakes, OnceForm, TextField, When, WritingNotice, type DeskPage } from "../incident/parts.tsx"
import type { Point } from "./points.ts"
import type { Happened, ReviewView } from "./queries.ts"

export interface PointTyped {
  readonly form: string
  readonly text: TypedText
  readonly owner: string
  readonly due: string
}

export interface ReviewPageProps extends DeskPage {
  readonly review: ReviewView
  /** Personal parts are closed to the visitor. */
  readonly closed: boolean
  /** Until when they are open to a visitor to whom they are closed otherwise. */
  readonly until: Date | null
  readonly names: readonly OpenedName[]
  readonly may: { readonly write: boolean; readonly sign: boolean; readonly open: boolean; readonly apart: boolean }
  readonly typed: PointTyped
  readonly mistakes: readonly Mistake[]
  /** Nothing was typed as the reason for opening closed parts, or what must not be. */
  readonly reasonProblem: string | null
}

export function ReviewPage(props: ReviewPageProps): JSX.Element {
  const { site, visit, review, closed, until, names, may, mistakes, typed, reasonProblem } = props
  const { view, signed, nameOf } = review
  const { incident } = view
  return (
    <DeskLayout site={site} visit={visit} title={site.t("review.title")} path={incidentPath(incident.id, "review")} failed={mistakes.length > 0 || reasonProblem !== null}>
      <Mistakes site={site} mistakes={mistakes} found={[{ field: "text", typed: typed.text }]} />
      {reasonProblem !== null && <ErrorSummary site={site} problems={[{ field: "reason", text: reasonProblem } satisfies Problem]} />}
      <Crumb site={site} to={incidentPath(incident.id)} text={site.t("incident.title")} />
      <h1>
        {site.t("review.title")}: <IncidentName site={site} incident={incident} />
      </h1>
      <p class="muted">
        <Worded site={site} of={site.wording.body(view.body.id)} /> · {site.t("incident.began")} <When site={site} at={incident.startedAt} /> · <span class="code">{incident.id}</span>
      </p>
      {review.differs && (
        <Notice kind="note">
          <p>{site.t("incident.differs")}</p>
        </Notice>
      )}
      {closed && <Notice kind="note"><p>{site.t("review.closed")}</p></Notice>}
      {until !== null && <Notice kind="note"><p>{site.t("review.open-until", { at: momentText(site, until) })}</p></Notice>}
      <h2>{site.t("review.time-line")}</h2>
      <ol class="happened">
        {review.happened.map((one) => (
          <li>
            <HappenedWords site={site} one={one} nameOf={closed ? () => site.t("review.somebody") : nameOf} />
          </li>
        ))}
      </ol>
      {names.length > 0 && (
        <>
          <h2>{site.t("review.names")}</h2>
          <ul>
            {names.map(({ role, number, name }) => (
              <li>
                {site.t(`review.name-${role}`, { number })}: {name ?? site.t("review.name-lost")}
              </li>
            ))}
          </ul>
        </>
      )}
      <Points {...props} />
      <Signature {...props} />
      {signed === null && incident.phase === "open" && <p>{site.t("review.still-open")}</p>}
      {may.apart && (
        <p>
          <a href={site.href(`/desk/counsel/reviews/${incident.id}`)}>{site.t("review.apart")}</a>
        </p>
      )}
      {closed && may.open && <OpenForm {...props} />}
    </DeskLayout>
  )
}

function HappenedWords({ site, one, nameOf }: { readonly site: Site; readonly one: Happened; readonly nameOf: (id: string) => string }): JSX.Element {
  switch (one.kind) {
    case "line":
      return (
        <>
          <p class="muted">
            <When site={site} at={one.at} /> · {one.line.by}
          </p>
          <LineWords site={site} line={one.line} />
        </>
      )
    case "called":
      return <Stamp site={site} at={one.at} text={site.t(`review.called-${one.call.because}`)} />
    case "told":
      return <Stamp site={site} at={one.at} text={site.t("review.told", { name: nameOf(one.person) })} />
    case "reached":
      return <Stamp site={site} at={one.at} text={site.t("review.reached", { name: nameOf(one.person) })} />
    case "nobody-left":
      return <Stamp site={site} at={one.at} text={site.t("review.nobody-left")} />
    case "direction":
      return <Stamp site={site} at={one.at} text={`${site.t(`counsel.direction-${one.given.direction}`)}. ${one.given.differs ? site.t("counsel.directed") : ""}`} />
    case "signed":
      return <Stamp site={site} at={one.at} text={site.t("review.signed-by", { name: nameOf(one.person) })} />
  }
}

function Stamp({ site, at, text }: { readonly site: Site; readonly at: Date; readonly text: string }): JSX.Element {
  return (
    <>
      <p class="muted">
        <When site={site} at={at} />
      </p>
      <p>{text}</p>
    </>
  )
}

function Points({ site, visit, review, closed, may, typed, mistakes }: ReviewPageProps): JSX.Element {
  const path = incidentPath(review.view.incident.id, "review")
  return (
    <section class="flow">
      <h2>{site.t("review.points")}</h2>
      {review.points.length === 0 && <p>{site.t("review.no-points")}</p>}
      {review.points.map((point) => (
        <article class="line">
          <p>{closed ? site.t("review.closed-text") : point.text}</p>
          <p class="muted">{pointWords(site, point, closed ? () => site.t("review.somebody") : review.nameOf)}</p>
          {point.settled === null && may.write && (
            <DeskForm csrf={visit.csrf} action={site.href(`${path}/points/${String(point.id)}`)}>
              <button class="as-link" type="submit">
                {site.t("review.settle")} <span class="hidden">{point.text}</span>
              </button>
            </DeskForm>
          )}
        </article>
      ))}
      {may.write && (
        <OnceForm site={site} visit={visit} action={`${path}/points`} form={typed.form}>
          <WritingNotice site={site} />
          <TextField site={site} name="text" label={site.t("review.point-text")} typed={typed.text} rows={3} mistakes={mistakes} />
          <SelectField name="owner" label={site.t("review.point-owner")} value={typed.owner} choices={review.owners} empty={site.t("counsel.choose")} problem={problemOf(site, mistakes, "owner")} />
          <PlainField name="due" type="date" label={site.t("review.point-due")} value={typed.due} problem={problemOf(site, mistakes, "due")} />
          <div class="actions">
            <button class="button second" type="submit">
              {site.t("review.add-point")}
            </button>
          </div>
        </OnceForm>
      )}
    </section>
  )
}

function problemOf(site: Site, mistakes: readonly Mistake[], name: string): string | undefined {
  const mistake = mistakes.find(({ field }) => field === name)
  return mistake === undefined ? undefined : site.t(mistake.why)
}

function pointWords(site: Site, { owner, due, settled }: Point, nameOf: (id: string) => string): string {
  const day = parseDay(due)
  const until = site.t("review.point-line", { name: nameOf(owner), due: day === null ? due : site.day(day) })
  return settled === null ? until : `${until} · ${site.t("review.settled", { name: nameOf(settled.by), at: momentText(site, settled.at) })}`
}

function Signature({ site, visit, review, may }: ReviewPageProps): JSX.Element {
  const { view, signed } = review
  if (signed !== null || !may.sign || view.incident.phase !== "done") return <></>
  return (
    <section class="flow">
      <h2>{site.t("review.sign-title")}</h2>
      <p>{site.t("review.sign-about")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(incidentPath(view.incident.id, "review/sign"))}>
        <input type="hidden" name="version" value={String(view.incident.version)} />
        <div class="actions">
          <button class="button" type="submit">
            {site.t("review.sign")}
          </button>
        </div>
      </DeskForm>
    </section>
  )
}

function OpenForm({ site, visit, review, reasonProblem }: ReviewPageProps): JSX.Element {
  return (
    <section class="flow">
      <h2>{site.t("review.open-title")}</h2>
      <p>{site.t("review.open-about")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(incidentPath(review.view.incident.id, "review/open"))}>
        <TextArea name="reason" label={site.t("review.reason")} value="" problem={reasonProblem ?? undefined} />
        <div class="actions">
          <button class="button second" type="submit">
            {site.t("review.open")}
          </button>
        </div>
      </DeskForm>
    </section>
  )
}
