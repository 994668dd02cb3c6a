/** The rota of the next two weeks: when nobody is on call, first; each shift with who has it, handing over, and a form for a new one. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout, type Signed } from "../../../ui/desk-layout.tsx"
import { ErrorSummary, type Problem } from "../../../ui/error-summary.tsx"
import { SelectField, TextField, type Choice } from "../../../ui/fields.tsx"
import { momentText } from "../../../ui/moment.ts"
import { Notice } from "../../../ui/notices.tsx"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import type { RotaShift } from "../../../people/counsel/shifts.ts"
import type { RotaView } from "./model.ts"

/** As typed. */
export interface ShiftTyped {
  readonly form: string
  readonly body: string
  readonly person: string
  readonly place: string
  readonly from: string
  readonly until: string
}

export interface RotaPageProps {
  readonly site: Site
  readonly visit: Signed & { readonly person: { readonly id: string } }
  readonly view: RotaView
  readonly typed: ShiftTyped
  readonly problems: readonly Problem[]
}

export function RotaPage({ site, visit, view, typed, problems }: RotaPageProps): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.rota-title")} path="/desk/counsel/rota" failed={problems.length > 0}>
      {problems.length > 0 && <ErrorSummary site={site} problems={problems} />}
      <p class="crumb">
        <a href={site.href("/desk/counsel")}>{site.t("counsel.title")}</a>
      </p>
      <h1>{site.t("counsel.rota-title")}</h1>
      <p class="lead">{site.t("counsel.rota-lead")}</p>
      <Gaps site={site} view={view} />
      <h2>{site.t("counsel.shifts-title")}</h2>
      {view.shifts.length === 0 && <p>{site.t("counsel.no-shifts")}</p>}
      {view.shifts.map((shift) => (
        <ShiftLine site={site} visit={visit} view={view} shift={shift} />
      ))}
      <h2>{site.t("counsel.add-title")}</h2>
      <NewShift site={site} visit={visit} view={view} typed={typed} problems={problems} />
    </DeskLayout>
  )
}

/** A list of bodies longer than this is not read. */
const MOST_NAMED = 5

function Gaps({ site, view }: Pick<RotaPageProps, "site" | "view">): JSX.Element {
  if (view.gaps.length === 0) return <p>{site.t("counsel.no-gaps")}</p>
  // Most bodies share the city's rota, and so its gaps: said once.
  const groups = new Map<string, RotaView["gaps"][number][]>()
  for (const gap of view.gaps) {
    const key = gap.spans.map(({ from, until }) => `${String(from.getTime())}-${String(until.getTime())}`).join()
    groups.set(key, [...(groups.get(key) ?? []), gap])
  }
  const sorted = [...groups.values()].sort((a, b) => a.length - b.length)
  const nameOf = (group: RotaView["gaps"]): string => {
    if (group.length === site.pack.bodies.length) return site.t("counsel.every-body")
    return group === sorted.at(-1) && group.length > MOST_NAMED && view.gaps.length === site.pack.bodies.length ? site.t("counsel.other-bodies") : site.list(group.map(({ body }) => site.wording.body(body).text))
  }
  return (
    <Notice kind="warn">
      <p class="strong">{site.t("counsel.gaps-title")}</p>
      {sorted.map((group) => (
        <p>
          {nameOf(group)}: {site.list((group[0]?.spans ?? []).map(({ from, until }) => site.t("counsel.span", { from: momentText(site, from), until: momentText(site, until) })))}
        </p>
      ))}
    </Notice>
  )
}

function ShiftLine({ site, visit, view, shift }: { readonly site: Site; readonly visit: RotaPageProps["visit"]; readonly view: RotaView; readonly shift: RotaShift }): JSX.Element {
  const holder = view.holders.get(shift.id) ?? shift.person
  const others = view.colleagues.filter(({ id }) => id !== holder)
  return (
    <article class="line">
      <p>
        <span class="strong">{view.nameOf(holder)}</span> · {site.t("counsel.place", { place: shift.place })} · {shift.body === "all" ? site.t("counsel.whole-city") : <Worded site={site} of={site.wording.body(shift.body)} />}
      </p>
      <p>{site.t("counsel.span", { from: momentText(site, shift.from), until: momentText(site, shift.until) })}</p>
      {holder !== shift.person && <p class="meta">{site.t("counsel.taken-from", { name: view.nameOf(shift.person) })}</p>}
      {shift.offer !== null && <p class="meta">{site.t("counsel.offered-to", { name: view.nameOf(shift.offer.to), at: momentText(site, shift.offer.offeredAt) })}</p>}
      <details>
        <summary>{site.t("counsel.change-shift")}</summary>
        {holder === visit.person.id && others.length > 0 && (
          <DeskForm csrf={visit.csrf} action={site.href(`/desk/counsel/rota/${shift.id}/offer`)}>
            <SelectField name={`to-${shift.id}`} label={site.t("counsel.hand-over-to")} value="" choices={others} />
            <div class="actions">
              <button class="button second" type="submit">
                {site.t("counsel.offer-shift")}
              </button>
            </div>
          </DeskForm>
        )}
        <DeskForm csrf={visit.csrf} action={site.href(`/desk/counsel/rota/${shift.id}/remove`)}>
          <div class="actions">
            <button class="button second" type="submit">
              {site.t("counsel.remove-shift")}
            </button>
          </div>
        </DeskForm>
      </details>
    </article>
  )
}

function NewShift({ site, visit, view, typed, problems }: RotaPageProps): JSX.Element {
  const problem = (field: string): string | undefined => problems.find((one) => one.field === field)?.text
  const bodies: readonly Choice[] = [{ id: "all", label: site.t("counsel.whole-city") }, ...site.pack.bodies.map(({ id }) => ({ id, label: site.wording.body(id).text }))]
  const places: readonly Choice[] = [1, 2, 3, 4].map((place) => ({ id: String(place), label: site.t("counsel.place", { place }) }))
  return (
    <DeskForm csrf={visit.csrf} action={site.href("/desk/counsel/rota")}>
      <input type="hidden" name="form" value={typed.form} />
      <SelectField name="person" label={site.t("counsel.who")} value={typed.person} choices={view.colleagues} empty={site.t("counsel.choose")} problem={problem("person")} />
      <SelectField name="body" label={site.t("counsel.for-body")} value={typed.body} choices={bodies} problem={problem("body")} />
      <SelectField name="place" label={site.t("counsel.called")} value={typed.place} choices={places} problem={problem("place")} />
      <TextField name="from" type="datetime-local" label={site.t("counsel.from")} hint={site.t("counsel.zone", { zone: site.pack.settings.timeZone })} value={typed.from} problem={problem("from")} />
      <TextField name="until" type="datetime-local" label={site.t("counsel.until")} value={typed.until} problem={problem("until")} />
      <div class="actions">
        <button class="button" type="submit">
          {site.t("counsel.add-shift")}
        </button>
      </div>
    </DeskForm>
  )
}
