/** Before any question: the list of them, and whether anyone is hurt or in danger. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { BodyId, Day, GroupId, Question } from "../../law/types.ts"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { bold, Notice } from "../../ui/notices.tsx"
import { Phone } from "../../ui/phone.tsx"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import type { QuestionGroup } from "./model.ts"
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

/** `For everyone`, a group's name where it has exactly these bodies, else the bodies by name; past three, how many more. */
function groupTitle(site: Site, group: QuestionGroup): string {
  if (group.for === "everyone") return site.t("ask.for-everyone")
  const bodies = group.for
  const whole = site.pack.groups.find(({ id }) => {
    const members = site.pack.bodies.filter((body) => body.in.includes(id)).map((body) => body.id as string)
    return members.length === bodies.length && members.every((member) => bodies.includes(member))
  })
  if (whole !== undefined) return groupName(site, whole.id)
  const names = bodies.map((id) => site.wording.body(id as BodyId).text)
  if (names.length <= 3) return site.list(names)
  return site.t("ask.and-more", { names: names.slice(0, 2).join(", "), count: names.length - 2 })
}

function groupName(site: Site, id: GroupId): string {
  return site.wording.group(id).text
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

/** Said plainly wherever the law of another day is asked. */
export function OnDay({ site, on }: { readonly site: Site; readonly on: Day | null }): JSX.Element {
  if (on === null || on === site.today) return <></>
  return (
    <Notice kind="warn">
      <p>{site.rich("ask.on-day", { day: site.day(on) }, bold)}</p>
    </Notice>
  )
}

/** Danger comes first, beside every question and above every answer. */
export function DangerReminder({ site }: { readonly site: Site }): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <Notice kind="warn">
      <p>
        <b>{site.t("danger.title")}</b>{" "}
        {emergency === undefined ? site.t("danger.remind-without-number") : site.rich("danger.remind", {}, { phone: () => <Phone site={site} number={emergency.number} /> })}
      </p>
    </Notice>
  )
}
