/** Parts of an incident's pages: what every writing screen says, a text with its screening, choices, a time, where a thing stands on the record. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Visit } from "../../../people/types.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { ErrorSummary } from "../../../ui/error-summary.tsx"
import { Arrow } from "../../../ui/icons.tsx"
import { LANGUAGES } from "../../../ui/languages.ts"
import { bold, Notice } from "../../../ui/notices.tsx"
import { Hidden } from "../../../ui/situation-form.tsx"
import type { Site } from "../../../ui/site.ts"
import type { PlainKey } from "../../../ui/texts.ts"
import { FIELD, type Mistake, type TypedText } from "./form.ts"

/** What each page of the desk is given. */
export interface DeskPage {
  readonly site: Site
  readonly visit: Visit
}

/** A route of one incident: its id has a form of its own, so that other parts of the desk have names. */
export const INCIDENT = "/desk/:id{[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}}"

export function incidentPath(id: string, rest = ""): string {
  return `/desk/${id}${rest === "" ? "" : `/${rest}`}`
}

export function Crumb({ site, to, text }: { readonly site: Site; readonly to: string; readonly text: string }): JSX.Element {
  return (
    <p class="crumb">
      <a href={site.href(to)}>
        <Arrow back={true} />
        {text}
      </a>
    </p>
  )
}

/** A form that is kept once, however often it is sent. */
export function OnceForm({ site, visit, action, form, children }: DeskPage & { readonly action: string; readonly form: string; readonly children: Child }): JSX.Element {
  return (
    <DeskForm csrf={visit.csrf} action={site.href(action)}>
      <Hidden fields={[[FIELD.form, form]]} />
      {children}
    </DeskForm>
  )
}

/** Said on every screen where somebody writes. */
export function WritingNotice({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Notice kind="warn">
      <p>{site.rich("incident.can-be-demanded", {}, bold)}</p>
    </Notice>
  )
}

/** Said on every screen of practice. */
export function PracticeStrip({ site }: { readonly site: Site }): JSX.Element {
  return (
    <aside class="practice" aria-label={site.t("incident.practice-label")}>
      <div class="wrap">
        <p>{site.rich("incident.practice-strip", {}, bold)}</p>
      </div>
    </aside>
  )
}

/** A day and a time in the pack's time zone. */
export function When({ site, at }: { readonly site: Site; readonly at: Date }): JSX.Element {
  const { locale } = LANGUAGES[site.language]
  const words = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: site.pack.settings.timeZone }).format(at)
  return <time datetime={at.toISOString()}>{words}</time>
}

export function Mistakes({ site, mistakes, found = [] }: { readonly site: Site; readonly mistakes: readonly Mistake[]; readonly found?: readonly { readonly field: string; readonly typed: TypedText }[] }): JSX.Element {
  const screenedFields = found.filter(({ typed }) => typed.found.length > 0)
  const problems = [
    ...mistakes.map(({ field, why }) => ({ field, text: site.t(why) })),
    ...screenedFields.map(({ field }) => ({ field: `${field}-found`, text: site.t("incident.found-summary") })),
  ]
  return problems.length === 0 ? <></> : <ErrorSummary site={site} problems={problems} />
}

interface FieldProps {
  readonly site: Site
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly mistakes: readonly Mistake[]
}

function errorFor({ site, name, mistakes }: FieldProps): string | null {
  const mistake = mistakes.find(({ field }) => field === name)
  return mistake === undefined ? null : site.t(mistake.why)
}

function describedBy(name: string, hint: string | undefined, error: string | null): { readonly "aria-describedby"?: string } {
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(error === null ? [] : [`${name}-error`])]
  return ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }
}

function Under({ site, name, hint, error }: { readonly site: Site; readonly name: string; readonly hint: string | undefined; readonly error: string | null }): JSX.Element {
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p class="field-error" id={`${name}-error`}>
          <span class="hidden">{site.t("error.prefix")}</span> {error}
        </p>
      )}
    </>
  )
}

/** A line or an area to write in; under it, what in it must not be written down. */
export function TextField(props: FieldProps & { readonly typed: TypedText; readonly rows?: number; readonly optional?: boolean }): JSX.Element {
  const { site, name, label, hint, typed, rows, optional } = props
  const error = errorFor(props)
  const attributes = { id: name, name, ...describedBy(name, hint, error), ...(error === null ? {} : { "aria-invalid": "true" as const }) }
  return (
    <div class={error === null && typed.found.length === 0 ? "field" : "field failed"} data-screen={name}>
      <label for={name}>
        {label} {optional === true && <span class="muted">{site.t("incident.optional")}</span>}
      </label>
      <Under site={site} name={name} hint={hint} error={error} />
      {rows === undefined ? <input type="text" autocomplete="off" value={typed.text} {...attributes} /> : <textarea rows={rows} {...attributes}>{typed.text}</textarea>}
      <Found site={site} name={name} typed={typed} />
    </div>
  )
}

