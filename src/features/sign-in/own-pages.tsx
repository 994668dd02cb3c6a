/** What is somebody's own: their roles, passkeys and sessions. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Person, Visit } from "../../people/types.ts"
import { DeskForm } from "../../ui/desk-form.tsx"
import { DeskLayout } from "../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import type { PageScript } from "../../ui/script.ts"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import type { NewPasskeyProblem, OwnView } from "./model.ts"
import { PasskeyForm } from "./pages.tsx"

export interface OwnPageProps {
  readonly site: Site
  readonly visit: Visit
  readonly view: OwnView
  /** The last way in was to be ended, and was not. */
  readonly lastPasskey: boolean
}

export function OwnPage({ site, visit, view, lastPasskey }: OwnPageProps): JSX.Element {
  const { passkeys, sessions, hasAccount } = view
  const isLast = passkeys.length + (hasAccount ? 1 : 0) <= 1
  return (
    <DeskLayout site={site} visit={visit} title={visit.person.name} path="/desk/me" failed={lastPasskey}>
      {lastPasskey && <ErrorSummary site={site} problems={[{ field: null, text: site.t("people.passkey-last") }]} />}
      <h1>{visit.person.name}</h1>
      <Roles site={site} person={visit.person} />
      <h2>{site.t("people.passkeys")}</h2>
      {passkeys.length === 0 && <p>{site.t("people.passkeys-none")}</p>}
      <ul class="plain">
        {passkeys.map(({ id, madeOn, usedOn }) => (
          <li class="row">
            <span>
              {site.t("people.passkey-made", { day: site.day(madeOn) })} <span class="meta">{usedOn === null ? site.t("people.passkey-unused") : site.t("people.passkey-used", { day: site.day(usedOn) })}</span>
            </span>
            {!isLast && (
              <DeskForm csrf={visit.csrf} action={site.href("/desk/me/passkey/end")}>
                <input type="hidden" name="passkey" value={id} />
                <button class="as-link" type="submit">
                  {site.t("people.passkey-end")}
                </button>
              </DeskForm>
            )}
          </li>
        ))}
      </ul>
      <p class="actions">
        <a class="button second" href={site.href("/desk/me/passkey")}>
          {site.t("people.passkey-add")}
        </a>
      </p>
      <h2>{site.t("people.sessions")}</h2>
      <p>{site.t("people.sessions-open", { count: sessions })}</p>
      <DeskForm csrf={visit.csrf} action={site.href("/desk/me/sign-out-everywhere")}>
        <p class="actions">
          <button class="button second" type="submit">
            {site.t("people.sign-out-everywhere")}
          </button>
        </p>
      </DeskForm>
    </DeskLayout>
  )
}

export interface NewPasskeyPageProps {
  readonly site: Site
  readonly visit: Visit
  readonly options: string
  readonly origin: string
  readonly problem: NewPasskeyProblem | null
  readonly script: PageScript
}

export function NewPasskeyPage({ site, visit, options, origin, problem, script }: NewPasskeyPageProps): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.passkey-add")} path="/desk/me/passkey" script={script} failed={problem !== null}>
      {problem !== null && <ErrorSummary site={site} problems={[{ field: null, text: site.t(`people.link-problem-${problem}`) }]} />}
      <h1>{site.t("people.passkey-add")}</h1>
      <p class="lead">{site.t("people.passkey-add-lead")}</p>
      <PasskeyForm site={site} action={site.href("/desk/me/passkey")} passkey="create" options={options} origin={origin} fields={[["csrf", visit.csrf]]}>
        <p class="actions">
          <button class="button" type="submit">
            {site.t("people.make-passkey")}
          </button>
        </p>
      </PasskeyForm>
    </DeskLayout>
  )
}

function Roles({ site, person }: { readonly site: Site; readonly person: Person }): JSX.Element {
  if (person.grants.length === 0) return <p class="lead">{site.t("people.no-roles")}</p>
  return (
    <dl class="sides">
      {person.grants.map(({ role, bodies }) => (
        <div>
          <dt>{site.t(`people.role-${role}`)}</dt>
          <dd>{bodies === "all" ? site.t("people.all-bodies") : bodies.map((body, at) => [at === 0 ? "" : ", ", <Worded site={site} of={site.wording.body(body)} />])}</dd>
        </div>
      ))}
    </dl>
  )
}
