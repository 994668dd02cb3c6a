/**
 * The clause mark, the same wherever law is cited: a thin rule at the start edge; instrument and clause; what it does to
 * whom; how sure we are; confirmed to which day; what stands against it; one click to the text.
 *
 * `cite` stands on an answer or a list and leads to the clause; `text` is the clause itself, on its instrument's page.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { standingOf } from "../law/calendar.ts"
import type { Addressee, Clause, Confidence, Day, Force, Instrument, Source } from "../law/types.ts"
import { clauseHref, clauseOf } from "./clauses.ts"
import { ExternalLink } from "./external-link.tsx"
import { Markdown } from "./markdown.tsx"
import { DisputeNotice, SuspensionNotice, WithdrawalNotice } from "./notices.tsx"
import { langOf, type Site } from "./site.ts"
import { Worded, Written } from "./worded.tsx"

interface Props {
  readonly site: Site
  readonly clause: Clause
  readonly instrument: Instrument
  /** The day whose law is shown. */
  readonly on: Day
  readonly as: "cite" | "text"
  readonly level: 2 | 3 | 4
  /** Given where a dispute is not shown whole, since it stands against many clauses here: the clause where both sides stand. */
  readonly disputeAt?: Clause | undefined
  /** In plain words why it matters here: a rule's reason. */
  readonly lead?: Child
  readonly children?: Child
}

export function ClauseMark({ site, clause, instrument, on, as, level, disputeAt, lead, children }: Props): JSX.Element {
  const prose = site.wording.clauseProse(clause)
  return (
    <section class="clause" {...(as === "text" ? { id: clause.eId } : {})}>
      <ClauseHeading site={site} clause={clause} instrument={instrument} as={as} level={level} />
      {lead !== undefined && <div class="lead-in">{lead}</div>}
      <div class="prose" {...langOf(site, prose.language)}>
        <Markdown text={prose.text} />
      </div>
      <ClauseMeta site={site} clause={clause} instrument={instrument} as={as} />
      <Standing site={site} clause={clause} on={on} disputeAt={disputeAt} />
      {children}
    </section>
  )
}

function ClauseHeading({ site, clause, instrument, as, level }: Pick<Props, "site" | "clause" | "instrument" | "as" | "level">): JSX.Element {
  const Tag = (["h2", "h3", "h4"] as const)[level - 2] ?? "h4"
  const title = <Worded site={site} of={site.wording.clauseTitle(clause)} />
  return (
    <div class="clause-head">
      <Tag>
        {as === "cite" ? (
          <a href={clauseHref(site, clause)}>
            <Worded site={site} of={site.wording.instrumentShort(instrument)} />: {title}
          </a>
        ) : (
          title
        )}
      </Tag>
      <ForceBadge site={site} force={clause.force} to={clause.to} />
    </div>
  )
}

export function ForceBadge({ site, force, to }: { readonly site: Site; readonly force: Force; readonly to: Addressee }): JSX.Element {
  return <span class={`force ${force}`}>{site.t(`force.${force}`, { to: site.addressee(to) })}</span>
}

function ClauseMeta({ site, clause, instrument, as }: Pick<Props, "site" | "clause" | "instrument" | "as">): JSX.Element {
  const parts: Child[] = [
    ...(as === "cite" && instrument.signed !== null ? [site.t("law.signed", { day: site.day(instrument.signed) })] : []),
    // On the instrument's own page its head says so once for all its clauses.
    ...(as === "cite" ? [site.t(instrument.text === "summary" ? "clause.our-words" : "clause.official-words")] : []),
    <Confidence site={site} confidence={clause.confidence} source={clause.source} />,
    site.t("clause.confirmed", { day: site.day(clause.source.confirmedThrough) }),
    ...daysOf(site, clause, instrument),
    ...(as === "text" && hasOurHeadingAmongNumbers(clause, instrument) ? [site.t("clause.our-heading")] : []),
    ...(as === "text" && clause.restates.length > 0 ? [<Restates site={site} clause={clause} />] : []),
    as === "text" ? <a href={`#${clause.eId}`}>{site.t("clause.link-here")}<span class="hidden"> {site.wording.clauseTitle(clause).text}</span></a> : <a href={clauseHref(site, clause)}>{site.t("clause.full")}<span class="hidden"> {site.wording.clauseTitle(clause).text}</span></a>,
  ]
  return (
    <ul class="meta dots">
      {parts.map((part) => (
        <li>{part}</li>
      ))}
    </ul>
  )
}

