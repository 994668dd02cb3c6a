/** The time line: what is not known, the picture, then everything with a day, chosen by kind, side and clause through plain links. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { isStale } from "../../law/answer.ts"
import { printMonth } from "../../ui/languages.ts"
import { Layout } from "../../ui/layout.tsx"
import { bold, Notice } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { DayOf, SourceLine } from "../../ui/source-line.tsx"
import { StatusWord } from "../../ui/status-mark.tsx"
import { eventHref, noticeHref } from "../../ui/timeline.ts"
import { Written } from "../../ui/worded.tsx"
import { FilterLinks } from "./filter-links.tsx"
import { filterPath } from "./filter.ts"
import type { Entry, TimelineView } from "./model.ts"
import { AnswerOf, NotKnown, Rows } from "./parts.tsx"
import { TimelinePicture } from "./picture.tsx"
import { isUrged, monthsOf } from "./queries.ts"
import { StatementCard } from "./statement.tsx"

interface Props {
  readonly site: Site
  readonly view: TimelineView
}

/** Unknown things told before the picture; the rest has its own page. */
const FIRST_UNKNOWN = 4

export function TimelinePage({ site, view }: Props): JSX.Element {
  const { unknown } = site.pack.timeline
  return (
    <Layout site={site} title={site.t("nav.timeline")} path={filterPath(view.filter)} feed={true}>
      <header class="page-head">
        <h1>{site.t("nav.timeline")}</h1>
        <p class="lead">{site.t("timeline.lead")}</p>
        {view.newest !== null && isStale(view.newest, site.today) && (
          <Notice kind="warn">
            <p>{site.rich("timeline.stale", { day: site.day(view.newest) }, bold)}</p>
          </Notice>
        )}
      </header>
      <div class="flow-3">
        <NotKnown
          site={site}
          unknown={unknown.slice(0, FIRST_UNKNOWN)}
          newest={view.newest}
          more={
            <p>
              <a href={site.href("/timeline/unknown")}>{site.t("unknown.all", { count: unknown.length })}</a>
            </p>
          }
        />
        <TimelinePicture site={site} />
        <section class="flow" id="list">
          <h2>{site.t("timeline.list")}</h2>
          <FilterLinks site={site} view={view} />
          <Entries site={site} view={view} />
          <p class="no-print">
            <a href={site.href("/timeline.atom")}>{site.t("timeline.feed")}</a>
          </p>
        </section>
      </div>
    </Layout>
  )
}

function Entries({ site, view }: Props): JSX.Element {
  if (view.entries.length === 0) return <p>{site.t("timeline.nothing-fits")}</p>
  const months = monthsOf(view.entries)
  return (
    <>
      {months.length > 1 && (
        <nav aria-label={site.t("timeline.months")} class="no-print">
          <ul class="choose">
            {months.map(({ month }) => (
              <li>
                <a href={`#month-${month.slice(0, 7)}`}>{printMonth(site.language, month)}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {months.map(({ month, entries }) => (
        <section class="month" aria-labelledby={`month-${month.slice(0, 7)}`}>
          <h3 id={`month-${month.slice(0, 7)}`}>{printMonth(site.language, month)}</h3>
          {entries.map((entry) => (
            <EntryOf site={site} entry={entry} />
          ))}
        </section>
      ))}
    </>
  )
}

function EntryOf({ site, entry }: { readonly site: Site; readonly entry: Entry }): JSX.Element {
  switch (entry.kind) {
    case "status":
      return <StatusEntryOf site={site} entry={entry} />
    case "statement":
      return <StatementCard site={site} statement={entry.statement} level={4} about="shown" />
    case "notice":
      return <NoticeEntryOf site={site} entry={entry} />
  }
}

function StatusEntryOf({ site, entry: { event, status, isFirst } }: { readonly site: Site; readonly entry: Extract<Entry, { kind: "status" }> }): JSX.Element {
  const says = status.says ?? (isFirst ? event.what : null)
  return (
    <article class="entry">
      <p class="meta">
        <DayOf site={site} date={status.date} dateIs={status.dateIs} /> · {site.t(`entry-kind.${event.kind}`)} · {site.t(`lane.${event.lane}`)}
      </p>
      <h4>
        <a href={eventHref(site, event.id)}>
          <Written site={site} text={event.title} />
        </a>
      </h4>
      <p>
        <StatusWord site={site} status={status.status} />
      </p>
      {says !== null && (
        <p>
          <Written site={site} text={says} />
        </p>
      )}
      <p class="meta">
        <SourceLine site={site} source={status.source} />
      </p>
    </article>
  )
}

function NoticeEntryOf({ site, entry: { notice } }: { readonly site: Site; readonly entry: Extract<Entry, { kind: "notice" }> }): JSX.Element {
  const urged = isUrged(site.pack, notice)
  return (
    <article class="entry">
      <p class="meta">
        <DayOf site={site} date={notice.date} /> · {urged ? site.t("entry-kind.request") : site.t("entry-kind.notice")}
      </p>
      <h4>
        <a href={noticeHref(site, notice.id)}>
          <Written site={site} text={notice.title} />
        </a>
      </h4>
      <Rows
        rows={[
          [site.t("timeline.to"), <Written site={site} text={notice.to} />],
          [urged ? site.t("timeline.urges") : site.t("timeline.demands"), <Written site={site} text={notice.demands} />],
          [site.t("timeline.answer"), <AnswerOf site={site} answer={notice.answer} />],
          [site.t("timeline.source"), <SourceLine site={site} source={notice.source} />],
        ]}
      />
    </article>
  )
}
