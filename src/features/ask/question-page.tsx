/** One question a page; Back works, and what was said can be changed. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { Asked, problemWords, WhyWeAsk } from "../../asking/asked-fact.tsx"
import { DangerReminder, OnDay } from "../../asking/danger.tsx"
import type { AskedQuestion } from "../../asking/model.ts"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import { factLabel } from "../../ui/fact-words.ts"
import { FactsSoFar } from "../../ui/facts-so-far.tsx"
import { Layout } from "../../ui/layout.tsx"
import type { Site } from "../../ui/site.ts"
import { BackLink, ChangeForm, saidFacts } from "./situation-parts.tsx"
import { CONTROLS, hasPrivateFacts, situationPath } from "../../ui/situation.ts"
import { SituationForm } from "../../ui/situation-form.tsx"

export function QuestionPage({ site, asked }: { readonly site: Site; readonly asked: AskedQuestion }): JSX.Element {
  const { situation, fact, problem, sent } = asked
  const label = factLabel(site, fact)
  const title = `${label.text} – ${site.wording.questionShort(situation.question.id).text}`
  const message = problem === null ? null : problemWords(site, problem)
  return (
    <Layout site={site} title={title} path={situationPath(sent, sent.askAgain ?? undefined)} failed={message !== null}>
      <BackLink site={site} back={asked.back} question={situation} />
      <div class="two">
        <div>
          {message !== null && <ErrorSummary site={site} problems={[{ field: "answer", text: message }]} />}
          <OnDay site={site} on={situation.on} />
          <SituationForm site={site} situation={situation} isPrivate={fact.visibility === "private" || hasPrivateFacts(situation)}>
            <input type="hidden" name={CONTROLS.answering} value={fact.id} />
            <div class={message === null ? "question" : "question failed"}>
              <Asked site={site} asked={asked} message={message} />
            </div>
            <WhyWeAsk site={site} asked={asked} />
            <p class="actions">
              <button class="button">{site.t("ask.continue")}</button>
              {asked.atMost !== null && <span class="muted">{site.t("ask.at-most", { count: asked.atMost })}</span>}
            </p>
          </SituationForm>
        </div>
        <aside class="side flow" aria-label={site.t("ask.so-far")}>
          <DangerReminder site={site} />
          <ChangeForm site={site} situation={sent} />
          <FactsSoFar site={site} heading={site.t("ask.so-far")} facts={saidFacts(site, sent, asked.soFar)} />
        </aside>
      </div>
    </Layout>
  )
}
