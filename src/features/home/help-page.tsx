/** Help, where the pack has no guide to it: numbers to call with what is known of each. And what city workers must and must not do, in plain words. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { HelpLine } from "../../law/types.ts"
import { clauseHref } from "../../ui/clauses.ts"
import { HelpLines } from "../../ui/help-lines.tsx"
import { Layout } from "../../ui/layout.tsx"
import { StateOfTexts } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import type { PlainRules } from "./model.ts"

const KINDS: readonly HelpLine["for"][] = ["emergency", "taken", "legal", "city", "report"]

export function HelpPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Layout site={site} title={site.t("help.title")} path="/help" width="narrow">
      <header class="page-head">
        <h1>{site.t("help.title")}</h1>
        <p class="lead">{site.t("help.lead")}</p>
        <p>
          <a href={site.href("/help/rules")}>{site.t("help.rules")}</a>
        </p>
      </header>
      <div class="flow-3">
        {KINDS.map((kind) => (
          <LinesFor site={site} kind={kind} />
        ))}
      </div>
    </Layout>
  )
}

export function PlainRulesPage({ site, questions }: { readonly site: Site; readonly questions: readonly PlainRules[] }): JSX.Element {
  return (
    <Layout site={site} title={site.t("help.rules")} path="/help/rules" width="narrow">
      <header class="page-head">
        <h1>{site.t("help.rules")}</h1>
        <p class="lead">{site.t("help.rules-lead")}</p>
        <StateOfTexts site={site} instruments={site.pack.instruments} />
      </header>
      <dl class="by-question">
        {questions.map(({ question, rules }) => (
          <div>
            <dt>
              <a href={site.href(`/law/questions/${question}`)}>
                <Worded site={site} of={site.wording.questionShort(question)} />
              </a>
            </dt>
            {rules.map(({ rule, clause, instrument }) => (
              <dd>
                <b>{site.t(WHAT_THEY_DO[rule.effect])}</b> <Worded site={site} of={site.wording.reason(rule.id)} />{" "}
                <a class="meta" href={clauseHref(site, clause)}>
                  <Worded site={site} of={site.wording.instrumentShort(instrument)} />
                </a>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Layout>
  )
}

/** To a resident a rule says what city workers do; "Yes, you must" would speak to the wrong person. */
const WHAT_THEY_DO = { forbid: "help.they-must-not", permit: "help.they-may", must: "help.they-must" } as const

function LinesFor({ site, kind }: { readonly site: Site; readonly kind: HelpLine["for"] }): JSX.Element {
  const lines = site.pack.help.filter((line) => line.for === kind)
  if (lines.length === 0) return <></>
  return (
    <section class="flow">
      <h2>{site.t(`help.for-${kind}`)}</h2>
      <HelpLines site={site} lines={lines} />
    </section>
  )
}
