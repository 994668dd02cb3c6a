/** The bodies of the pack, and what binds one of them. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Body } from "../../law/types.ts"
import { ClauseMark } from "../../ui/clause-mark.tsx"
import { clauseHref } from "../../ui/clauses.ts"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { StateOfTexts } from "../../ui/notices.tsx"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import { DutyLine, QuestionLink } from "./clause-parts.tsx"
import type { BodyView, ForceGroup } from "./model.ts"

const KINDS = ["department", "office", "sister-agency"] as const

export function BodiesPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Layout site={site} title={site.t("bodies.title")} path="/bodies" width="narrow">
      <header class="page-head">
        <h1>{site.t("bodies.title")}</h1>
        <p class="lead">{site.t("bodies.lead")}</p>
      </header>
      <div class="flow-3">
        {KINDS.map((kind) => (
          <BodyList site={site} kind={kind} bodies={site.pack.bodies.filter((body) => body.kind === kind)} />
        ))}
      </div>
    </Layout>
  )
}

function BodyList({ site, kind, bodies }: { readonly site: Site; readonly kind: Body["kind"]; readonly bodies: readonly Body[] }): JSX.Element {
  if (bodies.length === 0) return <></>
  return (
    <section class="flow">
      <h2>{site.t(`body-kind.${kind}`)}</h2>
      <ul class="index">
        {bodies.map(({ id }) => (
          <li>
            <a href={site.href(`/bodies/${id}`)}>
              <Worded site={site} of={site.wording.body(id)} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function BodyPage({ site, view }: { readonly site: Site; readonly view: BodyView }): JSX.Element {
  const name = site.wording.body(view.body.id)
  return (
    <Layout site={site} title={site.t("body.title", { body: name.text })} path={`/bodies/${view.body.id}`}>
      <p class="crumb">
        <a href={site.href("/bodies")}>
          <Arrow back={true} />
          {site.t("bodies.title")}
        </a>
      </p>
      <header class="page-head">
        <p class="muted">{site.t("bodies.binds")}</p>
        <h1>
          <Worded site={site} of={name} />
        </h1>
        {view.body.in.length > 0 && <p class="muted">{site.t("body.in", { groups: site.list(view.body.in.map((group) => site.wording.group(group).text)) })}</p>}
        <StateOfTexts site={site} instruments={site.pack.instruments} />
      </header>
      <div class="two">
        <div class="flow-3">
          {view.byForce.map((group) => (
            <ForceSection site={site} group={group} />
          ))}
        </div>
        <BodyAside site={site} view={view} />
      </div>
    </Layout>
  )
}

export function ForceSection({ site, group }: { readonly site: Site; readonly group: ForceGroup }): JSX.Element {
  return (
    <section class="flow">
      <h2>{site.t(`force-heading.${group.force}`)}</h2>
      {group.clauses.map(({ clause, instrument }) => (
        <ClauseMark site={site} clause={clause} instrument={instrument} on={site.today} as="cite" level={3} disputeAt={clause} />
      ))}
    </section>
  )
}

function BodyAside({ site, view }: { readonly site: Site; readonly view: BodyView }): JSX.Element {
  return (
    <aside class="side flow" aria-label={site.t("body.aside")}>
      <h2>{site.t("body.told-apart")}</h2>
      {view.toldApart.length === 0 ? (
        <p class="muted">{site.t("body.not-told-apart")}</p>
      ) : (
        <ul class="contents">
          {view.toldApart.map((id) => (
            <li>
              <QuestionLink site={site} id={id} />
            </li>
          ))}
        </ul>
      )}
      <h2>{site.t("body.duties")}</h2>
      {view.duties.length === 0 ? (
        <p class="muted">{site.t("body.no-duties")}</p>
      ) : (
        <ul class="contents">
          {view.duties.map(({ at, duty }) => (
            <li>
              <DutyLine site={site} duty={duty} />{" "}
              <a href={clauseHref(site, at.clause)}>
                <Worded site={site} of={site.wording.instrumentShort(at.instrument)} />: <Worded site={site} of={site.wording.clauseTitle(at.clause)} />
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="actions">
        <a class="button second" href={site.href("/ask")}>
          {site.t("law.ask")}
        </a>
      </p>
    </aside>
  )
}
