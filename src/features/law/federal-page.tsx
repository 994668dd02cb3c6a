/**
 * For a federal official, on one page: what city staff do, what they do not do, what they are told if officers go ahead, whom
 * to call; and what the city's texts urge and demand, in so many words.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { StepId } from "../../law/types.ts"
import { clauseHref } from "../../ui/clauses.ts"
import { HelpLines } from "../../ui/help-lines.tsx"
import { Layout } from "../../ui/layout.tsx"
import { OutcomeWord } from "../../ui/outcome.tsx"
import { StateOfTexts } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { Boxed } from "../../ui/steps.tsx"
import { Worded } from "../../ui/worded.tsx"
import { ForceSection } from "./body-pages.tsx"
import { outcomeOfRule, QuestionLink } from "./clause-parts.tsx"
import type { QuestionRules, RuleAt } from "./model.ts"
import { clausesToOutside, standingRules, stepsGiven } from "./queries.ts"

const SIDES = ["wont", "will", "may", "advised"] as const
type Side = (typeof SIDES)[number]

export function FederalPage({ site }: { readonly site: Site }): JSX.Element {
  const questions = standingRules(site.pack, site.today)
  const steps = (who: "if-they-go-in" | "do-not"): readonly { readonly id: StepId; readonly who: typeof who }[] => stepsGiven(site.pack, site.today, who).map((id) => ({ id, who }))
  return (
    <Layout site={site} title={site.t("federal.title")} path="/federal">
      <header class="page-head">
        <h1>{site.t("federal.title")}</h1>
        <p class="lead">{site.t("federal.lead", { city: site.pack.settings.name })}</p>
        <StateOfTexts site={site} instruments={site.pack.instruments} />
      </header>
      <div class="flow-3">
        <section class="flow">
          <h2>{site.t("federal.in-person")}</h2>
          <p>{site.t("federal.in-person-lead")}</p>
          <div class="pair">
            <Boxed site={site} kind="do" heading={site.t("federal.if-go-ahead")} steps={steps("if-they-go-in")} />
            <Boxed site={site} kind="dont" heading={site.t("federal.staff-do-not")} steps={steps("do-not")} />
          </div>
        </section>
        {SIDES.map((side) => (
          <RulesOfSide site={site} side={side} questions={questions} />
        ))}
        <p>{site.t("federal.unsettled")}</p>
        <section class="flow">
          <h2>{site.t("federal.call")}</h2>
          <p>{site.t("federal.call-lead")}</p>
          <HelpLines site={site} lines={site.pack.help.filter((line) => line.for === "emergency" || line.for === "city")} />
        </section>
        <p class="muted">{site.t("federal.outside-lead")}</p>
        {clausesToOutside(site.pack).map((group) => (
          <ForceSection site={site} group={group} />
        ))}
      </div>
    </Layout>
  )
}

function sideOf({ rule }: RuleAt): Side {
  if (rule.force === "advises") return "advised"
  switch (rule.effect) {
    case "forbid":
      return "wont"
    case "permit":
      return "may"
    case "must":
      return "will"
  }
}

function RulesOfSide({ site, side, questions }: { readonly site: Site; readonly side: Side; readonly questions: readonly QuestionRules[] }): JSX.Element {
  const shown = questions.map(({ question, rules }) => ({ question, rules: rules.filter((at) => sideOf(at) === side) })).filter(({ rules }) => rules.length > 0)
  if (shown.length === 0) return <></>
  return (
    <section class="flow">
      <h2>{site.t(`federal.${side}`)}</h2>
      <p class="muted">{site.t(`federal.${side}-lead`)}</p>
      <dl class="by-question">
        {shown.map(({ question, rules }) => (
          <div>
            <dt>
              <QuestionLink site={site} id={question} />
            </dt>
            {rules.map((at) => (
              <dd>
                {side === "advised" && <OutcomeWord site={site} result={outcomeOfRule(at.rule)} />} {ruleLine(site, at)}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  )
}

function ruleLine(site: Site, { rule, clause, instrument }: RuleAt): Child {
  return (
    <>
      <Worded site={site} of={site.wording.reason(rule.id)} />{" "}
      <a class="meta" href={clauseHref(site, clause)}>
        <Worded site={site} of={site.wording.instrumentShort(instrument)} />: <Worded site={site} of={site.wording.clauseTitle(clause)} />
      </a>
    </>
  )
}
