/** When something was and who says so: a day, and a source in a line. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { DateIs } from "../law/timeline/types.ts"
import type { Day, Source } from "../law/types.ts"
import { ExternalLink } from "./external-link.tsx"
import type { Site } from "./site.ts"
import { Written } from "./worded.tsx"

/** A day as a machine can read it; where the source names none, how near it is. Only a known one is told as data. */
export function DayOf({ site, date, dateIs = "known", itemprop }: { readonly site: Site; readonly date: Day; readonly dateIs?: DateIs; readonly itemprop?: string }): JSX.Element {
  const day = <time datetime={date} {...(itemprop === undefined || dateIs !== "known" ? {} : { itemprop })}>{site.day(date)}</time>
  switch (dateIs) {
    case "known":
      return day
    case "about":
      return <>{site.rich("timeline.about-day", {}, { day: () => day })}</>
    case "by":
      return <>{site.rich("timeline.by-day", {}, { day: () => day })}</>
  }
}

/** How the source says it, who it is, and of which day; without a day, when it was read. */
export function SourceLine({ site, source }: { readonly site: Site; readonly source: Source }): JSX.Element {
  return (
    <>
      {sourceIs(site, source)}{" "}
      <ExternalLink href={source.url}>
        <Written site={site} text={source.by} />
      </ExternalLink>
      {", "}
      {source.dated === null ? site.t("timeline.undated", { day: site.day(source.readOn) }) : <time datetime={source.dated}>{site.day(source.dated)}</time>}
    </>
  )
}

export function sourceIs(site: Site, { confidence }: Source): string {
  return site.t(SOURCE_IS[confidence])
}

const SOURCE_IS = { P: "timeline.source-read", "P*": "timeline.source-quoted", N: "timeline.source-reported" } as const
