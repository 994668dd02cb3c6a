/** Counsel's own review of an incident: kept apart from the record, seen by counsel alone. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { momentText } from "../../../ui/moment.ts"
import { Notice } from "../../../ui/notices.tsx"
import { IncidentName } from "../incident/desk-page.tsx"
import type { TypedText } from "../incident/form.ts"
import type { IncidentView } from "../incident/model.ts"
import { Crumb, incidentPath, Mistakes, OnceForm, TextField, type DeskPage } from "../incident/parts.tsx"

export interface ApartPageProps extends DeskPage {
  readonly view: IncidentView
  readonly notes: readonly { readonly at: Date; readonly by: string; readonly text: string }[]
  readonly form: string
  readonly typed: TypedText
  readonly problem: boolean
}

export function ApartPage({ site, visit, view, notes, form, typed, problem }: ApartPageProps): JSX.Element {
  const path = `/desk/counsel/reviews/${view.incident.id}`
  const mistakes = problem ? [{ field: "text", why: "review.missing-text" } as const] : []
  return (
    <DeskLayout site={site} visit={visit} title={site.t("review.apart-title")} path={path} failed={problem || typed.found.length > 0}>
      <Mistakes site={site} mistakes={mistakes} found={[{ field: "text", typed }]} />
      <Crumb site={site} to={incidentPath(view.incident.id, "review")} text={site.t("review.title")} />
      <h1>{site.t("review.apart-title")}</h1>
      <p class="lead">
        <IncidentName site={site} incident={view.incident} /> · <span class="code">{view.incident.id}</span>
      </p>
      <Notice kind="note">
        <p>{site.t("review.apart-about")}</p>
      </Notice>
      {notes.length === 0 && <p>{site.t("review.apart-none")}</p>}
      {notes.map(({ at, by, text }) => (
        <article class="line">
          <p class="muted">
            {momentText(site, at)} · {by}
          </p>
          <p class="typed">{text}</p>
        </article>
      ))}
      <OnceForm site={site} visit={visit} action={path} form={form}>
        <TextField site={site} name="text" label={site.t("review.apart-note")} typed={typed} rows={5} mistakes={mistakes} />
        <div class="actions">
          <button class="button" type="submit">
            {site.t("review.apart-keep")}
          </button>
        </div>
      </OnceForm>
    </DeskLayout>
  )
}
