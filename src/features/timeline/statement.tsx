/** What somebody said: the same rows in the same sequence for every speaker. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { figureGroups } from "../../law/timeline/links.ts"
import type { Statement } from "../../law/timeline/types.ts"
import { langOf, type Site } from "../../ui/site.ts"
import { DayOf, SourceLine } from "../../ui/source-line.tsx"
import { Written } from "../../ui/worded.tsx"
import { AnswerOf, Corrections, Figures, Links, Rows } from "./parts.tsx"
import { clausesAt, eventsOf } from "./queries.ts"

interface Props {
  readonly site: Site
  readonly statement: Statement
  readonly level: 3 | 4
  /** Events and clauses that it is about, where the page does not say so already. */
  readonly about: "shown" | "left-out"
}

export function StatementCard({ site, statement, level, about }: Props): JSX.Element {
  const { id, date, dateIs, speaker, role, side, place, says, quote, answer, source } = statement
  const Tag = level === 3 ? "h3" : "h4"
  const rows: readonly (readonly [string, Child])[] = [
    [site.t("timeline.our-words"), <span itemprop="text"><Written site={site} text={says} /></span>],
    ...(quote === null ? [] : [[site.t("timeline.their-words"), <Quote site={site} quote={quote} />] as const]),
    ...(about === "shown" ? aboutRow(site, statement) : []),
    ...figureRows(site, statement),
    [site.t("timeline.answer"), <AnswerOf site={site} answer={answer} />],
    [site.t("timeline.source"), <SourceLine site={site} source={source} />],
  ]
  return (
    <article class="entry said" id={`said-${id}`} itemscope itemtype="https://schema.org/Statement">
      <p class="meta">
        <DayOf site={site} date={date} dateIs={dateIs} itemprop="dateCreated" /> · {site.t("entry-kind.statement")} · {site.t(`side.${side}`)}
      </p>
      <div>
        <Tag itemprop="author">
          <Written site={site} text={speaker} />
        </Tag>
        <p class="muted">
          <Written site={site} text={role} />
          {place !== null && <> · <Written site={site} text={place} /></>}
        </p>
      </div>
      <Rows rows={rows} />
      <Corrections site={site} corrections={statement.corrections} />
    </article>
  )
}

function aboutRow(site: Site, statement: Statement): readonly (readonly [string, Child])[] {
  const [events, clauses] = [eventsOf(site.pack, statement), clausesAt(site.pack, statement.about.clauses)]
  return events.length + clauses.length === 0 ? [] : [[site.t("timeline.about"), <Links site={site} events={events} clauses={clauses} />]]
}

/** Named beside what was said, and one tap away. */
function figureRows(site: Site, { data }: Statement): readonly (readonly [string, Child])[] {
  const folded = figureGroups(site.pack.timeline, data).map((group) => (
    <details class="figures">
      <summary><Written site={site} text={group.title} /></summary>
      <Figures site={site} group={group} />
    </details>
  ))
  return folded.length === 0 ? [] : [[site.t("timeline.figures"), folded]]
}

/** In the speaker's own language, since another would not be their words; a translation stands beside them as ours. */
function Quote({ site, quote }: { readonly site: Site; readonly quote: string }): JSX.Element {
  const first = site.pack.settings.languages[0]
  const translated = site.wording.written(quote)
  return (
    <>
      <q {...langOf(site, first)}>{quote}</q>
      {translated.language !== first && <span class="meta"> ({site.t("timeline.translated")} {translated.text})</span>}
    </>
  )
}
