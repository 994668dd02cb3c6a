/** One question as the law has it: what its answer depends on, which rules speak and under which clauses, examples, known gaps. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Fact } from "../../law/types.ts"
import { ClauseMark, sameDisputeBefore } from "../../ui/clause-mark.tsx"
import { DataTable } from "../../ui/data-table.tsx"
import { DiagramPicture } from "../../ui/diagram-picture.tsx"
import { factLabel, valueWords } from "../../ui/fact-words.ts"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import { Examples, Gaps, Rules } from "./clause-parts.tsx"
import { FindingsPart } from "./findings-part.tsx"
import type { QuestionView } from "./model.ts"

export function QuestionPage({ site, view }: { readonly site: Site; readonly view: QuestionView }): JSX.Element {
  const { question, clauses, cases, gaps } = view
  const label = site.wording.question(question.id)
  return (
    <Layout site={site} title={label.text} path={view.path} width="narrow">
      <p class="crumb">
        <a href={site.href("/law")}>
          <Arrow back={true} />
          {site.t("nav.law")}
        </a>
      </p>
      <header class="page-head">
        <h1>
          <Worded site={site} of={label} />
        </h1>
        <p class="actions">
          <a class="button" href={site.href(`/ask/${question.id}`)}>
            {site.t("law.ask")}
          </a>
        </p>
      </header>
      <div class="flow-3 with-diagram">
        <section class="flow">
          <h2>{site.t("question.depends")}</h2>
          <p class="muted">{site.t("question.depends-lead")}</p>
          <DataTable
            caption={site.t("question.depends")}
            captionHidden={true}
            columns={[site.t("question.fact"), site.t("question.values"), site.t("question.kind")]}
            rows={view.facts.map((fact) => [<Worded site={site} of={factLabel(site, fact)} />, <Values site={site} fact={fact} />, site.t(`visibility.${fact.visibility}`)])}
          />
        </section>
        <section class="flow has-diagram" id="diagram">
          <h2>{site.t("diagram.title")}</h2>
          <DiagramPicture site={site} question={question} drawn={view.drawn} walked={view.walked} id="d" />
        </section>
        <section class="flow">
          <h2>{site.t("question.rules")}</h2>
          {clauses.length === 0 && <p>{site.t("question.no-rules")}</p>}
          {clauses.map(({ at, rules }) => (
            <ClauseMark site={site} clause={at.clause} instrument={at.instrument} on={site.today} as="cite" level={3} disputeAt={sameDisputeBefore(at.clause, clauses.map((one) => one.at.clause))}>
              <div class="rules">
                <Rules site={site} rules={rules} questions="left-out" />
              </div>
            </ClauseMark>
          ))}
        </section>
        {cases.length > 0 && (
          <section class="flow">
            <h2>{site.t("question.examples")}</h2>
            <p class="muted">{site.t("question.examples-lead")}</p>
            <Examples site={site} cases={cases} />
          </section>
        )}
        {gaps.length > 0 && (
          <section class="flow">
            <h2>{site.t("law.gaps", { count: gaps.length })}</h2>
            <Gaps site={site} gaps={gaps} />
          </section>
        )}
        <FindingsPart site={site} question={question} />
      </div>
    </Layout>
  )
}

function Values({ site, fact }: { readonly site: Site; readonly fact: Fact }): JSX.Element {
  if (fact.visibility === "asker") return <>{site.t("question.any-body")}</>
  const { shape } = fact
  switch (shape.kind) {
    case "choice":
      return <>{shape.values.map((value) => valueWords(site, fact, value).text).join(" · ")}</>
    case "yes-no":
      return <>{["yes", "no"].map((value) => valueWords(site, fact, value).text).join(" · ")}</>
    case "set":
      return <>{shape.of.kind === "choice" ? shape.of.values.map((value) => valueWords(site, fact, value).text).join(" · ") : site.t("question.some")}</>
    case "text":
      return <>{site.t("question.text")}</>
    case "number":
      return <>{site.t(shape.unit === "datetime" ? "question.day" : "question.number")}</>
  }
}
