/** An answer that was not recorded: why, and the same once more with one button. Nothing that was said is lost. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { Hidden } from "../../../ui/situation-form.tsx"
import type { Situation } from "../../../ui/situation.ts"
import { Worded } from "../../../ui/worded.tsx"
import { saidFields } from "./ask.ts"
import type { AskPage } from "./ask-pages.tsx"
import { FIELD } from "./form.ts"
import { incidentPath, NotRecorded } from "./parts.tsx"

export function NotNowPage({ site, visit, place, form, situation, why }: AskPage & { readonly situation: Situation; readonly why: "form-used" | "too-busy" | "read-only" }): JSX.Element {
  const path = place.kind === "incident" ? incidentPath(place.id, `ask/${situation.question.id}`) : `/desk/practice/${situation.question.id}`
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.not-recorded")} path={path} failed={true}>
      <NotRecorded site={site} why={`incident.${why}`} />
      <h1>
        <Worded site={site} of={site.wording.question(situation.question.id)} />
      </h1>
      <DeskForm csrf={visit.csrf} action={site.href(path)}>
        <Hidden fields={[[FIELD.form, form], ...saidFields(situation)]} />
        <p class="actions">
          <button class="button">{site.t("people.send-again")}</button>
        </p>
      </DeskForm>
    </DeskLayout>
  )
}
