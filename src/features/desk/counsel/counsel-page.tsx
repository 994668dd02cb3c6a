/** Counsel's desk: the calls that wait, first; what was answered; offers of shifts; where mail goes; and the way to everything else. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout, type Signed } from "../../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../../ui/error-summary.tsx"
import { TextField } from "../../../ui/fields.tsx"
import { momentText, timeText } from "../../../ui/moment.ts"
import { Notice } from "../../../ui/notices.tsx"
import { OutcomeWord } from "../../../ui/outcome.tsx"
import type { PageScript } from "../../../ui/script.ts"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import type { CallView, CounselView, NameOf } from "./model.ts"

export interface CounselPageProps {
  readonly site: Site
  readonly visit: Signed
  readonly view: CounselView
  readonly script: PageScript
  /** What was typed as a mailbox and is none. */
  readonly wrongMail: string | null
}

export function CounselPage({ site, visit, view, script, wrongMail }: CounselPageProps): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.title")} path="/desk/counsel" script={script} failed={wrongMail !== null}>
      {wrongMail !== null && <ErrorSummary site={site} problems={[{ field: "mail", text: site.t("counsel.mail-wrong") }]} />}
      <h1>{site.t("counsel.title")}</h1>
      <p class="lead">{site.t("counsel.lead")}</p>
      <section id="waiting" class="flow" data-events={site.href("/desk/counsel/events")} data-part={site.href("/desk/counsel/waiting")} data-live={site.t("counsel.live")} data-lost={site.t("counsel.lost")} data-new={site.t("counsel.new")}>
        <Waiting site={site} visit={visit} view={view} />
      </section>
      <p class="meta" id="live" role="status">
        {site.t("counsel.not-live")}
      </p>
      <Offers site={site} visit={visit} view={view} />
      <h2>{site.t("counsel.more")}</h2>
      <ul class="choices">
        {MORE.map((page) => (
          <li>
            <a class="choice" href={site.href(`/desk/counsel/${page}`)}>
              {site.t(`counsel.to-${page}`)}
            </a>
          </li>
        ))}
      </ul>
      <h2>{site.t("counsel.answered-title")}</h2>
      {view.answered.length === 0 ? <p>{site.t("counsel.none-answered")}</p> : view.answered.map((one) => <Answered site={site} one={one} nameOf={view.nameOf} />)}
      <h2>{site.t("counsel.mail-title")}</h2>
      <p>{site.t("counsel.mail-about")}</p>
      <DeskForm csrf={visit.csrf} action={site.href("/desk/counsel/mail")}>
        <TextField name="mail" type="email" label={site.t("counsel.mail-label")} hint={site.t("counsel.mail-hint")} value={wrongMail ?? view.mail ?? ""} problem={wrongMail === null ? undefined : site.t("counsel.mail-wrong")} />
        <div class="actions">
          <button class="button second" type="submit">
            {site.t("counsel.mail-save")}
          </button>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}

const MORE = ["rota", "withdraw", "holds", "release"] as const

/** The part that is sent again while the page is open. */
export function Waiting({ site, visit, view }: Pick<CounselPageProps, "site" | "visit" | "view">): JSX.Element {
  return (
    <>
      <h2>{site.t("counsel.waiting-title", { count: view.waiting.length })}</h2>
      {view.waiting.length === 0 && <p>{site.t("counsel.none-waiting")}</p>}
      {view.waiting.map((one) => (
        <article class="panel flow" data-call={one.call.id}>
          <CallHead site={site} one={one} />
          <Told site={site} one={one} nameOf={view.nameOf} />
          <DeskForm csrf={visit.csrf} action={site.href(`/desk/counsel/calls/${one.call.id}/answer`)}>
            <button class="button" type="submit">
              {site.t("counsel.i-have-it")}
            </button>
          </DeskForm>
        </article>
      ))}
    </>
  )
}