/** Where some clauses of a text have their official numbers, one without says so; where none has, the head lists it as unread. */
function hasOurHeadingAmongNumbers(clause: Clause, instrument: Instrument): boolean {
  return clause.eId.startsWith("cl_") && instrument.clauses.some(({ eId }) => !eId.startsWith("cl_"))
}

/** How sure we are, with the source in words: read, quoted, or only reported. */
export function Confidence({ site, confidence, source }: { readonly site: Site; readonly confidence: Confidence; readonly source: Source }): JSX.Element {
  const by = (
    <ExternalLink href={source.url}>
      <Written site={site} text={source.by} />
    </ExternalLink>
  )
  const dated = source.dated === null ? "" : `, ${site.day(source.dated)}`
  switch (confidence) {
    case "P":
      return <>{site.t("confidence.read")} ({by}{dated})</>
    case "P*":
      return <>{site.t("confidence.quoted")} ({by}{dated})</>
    case "N":
      return <>{site.t("confidence.reported")} {by}{dated}</>
  }
}

/** A clause's own days, where they differ from its instrument's. */
function daysOf(site: Site, clause: Clause, instrument: Instrument): readonly Child[] {
  const begins = clause.inForce === instrument.inForce ? [] : [clause.inForce === null ? site.t("law.first-day-unknown") : site.t("law.in-force", { day: site.day(clause.inForce) })]
  const ends = clause.ends === null || clause.ends === instrument.ends ? [] : [site.t("law.ends", { day: site.day(clause.ends) })]
  return [...begins, ...ends]
}

function Restates({ site, clause }: { readonly site: Site; readonly clause: Clause }): JSX.Element {
  const links = clause.restates.flatMap((id, index) => {
    const found = clauseOf(site.pack, id)
    if (found === undefined) return []
    return [
      index === 0 ? " " : ", ",
      <a href={clauseHref(site, found.clause)}>
        <Worded site={site} of={site.wording.instrumentShort(found.instrument)} />: <Worded site={site} of={site.wording.clauseTitle(found.clause)} />
      </a>,
    ]
  })
  return <>{site.t("clause.restates")}{links}</>
}

/** What stands against a clause: a dispute on file, a court's hold, counsel's withdrawal, or days on which it does not stand. */
export function Standing({ site, clause, on, disputeAt }: Pick<Props, "site" | "clause" | "on" | "disputeAt">): JSX.Element {
  const standing = standingOf(clause, on)
  return (
    <>
      {standing === "not-yet" && <p class="meta strong">{site.t("clause.not-yet", { day: site.day(on) })}</p>}
      {standing === "ended" && <p class="meta strong">{site.t("clause.ended", { day: site.day(on) })}</p>}
      {clause.withdrawals.map((withdrawal) => (
        <WithdrawalNotice site={site} withdrawal={withdrawal} />
      ))}
      {clause.suspensions.map((suspension) => (
        <SuspensionNotice site={site} suspension={suspension} />
      ))}
      {disputeAt === undefined && clause.disputes.map((dispute) => <DisputeNotice site={site} dispute={dispute} />)}
      {disputeAt !== undefined && clause.disputes.length > 0 && (
        <p class="meta strong">
          <a href={clauseHref(site, disputeAt)}>
            {site.t("notice.disputed-short")}
            <span class="hidden"> {site.wording.clauseTitle(clause).text}</span>
          </a>
        </p>
      )}
    </>
  )
}

/** The first of these clauses against which the same is disputed, where that is another one than the clause itself. */
export function sameDisputeBefore(clause: Clause, clauses: readonly Clause[]): Clause | undefined {
  const key = (one: Clause): string => one.disputes.map(({ by, says, date }) => `${by} ${says} ${date}`).join("; ")
  const first = clauses.find((one) => one.disputes.length > 0 && key(one) === key(clause))
  return first === clause ? undefined : first
}
