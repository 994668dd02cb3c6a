/** One formal demand of the city: what is demanded of whom, on which clauses it rests, how it was delivered, and what came of it. Printed, it is a page by itself. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { EventStanding } from "../../ui/event-standing.tsx"
import { Layout } from "../../ui/layout.tsx"
import type { Site } from "../../ui/site.ts"
import { DayOf, SourceLine } from "../../ui/source-line.tsx"
import { eventHref } from "../../ui/timeline.ts"
import { Written } from "../../ui/worded.tsx"
import { BackToTimeline } from "./event-page.tsx"
import type { NoticeView } from "./model.ts"
import { AnswerOf, ClauseList, Corrections, NotKnown, Rows } from "./parts.tsx"
import { isUrged } from "./queries.ts"

interface Props {
  readonly site: Site
  readonly view: NoticeView
}

export function NoticePage({ site, view }: Props): JSX.Element {
  const { notice, unknown, grounds, events } = view
  const { name } = site.pack.settings
  const urged = isUrged(site.pack, notice)
  return (
    <Layout site={site} title={site.wording.written(notice.title).text} path={`/notices/${notice.id}`} width="narrow" feed={true}>
      <BackToTimeline site={site} />
      <article class="flow-3" itemscope itemtype="https://schema.org/Message">
        <header class="page-head">
          <p class="muted">{urged ? site.t("entry-kind.request") : site.t("entry-kind.notice")}</p>
          <h1 itemprop="name">
            <Written site={site} text={notice.title} />
          </h1>
          <Corrections site={site} corrections={notice.corrections} />
        </header>
        <NotKnown site={site} unknown={unknown} />
        <Rows
          rows={[
            [site.t("timeline.of-day"), <DayOf site={site} date={notice.date} itemprop="dateCreated" />],
            [site.t("timeline.by"), <span itemprop="sender">{name}</span>],
            [site.t("timeline.to"), <span itemprop="recipient"><Written site={site} text={notice.to} /></span>],
            [urged ? site.t("timeline.urges") : site.t("timeline.demands"), <span class="demand" itemprop="text"><Written site={site} text={notice.demands} /></span>],
            [site.t("timeline.grounds"), <ClauseList site={site} clauses={grounds} />],
            [site.t("timeline.delivered"), notice.delivered === null ? <span class="muted">{site.t("timeline.not-found")}</span> : <Written site={site} text={notice.delivered} />],
            [site.t("timeline.answer"), <AnswerOf site={site} answer={notice.answer} />],
            [site.t("timeline.follow-up"), notice.followUp === null ? <span class="muted">{site.t("timeline.not-found")}</span> : <Written site={site} text={notice.followUp} />],
            [site.t("timeline.source"), <SourceLine site={site} source={notice.source} />],
          ]}
        />
        {events.length > 0 && (
          <section class="flow">
            <h2>{site.t("timeline.same-clauses")}</h2>
            <ul class="plain">
              {events.map((event) => (
                <li>
                  <a href={eventHref(site, event.id)}>
                    <Written site={site} text={event.title} />
                  </a>{" "}
                  <EventStanding site={site} event={event} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <p class="print-only meta">{site.t("timeline.printed", { city: name, today: site.day(site.today), digest: site.pack.digest.slice(0, 16) })}</p>
      </article>
    </Layout>
  )
}
