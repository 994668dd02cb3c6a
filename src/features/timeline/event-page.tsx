/** One event: what is not known of it, how it stands, how it came to stand so, whose figures there are, and everything said of it. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { isStale } from "../../law/answer.ts"
import type { StatusEntry, TimelineEvent } from "../../law/timeline/types.ts"
import { EventStanding } from "../../ui/event-standing.tsx"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { bold, Notice } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { DayOf, SourceLine } from "../../ui/source-line.tsx"
import { StatusWord } from "../../ui/status-mark.tsx"
import { Written } from "../../ui/worded.tsx"
import type { EventView } from "./model.ts"
import { ClauseList, Corrections, Figures, NoticeLinks, NotKnown } from "./parts.tsx"
import { StatementCard } from "./statement.tsx"

interface Props {
  readonly site: Site
  readonly view: EventView
}

export function EventPage({ site, view }: Props): JSX.Element {
  const { event, unknown, figures, statements } = view
  return (
    <Layout site={site} title={site.wording.written(event.title).text} path={`/timeline/${event.id}`} feed={true}>
      <BackToTimeline site={site} />
      <div class="two">
        <article class="flow-3" itemscope itemtype="https://schema.org/CreativeWork">
          <EventHead site={site} event={event} />
          <Corrections site={site} corrections={event.corrections} />
          <NotKnown site={site} unknown={unknown} />
          <History site={site} event={event} />
          {figures.length > 0 && (
            <section class="flow">
              <h2>{site.t("timeline.figures")}</h2>
              <p class="muted">{site.t("timeline.figures-lead")}</p>
              {figures.map((group) => (
                <div class="figures">
                  <h3><Written site={site} text={group.title} /></h3>
                  <Figures site={site} group={group} />
                </div>
              ))}
            </section>
          )}
          <section class="flow">
            <h2>{site.t("timeline.said", { count: statements.length })}</h2>
            {statements.length === 0 && <p class="muted">{site.t("timeline.nothing-said")}</p>}
            {statements.map((statement) => (
              <StatementCard site={site} statement={statement} level={3} about="left-out" />
            ))}
          </section>
        </article>
        <Beside site={site} view={view} />
      </div>
    </Layout>
  )
}

export function BackToTimeline({ site }: { readonly site: Site }): JSX.Element {
  return (
    <p class="crumb">
      <a href={site.href("/timeline")}>
        <Arrow back={true} />
        {site.t("nav.timeline")}
      </a>
    </p>
  )
}

function EventHead({ site, event }: { readonly site: Site; readonly event: TimelineEvent }): JSX.Element {
  const through = event.history.map(({ source }) => source.confirmedThrough).reduce((latest, day) => (day > latest ? day : latest))
  return (
    <header class="page-head" itemprop="about" itemscope itemtype="https://schema.org/Event">
      <p class="muted">
        {site.t(`entry-kind.${event.kind}`)} · {site.t(`lane.${event.lane}`)}
      </p>
      <h1 itemprop="name">
        <Written site={site} text={event.title} />
      </h1>
      <p class="lead" itemprop="description">
        <Written site={site} text={event.what} />
      </p>
      <p>
        <EventStanding site={site} event={event} />
        {event.history[0].dateIs === "known" && <time hidden itemprop="startDate" datetime={event.history[0].date}></time>}
      </p>
      {isStale(through, site.today) && (
        <Notice kind="warn">
          <p>{site.rich("timeline.stale-event", { day: site.day(through) }, bold)}</p>
        </Notice>
      )}
    </header>
  )
}

function History({ site, event }: { readonly site: Site; readonly event: TimelineEvent }): JSX.Element {
  return (
    <section class="flow">
      <h2>{site.t("timeline.history")}</h2>
      <ol class="history">
        {event.history.map((entry) => (
          <li>
            <HistoryLine site={site} entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function HistoryLine({ site, entry }: { readonly site: Site; readonly entry: StatusEntry }): JSX.Element {
  return (
    <>
      <p>
        <StatusWord site={site} status={entry.status} /> <DayOf site={site} date={entry.date} dateIs={entry.dateIs} />
      </p>
      {entry.says !== null && (
        <p>
          <Written site={site} text={entry.says} />
        </p>
      )}
      <p class="meta">
        <SourceLine site={site} source={entry.source} />
      </p>
    </>
  )
}

/** What it touches: clauses, and the city's demands that rest on them. */
function Beside({ site, view: { clauses, notices } }: Props): JSX.Element {
  if (clauses.length + notices.length === 0) return <></>
  return (
    <aside class="side flow" aria-labelledby="beside">
      <h2 id="beside">{site.t("timeline.touches")}</h2>
      <ClauseList site={site} clauses={clauses} />
      {notices.length > 0 && (
        <>
          <h2>{site.t("timeline.notices")}</h2>
          <NoticeLinks site={site} notices={notices} />
        </>
      )}
    </aside>
  )
}
