/** The law: every instrument of the pack by rank, then the questions that they answer. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Instrument } from "../../law/types.ts"
import { instrumentHref } from "../../ui/clauses.ts"
import { Layout } from "../../ui/layout.tsx"
import { StateOfTexts } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import { QuestionLink } from "./clause-parts.tsx"
import { InstrumentFacts } from "./instrument-page.tsx"
import { clausesByForce, clausesIn, instrumentsByRank } from "./queries.ts"

export function LawPage({ site }: { readonly site: Site }): JSX.Element {
  const { instruments, questions } = site.pack
  return (
    <Layout site={site} title={site.t("nav.law")} path="/law">
      <header class="page-head">
        <h1>{site.t("nav.law")}</h1>
        <p class="lead">{site.t("law.lead", { count: instruments.length })}</p>
        <p class="muted">
          {site.t("law.how-many", {
            count: instruments.length,
            summaries: instruments.filter(({ text }) => text === "summary").length,
            reviewed: instruments.filter(({ reviewed }) => reviewed !== null).length,
          })}
        </p>
        <p><a href={site.href("/law/compare")}>{site.t("change.link")}</a></p>
        <StateOfTexts site={site} instruments={instruments} />
      </header>
      <div class="two">
        <div class="flow-3">
          {instrumentsByRank(site.pack).map((group) => (
            <section class="flow">
              <h2>{site.t(`rank.${group.rank}`)}</h2>
              <ul class="instruments">
                {group.instruments.map((instrument) => (
                  <li>
                    <InstrumentLine site={site} instrument={instrument} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <aside class="side flow" aria-labelledby="questions-title">
          <h2 id="questions-title">{site.t("law.questions", { count: questions.length })}</h2>
          <ul class="contents">
            {questions.map(({ id }) => (
              <li>
                <QuestionLink site={site} id={id} />
              </li>
            ))}
          </ul>
        </aside>
      </div>
    </Layout>
  )
}

function InstrumentLine({ site, instrument }: { readonly site: Site; readonly instrument: Instrument }): JSX.Element {
  return (
    <>
      <h3>
        <a href={instrumentHref(site, instrument.id)}>
          <Worded site={site} of={site.wording.instrumentTitle(instrument)} />
        </a>
      </h3>
      {site.wording.instrumentShort(instrument).text !== site.wording.instrumentTitle(instrument).text && (
        <p class="meta">
          <Worded site={site} of={site.wording.instrumentShort(instrument)} />
        </p>
      )}
      <InstrumentFacts site={site} instrument={instrument} />
      <ul class="tally">
        {clausesByForce(clausesIn(instrument)).map(({ force, clauses }) => (
          <li class={`force ${force}`}>{site.t("law.tally", { force: site.t(`force-short.${force}`), count: clauses.length })}</li>
        ))}
        {instrument.text === "official" && <li class="meta">{site.t("clause.official-words")}</li>}
        {instrument.reviewed !== null && <li class="meta">{site.t("law.reviewed", { role: instrument.reviewed.byRole, day: site.day(instrument.reviewed.on) })}</li>}
      </ul>
    </>
  )
}
