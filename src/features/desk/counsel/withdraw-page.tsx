/** Withdrawing a clause's answers: which, then what follows, then done. It cannot be taken back here. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { clauseHref } from "../../../ui/clauses.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout, type Signed } from "../../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../../ui/error-summary.tsx"
import { momentText } from "../../../ui/moment.ts"
import { Notice } from "../../../ui/notices.tsx"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import type { WithdrawableClause } from "./model.ts"

interface Props {
  readonly site: Site
  readonly visit: Signed
}

export function WithdrawListPage({ site, visit, clauses, problem }: Props & { readonly clauses: readonly WithdrawableClause[]; readonly problem: "choose" | "too-slow" | null }): JSX.Element {
  const path = "/desk/counsel/withdraw"
  const withdrawn = clauses.filter(({ withdrawnFrom }) => withdrawnFrom !== null)
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.withdraw-title")} path={path} failed={problem !== null}>
      {problem !== null && <ErrorSummary site={site} problems={[{ field: problem === "choose" ? "clause" : null, text: site.t(`counsel.withdraw-${problem}`) }]} />}
      <p class="crumb">
        <a href={site.href("/desk/counsel")}>{site.t("counsel.title")}</a>
      </p>
      <h1>{site.t("counsel.withdraw-title")}</h1>
      <p class="lead">{site.t("counsel.withdraw-lead")}</p>
      {withdrawn.map((one) => (
        <Notice kind="warn">
          <p>
            <ClauseName site={site} one={one} /> {one.withdrawnFrom !== null && site.t("counsel.withdrawn-from", { at: momentText(site, new Date(one.withdrawnFrom)) })}
          </p>
        </Notice>
      ))}
      <DeskForm csrf={visit.csrf} action={site.href(`${path}/check`)}>
        <fieldset>
          <legend class="strong">{site.t("counsel.which-clause")}</legend>
          {problem === "choose" && <span class="field-error">{site.t("counsel.withdraw-choose")}</span>}
          <div class="options">
            {clauses.filter(({ withdrawnFrom }) => withdrawnFrom === null).map((one, at) => (
              <label class="option">
                <input type="radio" name="clause" value={one.clause.id} {...(at === 0 ? { id: "clause" } : {})} />
                <span>
                  <b>
                    <Worded site={site} of={site.wording.clauseTitle(one.clause)} />
                  </b>
                  <small>{one.instrument.short}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div class="actions">
          <button class="button" type="submit">
            {site.t("counsel.go-on")}
          </button>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}

export function WithdrawCheckPage({ site, visit, one }: Props & { readonly one: WithdrawableClause }): JSX.Element {
  const questions = site.pack.questions.filter(({ id }) => one.clause.rules.some((rule) => rule.questions.includes(id)))
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.withdraw-check")} path="/desk/counsel/withdraw">
      <p class="crumb">
        <a href={site.href("/desk/counsel/withdraw")}>{site.t("counsel.withdraw-title")}</a>
      </p>
      <h1>{site.t("counsel.withdraw-check")}</h1>
      <p class="lead">
        <ClauseName site={site} one={one} />
      </p>
      <h2>{site.t("counsel.what-follows")}</h2>
      <ul>
        <li>{site.t("counsel.follows-silent")}</li>
        <li>{site.t("counsel.follows-public")}</li>
        <li>{site.t("counsel.follows-record")}</li>
        <li>{site.t("counsel.follows-edition")}</li>
      </ul>
      <h2>{site.t("counsel.questions-affected")}</h2>
      <ul>
        {questions.map(({ id }) => (
          <li>
            <Worded site={site} of={site.wording.question(id)} />
          </li>
        ))}
      </ul>
      <DeskForm csrf={visit.csrf} action={site.href("/desk/counsel/withdraw")}>
        <input type="hidden" name="clause" value={one.clause.id} />
        <div class="actions">
          <button class="button" type="submit">
            {site.t("counsel.withdraw-now")}
          </button>
          <a href={site.href("/desk/counsel/withdraw")}>{site.t("counsel.do-not")}</a>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}

function ClauseName({ site, one: { instrument, clause } }: { readonly site: Site; readonly one: WithdrawableClause }): JSX.Element {
  return (
    <>
      {instrument.short}:{" "}
      <a href={clauseHref(site, clause)}>
        <Worded site={site} of={site.wording.clauseTitle(clause)} />
      </a>
    </>
  )
}
