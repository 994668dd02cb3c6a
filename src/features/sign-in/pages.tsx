/** Pages that sign in: with a passkey or the city's account, again, through a one-time link; and what is said when it does not work. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskLayout } from "../../ui/desk-layout.tsx"
import { ErrorSummary, type Problem } from "../../ui/error-summary.tsx"
import type { PageScript } from "../../ui/script.ts"
import { Hidden } from "../../ui/situation-form.tsx"
import type { Site } from "../../ui/site.ts"
import type { LinkView, SignInView } from "./model.ts"

export function SignInPage({ site, view, script }: { readonly site: Site; readonly view: SignInView; readonly script: PageScript }): JSX.Element {
  const { again, provider, to } = view
  const title = site.t(again ? "people.again-title" : "people.sign-in-title")
  const problems: readonly Problem[] = view.problem === null ? [] : [{ field: null, text: site.t(`people.problem-${view.problem}`) }]
  return (
    <DeskLayout site={site} visit={null} title={title} path="/sign-in" script={script} failed={problems.length > 0}>
      {problems.length > 0 && <ErrorSummary site={site} problems={problems} />}
      <h1>{title}</h1>
      <p class="lead">{site.t(again ? "people.again-lead" : "people.sign-in-lead")}</p>
      <PasskeyForm site={site} action={site.href(again ? "/sign-in/again" : "/sign-in")} passkey="get" options={view.options} origin={view.origin} fields={[["to", to]]}>
        <p class="actions">
          <button class="button" type="submit">
            {site.t("people.with-passkey")}
          </button>
        </p>
      </PasskeyForm>
      {provider !== null && (
        <p class="actions">
          <a class="button second" href={`${site.href(again ? "/sign-in/go-again" : "/sign-in/go")}?to=${encodeURIComponent(to)}`}>
            {site.t("people.with-provider", { provider })}
          </a>
        </p>
      )}
      {!again && <p class="muted">{site.t("people.no-passkey-yet")}</p>}
    </DeskLayout>
  )
}

export function LinkPage({ site, view, script }: { readonly site: Site; readonly view: LinkView; readonly script: PageScript }): JSX.Element {
  const { name, provider, token } = view
  const action = site.href(`/sign-in/link/${token}`)
  const title = name === null ? site.t("people.link-administrator-title") : site.t("people.link-title", { name })
  const problem = view.problem === null ? null : site.t(`people.link-problem-${view.problem}`)
  return (
    <DeskLayout site={site} visit={null} title={title} path="/sign-in" script={script} failed={problem !== null}>
      {problem !== null && <ErrorSummary site={site} problems={[{ field: view.problem === "name" ? "name" : null, text: problem }]} />}
      <h1>{title}</h1>
      <p class="lead">{site.t(name === null ? "people.link-administrator-lead" : "people.link-lead")}</p>
      <PasskeyForm site={site} action={action} passkey="create" options={view.options} origin={view.origin} fields={[]}>
        {name === null && (
          <div class={view.problem === "name" ? "field failed" : "field"}>
            <label for="name">{site.t("people.your-name")}</label>
            <span class="hint" id="name-hint">
              {site.t("people.your-name-hint")}
            </span>
            {view.problem === "name" && (
              <span class="field-error" id="name-error">
                {problem}
              </span>
            )}
            <input id="name" name="name" value={view.typed} autocomplete="name" maxlength={100} aria-describedby={view.problem === "name" ? "name-hint name-error" : "name-hint"} />
          </div>
        )}
        <p class="actions">
          <button class="button" type="submit">
            {site.t("people.make-passkey")}
          </button>
        </p>
      </PasskeyForm>
      {provider !== null && name !== null && (
        <p class="actions">
          <a class="button second" href={`${action}/go`}>
            {site.t("people.with-provider", { provider })}
          </a>
        </p>
      )}
    </DeskLayout>
  )
}

/** A link that opens nothing, or nothing any more: which of the two is nobody's business. */
export function LinkOverPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <DeskLayout site={site} visit={null} title={site.t("people.link-over-title")} path="/sign-in">
      <h1>{site.t("people.link-over-title")}</h1>
      <p class="lead">{site.t("people.link-over")}</p>
      <p>{site.t("people.link-over-operator")}</p>
    </DeskLayout>
  )
}

export function DonePage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <DeskLayout site={site} visit={null} title={site.t("people.done-title")} path="/sign-in/done">
      <h1>{site.t("people.done-title")}</h1>
      <p class="lead">{site.t("people.done")}</p>
      <p>
        <a href={site.href("/desk")}>{site.t("people.to-desk")}</a>
      </p>
    </DeskLayout>
  )
}

export function TooManyPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <DeskLayout site={site} visit={null} title={site.t("people.too-many-title")} path="/sign-in">
      <h1>{site.t("people.too-many-title")}</h1>
      <p class="lead">{site.t("people.too-many")}</p>
    </DeskLayout>
  )
}

export interface PasskeyFormProps {
  readonly site: Site
  readonly action: string
  readonly passkey: "get" | "create"
  readonly options: string
  readonly origin: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly children: Child
}

/** A form that the script (browser/passkey-page.ts) answers; what it may have to say stands beside it, hidden. */
export function PasskeyForm({ site, action, passkey, options, origin, fields, children }: PasskeyFormProps): JSX.Element {
  return (
    <>
      <noscript>
        <p class="notice warn">{site.t("people.no-script")}</p>
      </noscript>
      <p class="notice warn passkey-said" role="alert" id="passkey-failed" hidden>
        {site.t("people.passkey-failed")}
      </p>
      <p class="notice warn passkey-said" role="alert" id="passkey-missing" hidden>
        {site.t("people.passkey-missing")}
      </p>
      <p class="notice warn passkey-said" role="alert" id="passkey-elsewhere" hidden>
        {site.t("people.passkey-elsewhere")} <a href={`${origin}${site.href("/sign-in")}`}>{origin}</a>
      </p>
      <form method="post" action={action} novalidate data-passkey={passkey} data-options={options} data-origin={origin}>
        <Hidden fields={[...fields, ["response", ""]]} />
        {children}
      </form>
    </>
  )
}
