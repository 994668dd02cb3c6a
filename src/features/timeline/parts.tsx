/**
 * Parts that every page of the time line shares. Whoever speaks has the same form: who, in what role; in our words; in theirs; what was
 * answered, or that no answer was found; the source. Figures of all who gave any stand side by side.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { AnswerSlot, Correction, FigureGroup, Notice, TimelineEvent, Unknown } from "../../law/timeline/types.ts"
import type { Day } from "../../law/types.ts"
import { ForceBadge } from "../../ui/clause-mark.tsx"
import { clauseHref, type ClauseAt } from "../../ui/clauses.ts"
import { Notice as NoticeBox } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { DayOf, SourceLine } from "../../ui/source-line.tsx"
import { eventHref, noticeHref } from "../../ui/timeline.ts"
import { Worded, Written } from "../../ui/worded.tsx"

/** Labels at the start, what they label beside them; one below the other where there is little room. */
export function Rows({ rows }: { readonly rows: readonly (readonly [label: string, value: Child])[] }): JSX.Element {
  return (
    <dl class="rows">
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function AnswerOf({ site, answer }: { readonly site: Site; readonly answer: AnswerSlot }): JSX.Element {
  if (answer.kind === "none-found") return <span class="muted">{site.t("timeline.no-answer", { day: site.day(answer.asOf) })}</span>
  return (
    <>
      <b>
        <Written site={site} text={answer.by} />
      </b>
      {answer.date === null ? "" : <> ({site.day(answer.date)})</>}: <Written site={site} text={answer.says} />{" "}
      <span class="meta">
        <SourceLine site={site} source={answer.source} />
      </span>
    </>
  )
}

/** Figures for one thing: each with what it counts, whose it is, and as of when. None is chosen. */
export function Figures({ site, group }: { readonly site: Site; readonly group: FigureGroup }): JSX.Element {
  return (
    <ul class="figure-list">
      {group.figures.map((figure) => (
        <li>
          <b class="value">
            <Written site={site} text={figure.value} />
          </b>
          <span>
            <Written site={site} text={figure.counts} />
          </span>
          <span class="meta">
            {site.t("timeline.figure-by")} <Written site={site} text={figure.by} />
            {figure.asOf === null ? "" : `, ${site.t("timeline.as-of", { day: site.day(figure.asOf) })}`}. <SourceLine site={site} source={figure.source} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What was changed in an entry, when and why; what it said before is one tap away. */
export function Corrections({ site, corrections }: { readonly site: Site; readonly corrections: readonly Correction[] }): JSX.Element {
  if (corrections.length === 0) return <></>
  return (
    <div class="corrections">
      {corrections.map(({ on, was, reason }) => (
        <NoticeBox kind="note">
          <p itemprop="correction" itemscope itemtype="https://schema.org/CorrectionComment">
            <b>{site.rich("timeline.corrected", {}, { day: () => <DayOf site={site} date={on} itemprop="datePublished" /> })}</b>{" "}
            <span itemprop="text">
              <Written site={site} text={reason} />
            </span>
          </p>
          <details>
            <summary>{site.t("timeline.before")}</summary>
            <p>
              <Written site={site} text={was} />
            </p>
          </details>
        </NoticeBox>
      ))}
    </div>
  )
}

/** What nobody here knows, before what somebody does. `newest`: a day that the page has already said. */
export function NotKnown({ site, unknown, more, newest = null }: { readonly site: Site; readonly unknown: readonly Unknown[]; readonly more?: Child; readonly newest?: Day | null }): JSX.Element {
  if (unknown.length === 0) return <></>
  return (
    <section class="not-known" aria-labelledby="not-known">
      <h2 id="not-known">{site.t("unknown.title")}</h2>
      <ul>
        {unknown.map(({ what, asOf }) => (
          <li>
            <Written site={site} text={what} />
            {asOf !== newest && <span class="meta"> ({site.t("timeline.as-of", { day: site.day(asOf) })})</span>}
          </li>
        ))}
      </ul>
      {more}
    </section>
  )
}

export function ClauseList({ site, clauses }: { readonly site: Site; readonly clauses: readonly ClauseAt[] }): JSX.Element {
  return (
    <ul class="plain">
      {clauses.map(({ clause, instrument }) => (
        <li>
          <a href={clauseHref(site, clause)}>
            <Worded site={site} of={site.wording.instrumentShort(instrument)} />: <Worded site={site} of={site.wording.clauseTitle(clause)} />
          </a>{" "}
          <ForceBadge site={site} force={clause.force} to={clause.to} />
        </li>
      ))}
    </ul>
  )
}

/** Links to events and clauses, one after another. */
export function Links({ site, events, clauses }: { readonly site: Site; readonly events: readonly TimelineEvent[]; readonly clauses: readonly ClauseAt[] }): JSX.Element {
  const links = [
    ...events.map(({ id, title }) => <a href={eventHref(site, id)}><Written site={site} text={title} /></a>),
    ...clauses.map(({ clause, instrument }) => <a href={clauseHref(site, clause)}><Worded site={site} of={site.wording.instrumentShort(instrument)} />: <Worded site={site} of={site.wording.clauseTitle(clause)} /></a>),
  ]
  return (
    <ul class="dots">
      {links.map((link) => (
        <li>{link}</li>
      ))}
    </ul>
  )
}

export function NoticeLinks({ site, notices }: { readonly site: Site; readonly notices: readonly Notice[] }): JSX.Element {
  return (
    <ul class="plain">
      {notices.map(({ id, title, date }) => (
        <li>
          <a href={noticeHref(site, id)}>
            <Written site={site} text={title} />
          </a>{" "}
          <span class="meta">{site.day(date)}</span>
        </li>
      ))}
    </ul>
  )
}
