/** The log of a quarter, and a form for a new line. An empty quarter says so, which is itself what the law wants certified. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Body } from "../../../law/types.ts"
import { parseDay } from "../../../law/days.ts"
import { DataTable } from "../../../ui/data-table.tsx"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { ErrorSummary, type Problem } from "../../../ui/error-summary.tsx"
import { SelectField, TextField } from "../../../ui/fields.tsx"
import type { Site } from "../../../ui/site.ts"
import type { DeskPage } from "../incident/parts.tsx"
import { KINDS, OUTCOMES, type AgencyRequest, type Quarter } from "./log.ts"

export interface RequestTyped {
  readonly form: string
  readonly replaces: string
  readonly body: string
  readonly kind: string
  readonly receivedOn: string
  readonly outcome: string
  readonly outcomeOn: string
  readonly passedTo: string
}

export interface RequestPageProps extends DeskPage {
  readonly quarter: Quarter
  readonly quarters: readonly Quarter[]
  readonly requests: readonly AgencyRequest[]
  /** For which the visitor may write. */
  readonly bodies: readonly Body[]
  readonly typed: RequestTyped
  readonly problems: readonly Problem[]
}

const PATH = "/desk/requests"

export function RequestPage({ site, visit, quarter, quarters, requests, bodies, typed, problems }: RequestPageProps): JSX.Element {
  const mayMend = (one: AgencyRequest): boolean => bodies.some(({ id }) => id === one.body)
  return (
    <DeskLayout site={site} visit={visit} title={site.t("review.requests")} path={PATH} width="wide" failed={problems.length > 0}>
      {problems.length > 0 && <ErrorSummary site={site} problems={problems} />}
      <h1>{site.t("review.requests")}</h1>
      <p class="lead">{site.t("review.requests-lead")}</p>
      <h2>{site.t("review.quarter", { from: site.day(quarter.from), to: site.day(quarter.to) })}</h2>
      {requests.length === 0 ? (
        <p>{site.t("review.requests-none")}</p>
      ) : (
        <DataTable
          caption={site.t("review.requests")}
          captionHidden={true}
          columns={[site.t("review.received-on"), site.t("review.body"), site.t("review.kind"), site.t("review.outcome"), site.t("review.outcome-on"), site.t("review.passed-to"), ""]}
          rows={requests.map((one) => [
            dayText(site, one.receivedOn),
            bodyText(site, one.body),
            site.t(`review.kind-${one.kind}`),
            site.t(`review.outcome-${one.outcome}`),
            one.outcomeOn === null ? "–" : dayText(site, one.outcomeOn),
            one.passedTo === null ? "–" : bodyText(site, one.passedTo),
            mayMend(one) ? <a href={site.href(`${PATH}?quarter=${quarter.id}&mend=${one.id}#new`)}>{site.t("review.mend")}</a> : "",
          ])}
        />
      )}
      <p>
        <a href={site.href(`${PATH}/${quarter.id}.csv`)} download="">
          {site.t("review.csv")}
        </a>
      </p>
      <ul class="choices">
        {quarters.filter(({ id }) => id !== quarter.id).map(({ id, from, to }) => (
          <li>
            <a href={site.href(`${PATH}?quarter=${id}`)}>{site.t("review.quarter", { from: site.day(from), to: site.day(to) })}</a>
          </li>
        ))}
      </ul>
      {bodies.length > 0 && <NewLine site={site} visit={visit} bodies={bodies} typed={typed} problems={problems} />}
    </DeskLayout>
  )
}

function NewLine({ site, visit, bodies, typed, problems }: Pick<RequestPageProps, "site" | "visit" | "bodies" | "typed" | "problems">): JSX.Element {
  const problem = (field: string): string | undefined => problems.find((one) => one.field === field)?.text
  const outcomes = [...new Set(KINDS.flatMap((kind) => OUTCOMES[kind]))]
  return (
    <section class="flow" id="new">
      <h2>{typed.replaces === "" ? site.t("review.add-line") : site.t("review.mend-line")}</h2>
      <p>{site.t("review.no-names")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(PATH)}>
        <input type="hidden" name="form" value={typed.form} />
        <input type="hidden" name="replaces" value={typed.replaces} />
        <SelectField name="body" label={site.t("review.body")} value={typed.body} choices={bodies.map(({ id }) => ({ id, label: site.wording.body(id).text }))} problem={problem("body")} />
        <SelectField name="kind" label={site.t("review.kind")} value={typed.kind} empty={site.t("counsel.choose")} choices={KINDS.map((id) => ({ id, label: site.t(`review.kind-${id}`) }))} problem={problem("kind")} />
        <TextField name="receivedOn" type="date" label={site.t("review.received-on")} value={typed.receivedOn} problem={problem("receivedOn")} />
        <SelectField name="outcome" label={site.t("review.outcome")} value={typed.outcome} empty={site.t("counsel.choose")} choices={outcomes.map((id) => ({ id, label: site.t(`review.outcome-${id}`) }))} problem={problem("outcome")} />
        <TextField name="outcomeOn" type="date" label={site.t("review.outcome-on")} value={typed.outcomeOn} problem={problem("outcomeOn")} />
        <SelectField name="passedTo" label={site.t("review.passed-to")} value={typed.passedTo} empty={site.t("review.passed-to-none")} choices={site.pack.bodies.map(({ id }) => ({ id, label: site.wording.body(id).text }))} problem={problem("passedTo")} />
        <div class="actions">
          <button class="button" type="submit">
            {site.t("review.keep-line")}
          </button>
        </div>
      </DeskForm>
    </section>
  )
}

function dayText(site: Site, text: string): string {
  const day = parseDay(text)
  return day === null ? text : site.day(day)
}

function bodyText(site: Site, id: string): string {
  const body = site.pack.bodies.find((one) => one.id === id)
  return body === undefined ? id : site.wording.body(body.id).text
}
