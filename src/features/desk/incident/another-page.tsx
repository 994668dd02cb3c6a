/** Another question in an incident: the pack's questions as a list, those that were answered marked. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { QuestionGroup } from "../../../asking/model.ts"
import { groupTitle } from "../../../asking/question-groups.ts"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { Worded } from "../../../ui/worded.tsx"
import { ResultWord } from "./line-words.tsx"
import type { IncidentView } from "./model.ts"
import { Crumb, incidentPath, type DeskPage } from "./parts.tsx"
import { answersOf } from "./read.ts"

export function AskAnotherPage({ site, visit, view, groups }: DeskPage & { readonly view: IncidentView; readonly groups: readonly QuestionGroup[] }): JSX.Element {
  const { id } = view.incident
  const answers = answersOf(view)
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.ask-another")} path={incidentPath(id, "ask")}>
      <Crumb site={site} to={incidentPath(id)} text={site.t("incident.back")} />
      <h1>{site.t("incident.ask-another")}</h1>
      {groups.map((group) => (
        <section class="flow">
          <h2>{groupTitle(site, group)}</h2>
          <ul class="tasks">
            {group.questions.map((question) => {
              const answered = answers.find(({ content }) => content.decision.cell.question === question)
              return (
                <li>
                  <a href={site.href(incidentPath(id, `ask/${question}`))}>
                    <Worded site={site} of={site.wording.question(question)} />
                  </a>
                  {answered !== undefined && <ResultWord site={site} outcome={answered.content.decision.cell.outcome} />}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </DeskLayout>
  )
}
