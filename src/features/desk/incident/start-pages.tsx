/** Starting an incident: danger first, then what is happening. Practice begins the same way, without the incident. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { QuestionGroup } from "../../../asking/model.ts"
import { groupTitle } from "../../../asking/question-groups.ts"
import type { Body } from "../../../law/types.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout } from "../../../ui/desk-layout.tsx"
import { Arrow } from "../../../ui/icons.tsx"
import { Phone } from "../../../ui/phone.tsx"
import type { Site } from "../../../ui/site.ts"
import { Worded } from "../../../ui/worded.tsx"
import { FIELD, type Mistake } from "./form.ts"
import { Crumb, Mistakes, OnceForm, PracticeStrip, Radios, type DeskPage } from "./parts.tsx"

const PATH = "/desk/start"

export function DangerFirstPage({ site, visit }: DeskPage): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <DeskLayout site={site} visit={visit} title={site.t("danger.title")} path={PATH}>
      <Crumb site={site} to="/desk" text={site.t("people.desk")} />
      <h1>{site.t("danger.title")}</h1>
      <p class="lead">{emergency === undefined ? site.t("danger.lead-without-number") : site.rich("danger.lead", {}, { phone: () => <Phone site={site} number={emergency.number} /> })}</p>
      <DeskForm csrf={visit.csrf} action={site.href(PATH)}>
        <div class="choices">
          <button class="choice danger" name="in-danger" value="yes">
            <span>{site.t("danger.yes")}</span>
            <Arrow />
          </button>
          <button class="choice" name="in-danger" value="no">
            <span>{site.t("danger.no")}</span>
            <Arrow />
          </button>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}

export function DeskHelpFirstPage({ site, visit }: DeskPage): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <DeskLayout site={site} visit={visit} title={site.t("danger.help-first")} path={PATH}>
      <Crumb site={site} to={PATH} text={site.t("ask.back")} />
      <h1>{site.t("danger.help-first")}</h1>
      <div class="now">
        <ol>
          <li>
            {site.t("danger.call")} {emergency !== undefined && <Phone site={site} number={emergency.number} />}
          </li>
          <li>{site.t("danger.help")}</li>
          <li>{site.t("danger.come-back")}</li>
        </ol>
      </div>
      <p>{site.t("danger.no-text-forbids")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(PATH)}>
        <p class="actions">
          <button class="button second" name="in-danger" value="no">
            {site.t("danger.over")}
          </button>
        </p>
      </DeskForm>
    </DeskLayout>
  )
}

export interface WhatPageProps extends DeskPage {
  readonly form: string
  readonly groups: readonly QuestionGroup[]
  /** For which the visitor may start one. */
  readonly bodies: readonly Body[]
  readonly chosen: { readonly question: string; readonly body: string }
  readonly mistakes: readonly Mistake[]
}

export function WhatPage({ site, visit, form, groups, bodies, chosen, mistakes }: WhatPageProps): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.what")} path={PATH} failed={mistakes.length > 0}>
      <Crumb site={site} to={PATH} text={site.t("ask.back")} />
      <Mistakes site={site} mistakes={mistakes} />
      <OnceForm site={site} visit={visit} action={PATH} form={form}>
        <input type="hidden" name="in-danger" value="no" />
        <h1>{site.t("incident.what")}</h1>
        {bodies.length > 1 && <BodyField site={site} bodies={bodies} chosen={chosen.body} mistakes={mistakes} />}
        <fieldset class={mistakes.some(({ field }) => field === FIELD.question) ? "field failed" : "field"}>
          <legend class="hidden">{site.t("incident.what")}</legend>
          {mistakes.some(({ field }) => field === FIELD.question) && <p class="field-error">{site.t("incident.missing-question")}</p>}
          {groups.map((group, index) => (
            <div class="options-group">
              <h2>{groupTitle(site, group)}</h2>
              <QuestionOptions site={site} group={group} chosen={chosen.question} isFirst={index === 0} />
            </div>
          ))}
        </fieldset>
        <p class="actions">
          <button class="button">{site.t("ask.continue")}</button>
        </p>
      </OnceForm>
    </DeskLayout>
  )
}

function BodyField({ site, bodies, chosen, mistakes }: Pick<WhatPageProps, "site" | "bodies" | "mistakes"> & { readonly chosen: string }): JSX.Element {
  if (bodies.length <= 4) return <Radios site={site} name={FIELD.body} label={site.t("incident.for-whom")} mistakes={mistakes} chosen={chosen} options={bodies.map(({ id }) => ({ value: id, label: <Worded site={site} of={site.wording.body(id)} /> }))} />
  const mistake = mistakes.find(({ field }) => field === FIELD.body)
  return (
    <div class={mistake === undefined ? "field" : "field failed"}>
      <label for={FIELD.body}>{site.t("incident.for-whom")}</label>
      {mistake !== undefined && <p class="field-error">{site.t(mistake.why)}</p>}
      <select id={FIELD.body} name={FIELD.body}>
        <option value="">{site.t("incident.choose")}</option>
        {bodies.map(({ id }) => (
          <option value={id} selected={id === chosen}>
            {site.wording.body(id).text}
          </option>
        ))}
      </select>
    </div>
  )
}

function QuestionOptions({ site, group, chosen, isFirst }: { readonly site: Site; readonly group: QuestionGroup; readonly chosen: string; readonly isFirst: boolean }): JSX.Element {
  return (
    <div class="options">
      {group.questions.map((id, index) => (
        <label class="option">
          <input type="radio" name={FIELD.question} value={id} {...(isFirst && index === 0 ? { id: FIELD.question } : {})} checked={id === chosen} />
          <span>
            <Worded site={site} of={site.wording.question(id)} />
          </span>
        </label>
      ))}
    </div>
  )
}

export function PracticePage({ site, visit, groups }: Pick<WhatPageProps, "site" | "visit" | "groups">): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("incident.practice-title")} path="/desk/practice" strip={<PracticeStrip site={site} />}>
      <Crumb site={site} to="/desk" text={site.t("people.desk")} />
      <h1>{site.t("incident.practice-title")}</h1>
      <p class="lead">{site.t("incident.practice-lead")}</p>
      {groups.map((group) => (
        <section class="flow">
          <h2>{groupTitle(site, group)}</h2>
          <ul class="index one">
            {group.questions.map((id) => (
              <li>
                <a href={site.href(`/desk/practice/${id}`)}>
                  <Worded site={site} of={site.wording.question(id)} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </DeskLayout>
  )
}
