/** What we do not know: each thing, as of when it was looked for, and what it is about. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Unknown } from "../../law/timeline/types.ts"
import { Layout } from "../../ui/layout.tsx"
import type { Site } from "../../ui/site.ts"
import { DayOf } from "../../ui/source-line.tsx"
import { Written } from "../../ui/worded.tsx"
import { BackToTimeline } from "./event-page.tsx"
import { Links, Rows } from "./parts.tsx"
import { clausesAt } from "./queries.ts"

export function UnknownPage({ site }: { readonly site: Site }): JSX.Element {
  const { unknown } = site.pack.timeline
  return (
    <Layout site={site} title={site.t("unknown.title")} path="/timeline/unknown" width="narrow" feed={true}>
      <BackToTimeline site={site} />
      <header class="page-head">
        <h1>{site.t("unknown.title")}</h1>
        <p class="lead">{site.t("unknown.lead")}</p>
      </header>
      <ul class="entries">
        {unknown.map((one) => (
          <li class="entry" id={`unknown-${one.id}`}>
            <p>
              <Written site={site} text={one.what} />
            </p>
            <p class="meta">{site.rich("unknown.as-of", {}, { day: () => <DayOf site={site} date={one.asOf} /> })}</p>
            <AboutIt site={site} unknown={one} />
          </li>
        ))}
      </ul>
    </Layout>
  )
}

function AboutIt({ site, unknown: { about } }: { readonly site: Site; readonly unknown: Unknown }): JSX.Element {
  const events = site.pack.timeline.events.filter(({ id }) => about.events.includes(id))
  const clauses = clausesAt(site.pack, about.clauses)
  if (events.length + clauses.length === 0) return <></>
  return <Rows rows={[[site.t("timeline.about"), <Links site={site} events={events} clauses={clauses} />]]} />
}
