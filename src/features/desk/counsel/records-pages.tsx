/** Holds, and releasing: what of the record is not to be destroyed, and what of it everybody may see. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { HoldScope } from "../../../record/disposal.ts"
import type { Released } from "../../../record/release.ts"
import { parseDay } from "../../../law/days.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout, type Signed } from "../../../ui/desk-layout.tsx"
import { ErrorSummary, type Problem } from "../../../ui/error-summary.tsx"
import { SelectField, TextField } from "../../../ui/fields.tsx"
import { Notice } from "../../../ui/notices.tsx"
import type { Site } from "../../../ui/site.ts"

interface Props {
  readonly site: Site
  readonly visit: Signed
}

export interface HoldTyped {
  readonly department: string
  readonly incident: string
  readonly from: string
  readonly to: string
}

export function HoldsPage({ site, visit, holds, typed, problems }: Props & { readonly holds: readonly (HoldScope & { readonly id: string })[]; readonly typed: HoldTyped; readonly problems: readonly Problem[] }): JSX.Element {
  const path = "/desk/counsel/holds"
  const problem = (field: string): string | undefined => problems.find((one) => one.field === field)?.text
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.holds-title")} path={path} failed={problems.length > 0}>
      {problems.length > 0 && <ErrorSummary site={site} problems={problems} />}
      <p class="crumb">
        <a href={site.href("/desk/counsel")}>{site.t("counsel.title")}</a>
      </p>
      <h1>{site.t("counsel.holds-title")}</h1>
      <p class="lead">{site.t("counsel.holds-lead")}</p>
      <h2>{site.t("counsel.holds-stand")}</h2>
      {holds.length === 0 && <p>{site.t("counsel.no-holds")}</p>}
      {holds.map((hold) => (
        <article class="line">
          <p class="strong">{scopeText(site, hold)}</p>
          <DeskForm csrf={visit.csrf} action={site.href(`${path}/${hold.id}/lift`)}>
            <button class="as-link" type="submit">
              {site.t("counsel.lift")} <span class="hidden">{scopeText(site, hold)}</span>
            </button>
          </DeskForm>
        </article>
      ))}
      <h2>{site.t("counsel.set-hold")}</h2>
      <p>{site.t("counsel.hold-parts")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(path)}>
        <SelectField name="department" label={site.t("counsel.hold-body")} value={typed.department} empty={site.t("counsel.every-body")} choices={site.pack.bodies.map(({ id }) => ({ id, label: site.wording.body(id).text }))} problem={problem("department")} />
        <TextField name="incident" label={site.t("counsel.hold-incident")} hint={site.t("counsel.hold-incident-hint")} value={typed.incident} problem={problem("incident")} />
        <TextField name="from" type="date" label={site.t("counsel.hold-from")} value={typed.from} problem={problem("from")} />
        <TextField name="to" type="date" label={site.t("counsel.hold-to")} value={typed.to} problem={problem("to")} />
        <div class="actions">
          <button class="button" type="submit">
            {site.t("counsel.set-hold")}
          </button>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}

function scopeText(site: Site, { department, incident, firstDay, lastDay }: HoldScope): string {
  const body = site.pack.bodies.find(({ id }) => id === department)
  const day = (text: string | null): string => {
    const parsed = text === null ? null : parseDay(text)
    return parsed === null ? "…" : site.day(parsed)
  }
  return site.list([
    ...(department === null ? [] : [body === undefined ? department : site.wording.body(body.id).text]),
    ...(incident === null ? [] : [site.t("counsel.incident", { id: incident })]),
    ...(firstDay === null && lastDay === null ? [] : [site.t("counsel.span", { from: day(firstDay), until: day(lastDay) })]),
  ])
}

export function ReleasePage({ site, visit, done }: Props & { readonly done: Released | null }): JSX.Element {
  const { releaseAfterDays, smallestCell } = site.pack.settings.record
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.release-title")} path="/desk/counsel/release">
      <p class="crumb">
        <a href={site.href("/desk/counsel")}>{site.t("counsel.title")}</a>
      </p>
      <h1>{site.t("counsel.release-title")}</h1>
      {done !== null && (
        <Notice kind="note">
          <p class="strong">{site.t("counsel.released", { opened: done.opened, counted: done.counted, waiting: done.waiting })}</p>
          <p>{done.entries === 0 ? site.t("counsel.nothing-entered") : site.t("counsel.entered", { count: done.entries })}</p>
        </Notice>
      )}
      <p class="lead">{site.t("counsel.release-lead")}</p>
      <ul>
        <li>{site.t("counsel.release-after", { days: releaseAfterDays })}</li>
        <li>{site.t("counsel.release-fields")}</li>
        <li>{site.t("counsel.release-cell", { count: smallestCell })}</li>
        <li>{site.t("counsel.release-for-ever")}</li>
      </ul>
      <DeskForm csrf={visit.csrf} action={site.href("/desk/counsel/release")}>
        <div class="actions">
          <button class="button" type="submit">
            {site.t("counsel.release-now")}
          </button>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}
