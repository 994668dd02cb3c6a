/** Writing down what was seen and heard: a note, paper that was shown, who came and left, footage; and names, which are sealed. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import type { PlainKey } from "../../../ui/texts.ts"
import type { Mistake, TypedText } from "./form.ts"
import { COPIES, FOOTAGE, PAPERS, type IncidentView } from "./model.ts"
import { Crumb, incidentPath, Mistakes, NotRecorded, OnceForm, Radios, ShortField, TextField, WritingNotice, type DeskPage } from "./parts.tsx"

export const NOTE_KINDS = ["note", "paper", "people", "footage"] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

/** What was typed, whatever it was. */
export interface TypedNote {
  readonly text: TypedText
  readonly values: Readonly<Record<string, string>>
}

export interface NotePageProps extends DeskPage {
  readonly view: IncidentView
  readonly kind: NoteKind
  readonly form: string
  readonly typed: TypedNote
  readonly mistakes: readonly Mistake[]
  /** Why what was typed was not recorded, where it was sent. */
  readonly refused: PlainKey | null
}

export function NotesPage({ site, visit, view }: DeskPage & { readonly view: IncidentView }): JSX.Element {
  const { id } = view.incident
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.write-down")} path={incidentPath(id, "notes")}>
      <Crumb site={site} to={incidentPath(id)} text={site.t("incident.back")} />
      <h1>{site.t("incident.write-down")}</h1>
      <WritingNotice site={site} />
      <ul class="tasks">
        {NOTE_KINDS.map((kind) => (
          <li>
            <a href={site.href(incidentPath(id, `notes/${kind}`))}>{site.t(`incident.note-${kind}`)}</a>
          </li>
        ))}
        <li>
          <a href={site.href(incidentPath(id, "names"))}>{site.t("incident.names")}</a>
        </li>
      </ul>
    </DeskLayout>
  )
}

export function NotePage(props: NotePageProps): JSX.Element {
  const { site, visit, view, kind, form, typed, mistakes, refused } = props
  const path = incidentPath(view.incident.id, `notes/${kind}`)
  return (
    <DeskLayout site={site} visit={visit} title={site.t(`incident.note-${kind}`)} path={path} failed={mistakes.length > 0 || typed.text.found.length > 0 || refused !== null}>
      <Crumb site={site} to={incidentPath(view.incident.id, "notes")} text={site.t("incident.write-down")} />
      {refused !== null && <NotRecorded site={site} why={refused} />}
      <Mistakes site={site} mistakes={mistakes} found={[{ field: "text", typed: typed.text }]} />
      <h1>{site.t(`incident.note-${kind}`)}</h1>
      <WritingNotice site={site} />
      <OnceForm site={site} visit={visit} action={path} form={form}>
        <NoteFields {...props} />
        <p class="actions">
          <button class="button">{site.t("incident.record")}</button>
        </p>
      </OnceForm>
    </DeskLayout>
  )
}

function NoteFields({ site, kind, typed, mistakes }: NotePageProps): JSX.Element {
  const value = (name: string): string => typed.values[name] ?? ""
  const common = { site, mistakes }
  switch (kind) {
    case "note":
      return <TextField {...common} name="text" label={site.t("incident.saw-heard")} hint={site.t("incident.saw-heard-hint")} typed={typed.text} rows={6} />
    case "paper":
      return (
        <>
          <Radios {...common} name="paper" label={site.t("incident.which-paper")} chosen={value("paper")} options={PAPERS.map((one) => ({ value: one, label: site.t(`incident.paper-${one}`) }))} />
          <TextField {...common} name="text" label={site.t("incident.which-court")} hint={site.t("incident.which-court-hint")} typed={typed.text} optional={true} />
          <Radios {...common} name="copy" label={site.t("incident.copy")} chosen={value("copy")} options={COPIES.map((one) => ({ value: one, label: site.t(`incident.copy-${one}`) }))} />
        </>
      )
    case "people":
      return (
        <>
          <Radios {...common} name="moved" label={site.t("incident.moved")} chosen={value("moved")} options={(["came", "left"] as const).map((one) => ({ value: one, label: site.t(`incident.${one}`) }))} />
          <ShortField {...common} name="count" label={site.t("incident.how-many")} value={value("count")} inputmode="numeric" />
          <ShortField {...common} name="clock" label={site.t("incident.what-time")} hint={site.t("incident.what-time-hint")} value={value("clock")} inputmode="text" />
          <TextField {...common} name="text" label={site.t("incident.who-they-said")} hint={site.t("incident.who-they-said-hint")} typed={typed.text} optional={true} />
        </>
      )
    case "footage":
      return (
        <>
          <Radios {...common} name="footage" label={site.t("incident.footage")} chosen={value("footage")} options={FOOTAGE.map((one) => ({ value: one, label: site.t(`incident.footage-${one}`) }))} />
          <TextField {...common} name="text" label={site.t("incident.which-camera")} typed={typed.text} optional={true} />
        </>
      )
  }
}

export interface NamesPageProps extends DeskPage {
  readonly view: IncidentView
  readonly form: string
  readonly typed: { readonly role: string; readonly name: string }
  readonly mistakes: readonly Mistake[]
}

export function NamesPage({ site, visit, view, form, typed, mistakes }: NamesPageProps): JSX.Element {
  const path = incidentPath(view.incident.id, "names")
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.names")} path={path} failed={mistakes.length > 0}>
      <Crumb site={site} to={incidentPath(view.incident.id)} text={site.t("incident.back")} />
      <Mistakes site={site} mistakes={mistakes} />
      <h1>{site.t("incident.names")}</h1>
      <p class="lead">{site.t("incident.names-lead")}</p>
      {view.named.length > 0 && (
        <ul>
          {view.named.map(({ role, number }) => (
            <li>{site.t(`incident.named-${role}`, { number })}</li>
          ))}
        </ul>
      )}
      <OnceForm site={site} visit={visit} action={path} form={form}>
        <Radios site={site} name="role" label={site.t("incident.whose-name")} mistakes={mistakes} chosen={typed.role} options={(["agent", "worker", "other"] as const).map((role) => ({ value: role, label: site.t(`incident.role-${role}`) }))} />
        <div class={mistakes.some(({ field }) => field === "name") ? "field failed" : "field"}>
          <label for="name">{site.t("incident.name")}</label>
          <p class="hint" id="name-hint">
            {site.t("incident.name-hint")}
          </p>
          <input type="text" id="name" name="name" value={typed.name} autocomplete="off" aria-describedby="name-hint" />
        </div>
        <p class="actions">
          <button class="button">{site.t("incident.seal")}</button>
        </p>
      </OnceForm>
    </DeskLayout>
  )
}
