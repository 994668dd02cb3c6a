/** Pages about the numbers of a body. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { BodyId } from "../../law/types.ts"
import { LINES, type BodyLines, type Line } from "../../people/body-lines.ts"
import type { Visit } from "../../people/types.ts"
import { DataTable } from "../../ui/data-table.tsx"
import { DeskForm } from "../../ui/desk-form.tsx"
import { DeskLayout } from "../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import { Phone } from "../../ui/phone.tsx"
import type { Site } from "../../ui/site.ts"
import { BodyName, Crumb } from "./parts.tsx"

export interface LinesPageProps {
  readonly site: Site
  readonly visit: Visit
  readonly bodies: readonly { readonly body: BodyId; readonly lines: BodyLines }[]
}

export function LinesPage({ site, visit, bodies }: LinesPageProps): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.lines-title")} path="/desk/lines" width="wide">
      <Crumb site={site} to="/desk/people" text={site.t("people.people-title")} />
      <h1>{site.t("people.lines-title")}</h1>
      <p class="lead">{site.t("people.lines-lead")}</p>
      <DataTable
        caption={site.t("people.lines-title")}
        captionHidden={true}
        columns={[site.t("people.body"), ...LINES.map((line) => site.t(`people.line-${line}`)), site.t("people.key-do")]}
        rows={bodies.map(({ body, lines }) => [
          <BodyName site={site} body={body} />,
          ...LINES.map((line) => (lines[line] === null ? site.t("people.line-unset") : <Phone site={site} number={lines[line]} />)),
          <a href={site.href(`/desk/lines/${body}`)}>
            {site.t("people.lines-change")} <span class="hidden">{site.wording.body(body).text}</span>
          </a>,
        ])}
      />
    </DeskLayout>
  )
}

export interface LinesFormPageProps {
  readonly site: Site
  readonly visit: Visit
  readonly body: BodyId
  readonly typed: Readonly<Record<Line, string>>
  readonly wrong: readonly Line[]
}

export function LinesFormPage({ site, visit, body, typed, wrong }: LinesFormPageProps): JSX.Element {
  const path = `/desk/lines/${body}`
  const name = site.wording.body(body).text
  return (
    <DeskLayout site={site} visit={visit} title={name} path={path} failed={wrong.length > 0}>
      {wrong.length > 0 && <ErrorSummary site={site} problems={wrong.map((line) => ({ field: line, text: `${site.t(`people.line-${line}`)}: ${site.t("people.line-wrong")}` }))} />}
      <Crumb site={site} to="/desk/lines" text={site.t("people.lines-title")} />
      <h1>
        <BodyName site={site} body={body} />
      </h1>
      <p class="lead">{site.t("people.lines-form-lead")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(path)}>
        {LINES.map((line) => (
          <LineField site={site} line={line} typed={typed[line]} isWrong={wrong.includes(line)} />
        ))}
        <p class="actions">
          <button class="button" type="submit">
            {site.t("people.lines-save")}
          </button>
        </p>
      </DeskForm>
    </DeskLayout>
  )
}

function LineField({ site, line, typed, isWrong }: { readonly site: Site; readonly line: Line; readonly typed: string; readonly isWrong: boolean }): JSX.Element {
  return (
    <div class={isWrong ? "field failed" : "field"}>
      <label for={line}>{site.t(`people.line-${line}`)}</label>
      {isWrong && (
        <span class="field-error" id={`${line}-error`}>
          {site.t("people.line-wrong")}
        </span>
      )}
      <input id={line} name={line} type="tel" value={typed} autocomplete="off" maxlength={60} {...(isWrong ? { "aria-describedby": `${line}-error` } : {})} />
    </div>
  )
}
