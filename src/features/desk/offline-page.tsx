/**
 * The desk without a connection: questions that run on the device, and drafts that wait there. The page is the same for everybody and holds
 * nothing of anybody, so it may be saved; what the script shows, the server has written into templates beforehand, with the parts of
 * every other page.
 */
import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { Asked } from "../../asking/asked-fact.tsx"
import { PhoneLines } from "../../asking/answer-parts.tsx"
import { DangerReminder } from "../../asking/danger.tsx"
import { questionGroups, groupTitle } from "../../asking/question-groups.ts"
import type { Fact, Question } from "../../law/types.ts"
import { bug } from "../../kernel/text/bug.ts"
import { ClauseMark } from "../../ui/clause-mark.tsx"
import { Layout } from "../../ui/layout.tsx"
import { DraftNotice, Notice, StaleNotice } from "../../ui/notices.tsx"
import { Outcome, type Result } from "../../ui/outcome.tsx"
import { Phone } from "../../ui/phone.tsx"
import type { PageScript } from "../../ui/script.ts"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import { forestText, offlineSetup, RESULTS, standingRules, type StandingRule } from "./offline-setup.ts"

interface Props {
  readonly site: Site
}

export function OfflinePage({ site, script }: Props & { readonly script: PageScript }): JSX.Element {
  return (
    <Layout site={site} title={site.t("offline.title")} path="/offline" width="narrow" script={script}>
      <header class="page-head">
        <h1>{site.t("offline.title")}</h1>
      </header>
      <div class="without-script">
        <Notice kind="warn">
          <p>
            {site.t("offline.no-script")} <a href={site.href("/ask")}>{site.t("ask.title")}</a>
          </p>
        </Notice>
      </div>
      <div id="offline" class="flow-3" hidden>
        <Danger site={site} />
        <Choose site={site} />
        <FactScreen site={site} />
        <AnswerScreen site={site} />
        <p id="status" role="status" class="strong no-print"></p>
        <ul id="sent" class="plain no-print"></ul>
        <Waiting site={site} />
        <Save site={site} />
      </div>
      <Templates site={site} />
    </Layout>
  )
}

function Waiting({ site }: Props): JSX.Element {
  return (
    <section id="waiting" class="box flow no-print" hidden>
      <h2>{site.t("offline.waiting")}</h2>
      <p>{site.t("offline.waiting-lead")}</p>
      <ul id="waiting-list" class="plain"></ul>
      <p class="actions">
        <button type="button" class="button" data-send="">
          {site.t("offline.send")}
        </button>
        <a href={site.href("/sign-in")}>{site.t("offline.to-sign-in")}</a>
      </p>
    </section>
  )
}

function Danger({ site }: Props): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <section id="screen-danger" class="flow" hidden>
      <p class="lead">{site.t("offline.lead", { day: site.day(site.today) })}</p>
      <h2>{site.t("danger.title")}</h2>
      <p>{emergency === undefined ? site.t("danger.lead-without-number") : site.rich("danger.lead", {}, { phone: () => <Phone site={site} number={emergency.number} /> })}</p>
      <p class="actions">
        <button type="button" class="button" data-danger-yes="">
          {site.t("danger.yes")}
        </button>
        <button type="button" class="button second" data-go="choose">
          {site.t("danger.no")}
        </button>
      </p>
      <div id="danger-help" class="flow" hidden>
        <ol class="steps">
          <li>
            {site.t("danger.call")} {emergency !== undefined && <Phone site={site} number={emergency.number} />}
          </li>
          <li>{site.t("danger.help")}</li>
          <li>{site.t("danger.come-back")}</li>
        </ol>
        <p>{site.t("danger.no-text-forbids")}</p>
      </div>
    </section>
  )
}