/** For whom, why, since when. */
export function CallHead({ site, one: { call, question, outcome } }: { readonly site: Site; readonly one: CallView }): JSX.Element {
  const asked = site.pack.questions.find(({ id }) => id === question)
  return (
    <>
      <h3>
        <Worded site={site} of={site.wording.body(call.body)} />
      </h3>
      <p>
        {site.t(`counsel.because-${call.because}`)} {asked !== undefined && <Worded site={site} of={site.wording.question(asked.id)} />}
      </p>
      <p class="meta">
        {site.t("counsel.since", { at: momentText(site, call.startedAt) })} · {site.t("counsel.incident", { id: call.incident })}
        {outcome !== null && (
          <>
            {" "}
            · {site.t("counsel.last-answer")} <OutcomeWord site={site} result={outcome} />
          </>
        )}
      </p>
    </>
  )
}

export function Told({ site, one: { call }, nameOf }: { readonly site: Site; readonly one: CallView; readonly nameOf: NameOf }): JSX.Element {
  return (
    <>
      {call.told.length > 0 && (
        <ul class="meta">
          {call.told.map(({ person, at, mailedAt }) => (
            <li>
              {mailedAt === null ? site.t("counsel.told", { name: nameOf(person), at: timeText(site, at) }) : site.t("counsel.told-mailed", { name: nameOf(person), at: timeText(site, at), mailed: timeText(site, mailedAt) })}
            </li>
          ))}
        </ul>
      )}
      {call.answered !== null && <p class="meta">{site.t("counsel.reached", { name: nameOf(call.answered.by), at: momentText(site, call.answered.at) })}</p>}
      {call.answered === null && call.nobodyLeftAt !== null && (
        <Notice kind="warn">
          <p>{site.t("counsel.nobody-left", { at: timeText(site, call.nobodyLeftAt) })}</p>
        </Notice>
      )}
    </>
  )
}

export function Directions({ site, one, nameOf }: { readonly site: Site; readonly one: CallView; readonly nameOf: NameOf }): JSX.Element {
  return (
    <>
      {one.directions.map(({ direction, differs, at, by }) => (
        <p>
          <span class="strong">{site.t(`counsel.direction-${direction}`)}</span> {differs && <span class="strong">{site.t("counsel.directed")}</span>}{" "}
          <span class="meta">{site.t("counsel.directed-by", { name: nameOf(by), at: momentText(site, at) })}</span>
        </p>
      ))}
    </>
  )
}

function Answered({ site, one, nameOf }: { readonly site: Site; readonly one: CallView; readonly nameOf: NameOf }): JSX.Element {
  return (
    <article class="line">
      <CallHead site={site} one={one} />
      <Told site={site} one={one} nameOf={nameOf} />
      <Directions site={site} one={one} nameOf={nameOf} />
      <p>
        <a href={site.href(`/desk/counsel/calls/${one.call.id}`)}>{one.directions.length === 0 ? site.t("counsel.direct") : site.t("counsel.direct-again")}</a>
      </p>
    </article>
  )
}

function Offers({ site, visit, view }: Pick<CounselPageProps, "site" | "visit" | "view">): JSX.Element {
  return (
    <>
      {view.offers.map((shift) => (
        <section class="panel flow">
          <h2>{site.t("counsel.offer-title")}</h2>
          <p>{site.t("counsel.offer", { name: view.nameOf(shift.person), from: momentText(site, shift.from), until: momentText(site, shift.until) })}</p>
          <DeskForm csrf={visit.csrf} action={site.href(`/desk/counsel/rota/${shift.id}/take`)}>
            <div class="actions">
              <button class="button" name="takes" value="yes" type="submit">
                {site.t("counsel.take")}
              </button>
              <button class="button second" name="takes" value="no" type="submit">
                {site.t("counsel.decline")}
              </button>
            </div>
          </DeskForm>
        </section>
      ))}
    </>
  )
}
