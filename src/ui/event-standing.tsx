/** How an event stands, as far as is known: the newest status that something is known of; and, where nothing is known since, from when. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { StatusEntry, TimelineEvent } from "../law/timeline/types.ts"
import type { Site } from "./site.ts"
import { DayOf } from "./source-line.tsx"
import { StatusWord } from "./status-mark.tsx"

export function EventStanding({ site, event }: { readonly site: Site; readonly event: TimelineEvent }): JSX.Element {
  return (
    <span class="standing">
      {standingOf(event).map(({ status, date, dateIs }) => (
        <span>
          <StatusWord site={site} status={status} /> <DayOf site={site} date={date} dateIs={dateIs} />
        </span>
      ))}
    </span>
  )
}

/** One or two: that nothing is known since a day says nothing of what stood before it. */
function standingOf({ history }: TimelineEvent): readonly StatusEntry[] {
  const known = history.findLast(({ status }) => status !== "unknown-since")
  const newest = history.at(-1)
  return [...(known === undefined ? [] : [known]), ...(newest === undefined || newest === known ? [] : [newest])]
}