function Choose({ site }: Props): JSX.Element {
  return (
    <section id="screen-choose" class="flow-3" hidden>
      <h2>{site.t("ask.title")}</h2>
      <p class="field">
        <label for="body" class="strong">
          {site.t("body.label")}
        </label>
        <select id="body">
          <option value="">{site.t("body.unknown")}</option>
          {site.pack.bodies.map(({ id }) => (
            <option value={id}>{site.wording.body(id).text}</option>
          ))}
        </select>
      </p>
      {questionGroups(site.book, site.today).map((group) => (
        <section class="flow">
          <h3>{groupTitle(site, group)}</h3>
          <ul class="plain">
            {group.questions.map((id) => (
              <li>
                <button type="button" class="as-link" data-question={id}>
                  <Worded site={site} of={site.wording.question(id)} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function FactScreen({ site }: Props): JSX.Element {
  return (
    <section id="screen-fact" hidden>
      <DangerReminder site={site} />
      <form id="fact-form" class="flow" novalidate>
        <p id="fact-problem" class="field-error" tabindex={-1} role="alert" hidden></p>
        <div id="fact-slot"></div>
        <p class="actions">
          <button class="button">{site.t("ask.continue")}</button>
          <button type="button" class="button second" data-back="">
            {site.t("offline.back")}
          </button>
        </p>
      </form>
    </section>
  )
}

function AnswerScreen({ site }: Props): JSX.Element {
  return (
    <section id="screen-answer" class="flow-3" hidden>
      <DangerReminder site={site} />
      <h2 id="answer-question"></h2>
      <div id="answer-outcome"></div>
      <div id="answer-steps" class="flow-3"></div>
      <div id="answer-lines"></div>
      <section class="flow">
        <h2>{site.t("answer.why")}</h2>
        <div id="answer-why" class="flow"></div>
      </section>
      <p class="actions">
        <button type="button" class="button second" data-back="">
          {site.t("answer.back")}
        </button>
        <button type="button" class="button second" data-go="danger">
          {site.t("offline.another")}
        </button>
      </p>
    </section>
  )
}

function Save({ site }: Props): JSX.Element {
  return (
    <section class="flow no-print">
      <h2>{site.t("offline.save-title")}</h2>
      <p>{site.t("offline.save-lead")}</p>
      <p>
        <button type="button" class="button second" data-save="">
          {site.t("offline.save")}
        </button>
      </p>
    </section>
  )
}

function Templates({ site }: Props): JSX.Element {
  return (
    <>
      <Draft site={site} />
      <StepGroups site={site} />
      {site.pack.steps.map(({ id, for: who }) => (
        <template id={`step-${id}`}>
          <StepPart site={site} id={id} who={who} />
        </template>
      ))}
      <LinesOf site={site} />
      {site.pack.questions.map((question) => (
        <OfQuestion site={site} question={question} />
      ))}
      <script type="application/json" id="offline-setup">
        {raw(inScript(offlineSetup(site)))}
      </script>
    </>
  )
}

/** No text may end the script that holds it. */
function inScript(json: string): string {
  return json.replaceAll("<", "\\u003c")
}

function Draft({ site }: Props): JSX.Element {
  return (
    <>
      <template id="draft">
        <li class="flow">
          <span>
            <b class="draft-question"></b> <span class="draft-outcome"></span>
          </span>
          <span class="meta">
            {" · "}
            <time></time>
            {" · "}
            <button type="button" class="as-link" data-erase="">
              {site.t("offline.erase")}
            </button>
          </span>
        </li>
      </template>
      <template id="sent-incident">
        <li>
          <a>{site.t("offline.to-incident")}</a>
        </li>
      </template>
    </>
  )
}

function StepGroups({ site }: Props): JSX.Element {
  const group = (who: string, heading: string, list: Child, name: string): JSX.Element => (
    <template id={`steps-${who}`}>
      <section class={name}>
        <h2>{heading}</h2>
        {list}
      </section>
    </template>
  )
  return (
    <>
      {group("worker", site.t("steps.you"), <ol class="steps"></ol>, "step-group")}
      {group("supervisor", site.t("steps.supervisor"), <ol class="steps"></ol>, "step-group")}
      {group("if-they-go-in", site.t("steps.if-they-go-in"), <ul></ul>, "box do")}
      {group("do-not", site.t("steps.do-not"), <ul></ul>, "box dont")}
    </>
  )
}

function StepPart({ site, id, who }: Props & { readonly id: Site["pack"]["steps"][number]["id"]; readonly who: string }): JSX.Element {
  const { text, say } = site.wording.step(id)
  return (
    <li data-who={who}>
      <Worded site={site} of={text} />
      {say !== null && (
        <>
          {" "}
          {site.t("answer.say")} <b><Worded site={site} of={say} /></b>
        </>
      )}
    </li>
  )
}

function LinesOf({ site }: Props): JSX.Element {
  return (
    <>
      <template id="lines">
        <PhoneLines site={site} lines={{ supervisor: null, counsel: null, next: null }} />
      </template>
      {site.pack.bodies.map(({ id, supervisorLine, counselLine, next }) => (
        <template id={`lines-${id}`}>
          <PhoneLines site={site} lines={{ supervisor: supervisorLine, counsel: counselLine, next }} />
        </template>
      ))}
    </>
  )
}

function OfQuestion({ site, question }: Props & { readonly question: Question }): JSX.Element {
  return (
    <>
      {question.facts.map((fact) => (
        <template id={`fact-${question.id}-${fact.id}`}>
          <div class="flow">
            <FactPart site={site} question={question} fact={fact} />
          </div>
        </template>
      ))}
      {RESULTS.map((result) => (
        <template id={`outcome-${question.id}-${result}`}>
          <div class="flow">
            <Outcome site={site} result={result}>
              <p class="says">
                <Says site={site} question={question} result={result} />
              </p>
            </Outcome>
            <StateOfLaw site={site} question={question} />
          </div>
        </template>
      ))}
      {standingRules(site, question).map((standing) => (
        <template id={`rule-${standing.rule.id}`}>
          <RulePart site={site} standing={standing} />
        </template>
      ))}
      <script type="application/json" id={`forest-${question.id}`}>
        {raw(inScript(forestText(site, question)))}
      </script>
    </>
  )
}

function FactPart({ site, question, fact }: Props & { readonly question: Question; readonly fact: Fact }): JSX.Element {
  const situation = { question, on: null, facts: new Map() }
  const sent = { ...situation, method: "get", problems: [], wrongDay: false, answering: null, askAgain: null, danger: null, untidy: false } as const
  return <Asked site={site} asked={{ situation, fact, said: [], problem: null, because: [], atMost: null, soFar: [], back: { kind: "first-screen" }, sent }} message={null} />
}

/** Of all texts that speak to the question: which of them decide is known only on the device. */
function StateOfLaw({ site, question }: Props & { readonly question: Question }): JSX.Element {
  const { confirmed, draft } = site.book.answer({ question: question.id, on: site.today, facts: new Map(), language: site.language })
  return (
    <div class="notices">
      {confirmed.stale && confirmed.through !== null && <StaleNotice site={site} through={confirmed.through} />}
      {draft && <DraftNotice site={site} />}
    </div>
  )
}

function Says({ site, question, result }: Props & { readonly question: Question; readonly result: Result }): JSX.Element {
  if (result === "open") return <>{site.t("offline.open-says")}</>
  if (result === "impossible") return <>{site.t("answer.impossible-says")}</>
  return <Worded site={site} of={site.wording.says(question.id, result) ?? { text: site.t(`says.${result}`), language: site.language }} />
}

function RulePart({ site, standing: { rule, clause } }: Props & { readonly standing: StandingRule }): JSX.Element {
  const instrument = site.pack.instruments.find(({ id }) => id === clause.instrument) ?? bug(`desk/offline-page: no instrument ${clause.instrument}`)
  return <ClauseMark site={site} clause={clause} instrument={instrument} on={site.today} as="cite" level={3} lead={<p><Worded site={site} of={site.wording.reason(rule.id)} /></p>} />
}
