/** The answer's page: the answer, beside it what was said and the way to change it. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { AnswerBody, packLines, Printed } from "../../asking/answer-parts.tsx"
import type { GivenAnswer } from "../../asking/model.ts"
import { changedFacts } from "../../asking/queries.ts"
import { FactsSoFar } from "../../ui/facts-so-far.tsx"
import { Layout } from "../../ui/layout.tsx"
import { labelOf } from "../../ui/outcome.tsx"
import type { Site } from "../../ui/site.ts"
import { hasPrivateFacts, lawPath, situationPath, withFacts } from "../../ui/situation.ts"
import { Worded } from "../../ui/worded.tsx"
import { BackLink, ChangeForm, saidFacts } from "./situation-parts.tsx"

export function AnswerPage({ site, given }: { readonly site: Site; readonly given: GivenAnswer }): JSX.Element {
  const { situation, answer, soFar } = given
  const question = site.wording.question(situation.question.id)
  return (
    <Layout site={site} title={`${labelOf(site, answer.outcome)}: ${question.text}`} path={situationPath(situation)}>
      <BackLink site={site} back={given.back} question={situation} text={site.t("answer.back")} />
      <div class="two">
        <div class="answer">
          <h1 class="answer-question">
            <Worded site={site} of={question} />
          </h1>
          <AnswerBody site={site} given={given} lines={packLines(site, situation)} changed={(change) => (hasPrivateFacts(situation) ? null : site.href(situationPath(withFacts(situation, changedFacts(situation, change)))))} />
          <p class="no-print">
            <a href={site.href(lawPath(situation))}>{site.t("answer.all-law")}</a>
          </p>
        </div>
        <aside class="side flow stay" aria-label={site.t("answer.you-said")}>
          <ChangeForm site={site} situation={situation} />
          <FactsSoFar site={site} heading={site.t("answer.you-said")} facts={saidFacts(site, situation, soFar)} />
          <Printed site={site} given={given} />
          <p class="actions">
            <a class="button second" href={site.href("/ask")}>
              {site.t("answer.another")}
            </a>
          </p>
          <p class="muted no-print">{site.t("answer.print-hint")}</p>
        </aside>
      </div>
    </Layout>
  )
}