/** Each word found: why it may not stand, and the way to say that it means something else. Marks made before stay. */
function Found({ site, name, typed }: { readonly site: Site; readonly name: string; readonly typed: TypedText }): JSX.Element {
  const words = typed.found.filter(({ word }, index) => typed.found.findIndex((other) => other.word === word) === index)
  return (
    <>
      <Hidden fields={typed.marks.map((mark) => [FIELD.mark, mark])} />
      {words.length > 0 && (
        <fieldset class="found" id={`${name}-found`} tabindex={-1}>
          <legend>{site.t("incident.found")}</legend>
          {words.map(({ word, pattern }) => (
            <div>
              <p>
                <q>{word}</q> {pattern.hint}
              </p>
              <label class="option">
                <input type="checkbox" name={FIELD.mark} value={word} />
                <span>{site.t("incident.mark", { word })}</span>
              </label>
            </div>
          ))}
        </fieldset>
      )}
    </>
  )
}

export interface Option {
  readonly value: string
  readonly label: Child
  readonly hint?: string
}

export function Radios(props: FieldProps & { readonly options: readonly Option[]; readonly chosen: string; readonly heading?: boolean }): JSX.Element {
  const { site, name, label, hint, options, chosen, heading } = props
  const error = errorFor(props)
  return (
    <fieldset class={error === null ? "field radios" : "field radios failed"} {...describedBy(name, hint, error)}>
      <legend>{heading === true ? <h1>{label}</h1> : label}</legend>
      <Under site={site} name={name} hint={hint} error={error} />
      <div class="options">
        {options.map((option, index) => (
          <label class="option">
            <input type="radio" name={name} value={option.value} id={index === 0 ? name : `${name}-${String(index + 1)}`} checked={option.value === chosen} />
            <span>
              <b>{option.label}</b>
              {option.hint !== undefined && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function ShortField(props: FieldProps & { readonly value: string; readonly inputmode: "numeric" | "text" }): JSX.Element {
  const { site, name, label, hint, value, inputmode } = props
  const error = errorFor(props)
  return (
    <div class={error === null ? "field short" : "field short failed"}>
      <label for={name}>
        {label} <span class="muted">{site.t("incident.optional")}</span>
      </label>
      <Under site={site} name={name} hint={hint} error={error} />
      <input type="text" id={name} name={name} value={value} inputmode={inputmode} autocomplete="off" {...describedBy(name, hint, error)} {...(error === null ? {} : { "aria-invalid": "true" as const })} />
    </div>
  )
}

export interface Stand {
  readonly reference: string
  readonly at: Date
  /** Its entry is numbered, and a receipt of it can be had. */
  readonly hasReceipt: boolean
}

/** The receipt strip: reference, time, where it stands, and its files. The same everywhere a thing is on the record. */
export function ReceiptStrip({ site, incident, stand }: { readonly site: Site; readonly incident: string; readonly stand: Stand }): JSX.Element {
  return (
    <dl class="receipt">
      <div>
        <dt>{site.t("incident.reference")}</dt>
        <dd class="code">{stand.reference}</dd>
      </div>
      <div>
        <dt>{site.t("incident.recorded-at")}</dt>
        <dd>
          <When site={site} at={stand.at} />
        </dd>
      </div>
      <div>
        <dt>{site.t("incident.stands")}</dt>
        <dd>{site.t(stand.hasReceipt ? "incident.on-record" : "incident.not-numbered")}</dd>
      </div>
      {stand.hasReceipt && (
        <div class="no-print">
          <dt>{site.t("incident.files")}</dt>
          <dd>
            <a href={site.href(incidentPath(incident, `receipts/${stand.reference}.tlog-proof`))} download="">
              {site.t("incident.receipt")}
            </a>
            <a href={site.href(incidentPath(incident, `receipts/${stand.reference}.json`))} download="">
              {site.t("incident.opening")}
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Why nothing was recorded, and that what was typed is still here. */
export function NotRecorded({ site, why }: { readonly site: Site; readonly why: PlainKey }): JSX.Element {
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      <h2>{site.t("incident.not-recorded")}</h2>
      <p>{site.t(why)}</p>
    </div>
  )
}
