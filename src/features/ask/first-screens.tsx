/** Before any question: the list of them, and whether anyone is hurt or in danger. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { OnDay } from "../../asking/danger.tsx"
import type { QuestionGroup } from "../../asking/model.ts"
import { groupTitle } from "../../asking/question-groups.ts"
import type { Day, Question } from "../../law/types.ts"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { Phone } from "../../ui/phone.tsx"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import { dangerPath, situationPath } from "../../ui/situation.ts"

export function QuestionsPage({ site, groups }: { readonly site: Site; readonly groups: readonly QuestionGroup[] }): JSX.Element {
  return (
    <Layout site={site} title={site.t("ask.title")} path="/ask">
      <header class="page-head">
        <h1>{site.t("ask.title")}</h1>
        <p class="lead">{site.t("ask.lead")}</p>
      </header>
      <div class="flow-3">
        {groups.map((group) => (
          <section class="flow">
            <h2>{groupTitle(site, group)}</h2>
            <ul class={group.questions.length > 4 ? "index" : "index one"}>
              {group.questions.map((id) => (
                <li>
                  <a href={site.href(`/ask/${id}`)}>
                    <Worded site={site} of={site.wording.question(id)} />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p class="muted">{site.t("ask.not-found")}</p>
      </div>
    </Layout>
  )
}

interface FirstScreen {
  readonly site: Site
  readonly question: Question
  readonly on: Day | null
}

export function DangerPage({ site, question, on }: FirstScreen): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  const calm = situationPath({ question, on, facts: new Map() })
  return (
    <Layout site={site} title={site.t("danger.title")} path={dangerPath(question, on)} width="narrow">
      <p class="crumb">
        <a href={site.href("/ask")}>
          <Arrow back={true} />
          {site.t("ask.back")}
        </a>
      </p>
      <div class="flow">
        <p class="caption">
          <Worded site={site} of={site.wording.question(question.id)} />
        </p>
        <h1>{site.t("danger.title")}</h1>
        <p class="lead">
          {emergency === undefined ? site.t("danger.lead-without-number") : site.rich("danger.lead", {}, { phone: () => <Phone site={site} number={emergency.number} /> })}
        </p>
        <OnDay site={site} on={on} />
        <ul class="choices">
          <Choice href={site.href(dangerPath(question, on, "yes"))} danger={true}>
            {site.t("danger.yes")}
          </Choice>
          <Choice href={site.href(calm)}>{site.t("danger.no")}</Choice>
        </ul>
      </div>
    </Layout>
  )
}

function Choice({ href, danger, children }: { readonly href: string; readonly danger?: boolean; readonly children: Child }): JSX.Element {
  return (
    <li>
      <a class={danger === true ? "choice danger" : "choice"} href={href}>
        <span>{children}</span>
        <Arrow />
      </a>
    </li>
  )
}

export function HelpFirstPage({ site, question, on }: FirstScreen): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <Layout site={site} title={site.t("danger.help-first")} path={dangerPath(question, on, "yes")} width="narrow">
      <p class="crumb">
        <a href={site.href(dangerPath(question, on))}>
          <Arrow back={true} />
          {site.t("ask.back")}
        </a>
      </p>
      <div class="flow">
        <h1>{site.t("danger.help-first")}</h1>
        <div class="now">
          <ol>
            <li>
              {site.t("danger.call")} {emergency !== undefined && <Phone site={site} number={emergency.number} />}
            </li>
            <li>{site.t("danger.help")}</li>
            <li>{site.t("danger.come-back")}</li>
          </ol>
        </div>
        <p>{site.t("danger.no-text-forbids")}</p>
        <p class="actions">
          <a class="button second" href={site.href(situationPath({ question, on, facts: new Map() }))}>
            {site.t("danger.over")}
          </a>
        </p>
      </div>
    </Layout>
  )
}
