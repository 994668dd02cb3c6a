/** Help lines with what a caller must know first: whose line it is, when it was published, and that a person has called it, or not yet. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { HelpLine } from "../law/types.ts"
import { ExternalLink } from "./external-link.tsx"
import { Phone } from "./phone.tsx"
import type { Site } from "./site.ts"
import { Written } from "./worded.tsx"

export function HelpLines({ site, lines }: { readonly site: Site; readonly lines: readonly HelpLine[] }): JSX.Element {
  return (
    <div class="lines">
      {lines.map((line) => (
        <HelpLineEntry site={site} line={line} />
      ))}
    </div>
  )
}

export function HelpLineEntry({ site, line }: { readonly site: Site; readonly line: HelpLine }): JSX.Element {
  return (
    <div class="line">
      <p>
        <Written site={site} text={line.name} />
      </p>
      <Phone site={site} number={line.number} />
      <ul class="meta dots">
        <li>
          {site.t("help.line-of")} <Written site={site} text={line.lineOf} />
        </li>
        {line.hours !== null && (
          <li>
            <Written site={site} text={line.hours} />
          </li>
        )}
        <li>
          {line.source.dated === null ? site.t("clause.source") : site.t("help.published-on", { day: site.day(line.source.dated) })}{" "}
          <ExternalLink href={line.source.url}>
            <Written site={site} text={line.source.by} />
          </ExternalLink>
        </li>
        <li>{line.confirmed === null ? site.t("help.unconfirmed") : site.t("help.confirmed", { day: site.day(line.confirmed.on) })}</li>
      </ul>
    </div>
  )
}
