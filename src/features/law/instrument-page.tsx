/** One instrument, whole: every clause with its words, what it does to whom, its rules, examples and duties, and what nobody has read. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Clause, Heading, Instrument } from "../../law/types.ts"
import { ClauseMark, Confidence, sameDisputeBefore } from "../../ui/clause-mark.tsx"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { Markdown } from "../../ui/markdown.tsx"
import { bold, Notice } from "../../ui/notices.tsx"
import { langOf, type Site } from "../../ui/site.ts"
import { Worded, Written, WrittenList } from "../../ui/worded.tsx"
import { ClauseEvents, ClauseParts } from "./clause-parts.tsx"
import { clausesByForce, clausesIn, hasSubstance } from "./queries.ts"

interface Props {
  readonly site: Site
  readonly instrument: Instrument
}

export function InstrumentPage({ site, instrument }: Props): JSX.Element {
  const title = site.wording.instrumentTitle(instrument)
  const preamble = site.wording.preamble(instrument)
  return (
    <Layout site={site} title={title.text} path={`/law/${instrument.id}`}>
      <p class="crumb">
        <a href={site.href("/law")}>
          <Arrow back={true} />
          {site.t("nav.law")}
        </a>
      </p>
      <div class="two">
        <article class="flow-3">
          <header class="page-head">
            <p class="muted">
              <Worded site={site} of={site.wording.instrumentShort(instrument)} />
            </p>
            <h1>
              <Worded site={site} of={title} />
            </h1>
            <InstrumentFacts site={site} instrument={instrument} />
            <InstrumentNotices site={site} instrument={instrument} />
            <p class="to-side">
              <a href="#contents">{site.t("law.contents")}</a>
            </p>
          </header>
          {instrument.preamble.trim() !== "" && (
            <div class="prose flow" {...langOf(site, preamble.language)}>
              <Markdown text={preamble.text} />
            </div>
          )}
          {instrument.headings.map((heading) => (
            <Part site={site} instrument={instrument} heading={heading} />
          ))}
        </article>
        <Contents site={site} instrument={instrument} />
      </div>
    </Layout>
  )
}

/** What it is, its days, and how sure we are of it as a whole. */
export function InstrumentFacts({ site, instrument }: Props): JSX.Element {
  const facts: readonly Child[] = [
    site.t(`instrument-kind.${instrument.kind}`),
    ...firstDays(site, instrument),
    ...(instrument.ends === null ? [] : [site.t("law.ends", { day: site.day(instrument.ends) })]),
    site.t("clause.confirmed", { day: site.day(instrument.source.confirmedThrough) }),
  ]
  return (
    <ul class="meta dots">
      {facts.map((fact) => (
        <li>{fact}</li>
      ))}
    </ul>
  )
}

function firstDays(site: Site, { signed, inForce }: Instrument): readonly string[] {
  if (signed !== null && signed === inForce) return [site.t("law.signed-and-in-force", { day: site.day(signed) })]
  return [...(signed === null ? [] : [site.t("law.signed", { day: site.day(signed) })]), inForce === null ? site.t("law.first-day-unknown") : site.t("law.in-force", { day: site.day(inForce) })]
}

function InstrumentNotices({ site, instrument }: Props): JSX.Element {
  return (
    <div class="notices">
      <Notice kind={instrument.text === "summary" ? "warn" : "note"}>
        <p>
          {instrument.text === "summary" ? site.rich("law.summary", {}, bold) : site.rich("law.official", {}, bold)} <Confidence site={site} confidence={instrument.source.confidence} source={instrument.source} />.
        </p>
        {instrument.unread.length > 0 && (
          <p>
            <b>{site.t("law.unread")}</b> <WrittenList site={site} texts={instrument.unread} />.
          </p>
        )}
      </Notice>
      <Notice kind="note">
        <p>{instrument.reviewed === null ? site.rich("law.not-reviewed", {}, bold) : site.t("law.reviewed", { role: instrument.reviewed.byRole, day: site.day(instrument.reviewed.on) })}</p>
      </Notice>
    </div>
  )
}

/** A heading and what stands under it. A clause that only gathers others is a heading with an address. */
function Part({ site, instrument, heading }: Props & { readonly heading: Heading }): JSX.Element {
  const level = heading.depth <= 2 ? 2 : heading.depth === 3 ? 3 : 4
  const clause = instrument.clauses.find(({ id }) => id === heading.clause)
  if (clause !== undefined && hasSubstance(clause)) {
    return (
      <ClauseMark site={site} clause={clause} instrument={instrument} on={site.today} as="text" level={level} disputeAt={sameDisputeBefore(clause, instrument.clauses.filter(hasSubstance))}>
        <ClauseEvents site={site} clause={clause} />
        <ClauseParts site={site} clause={clause} />
      </ClauseMark>
    )
  }
  const Tag = (["h2", "h3", "h4"] as const)[level - 2] ?? "h4"
  return <Tag {...(clause === undefined ? {} : { id: clause.eId })}>{clause === undefined ? <Written site={site} text={heading.text} /> : <Worded site={site} of={site.wording.clauseTitle(clause)} />}</Tag>
}

function Contents({ site, instrument }: Props): JSX.Element {
  return (
    <aside class="side stay" id="contents" aria-labelledby="contents-title">
      <h2 id="contents-title">{site.t("law.contents")}</h2>
      <ul class="contents">
        {clausesByForce(clausesIn(instrument)).map(({ force, clauses }) => (
          <li>
            <span class="muted">{site.t(`force-short.${force}`)}</span>
            <ul>
              {clauses.map(({ clause }) => (
                <li>
                  <ContentsLink site={site} clause={clause} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p class="actions">
        <a class="button second" href={site.href("/ask")}>
          {site.t("law.ask")}
        </a>
      </p>
    </aside>
  )
}

function ContentsLink({ site, clause }: { readonly site: Site; readonly clause: Clause }): JSX.Element {
  return (
    <a href={`#${clause.eId}`}>
      <Worded site={site} of={site.wording.clauseTitle(clause)} />
    </a>
  )
}
