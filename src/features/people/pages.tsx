/** An administrator's pages about people: who works here, one of them, an invitation, and the link to hand over. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Grant, Person, Visit } from "../../people/types.ts"
import { DataTable } from "../../ui/data-table.tsx"
import { DeskForm } from "../../ui/desk-form.tsx"
import { DeskLayout } from "../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import type { Site } from "../../ui/site.ts"
import type { InviteForm, InviteProblem, Reach } from "./model.ts"
import { BodyChoice, BodyName, Crumb, RoleChoice } from "./parts.tsx"

interface PageProps {
  readonly site: Site
  readonly visit: Visit
}

export function PeoplePage({ site, visit, people }: PageProps & { readonly people: readonly Person[] }): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.people-title")} path="/desk/people" width="wide">
      <Crumb site={site} to="/desk" text={site.t("people.desk")} />
      <h1>{site.t("people.people-title")}</h1>
      <p class="actions">
        <a class="button" href={site.href("/desk/people/invite")}>
          {site.t("people.invite")}
        </a>
        <a href={site.href("/desk/lines")}>{site.t("people.lines-title")}</a>
        <a href={site.href("/desk/keys")}>{site.t("people.keys-title")}</a>
      </p>
      <DataTable
        caption={site.t("people.people-title")}
        captionHidden={true}
        columns={[site.t("people.name"), site.t("people.roles")]}
        rows={people.map((person) => [<a href={site.href(`/desk/people/${person.id}`)}>{person.name}</a>, <GrantLines site={site} grants={person.grants} />])}
      />
    </DeskLayout>
  )
}

function GrantLines({ site, grants }: { readonly site: Site; readonly grants: readonly Grant[] }): JSX.Element {
  if (grants.length === 0) return <>{site.t("people.roles-none")}</>
  return (
    <>
      {grants.map(({ role, bodies }, at) => (
        <>
          {at > 0 && <br />}
          {site.t(`people.role-${role}`)}: {bodies === "all" ? site.t("people.all-bodies") : site.list(bodies.map((body) => site.wording.body(body).text))}
        </>
      ))}
    </>
  )
}

export interface InvitePageProps extends PageProps {
  readonly reach: Reach
  readonly typed: InviteForm
  readonly problems: readonly InviteProblem[]
}

export function InvitePage({ site, visit, reach, typed, problems }: InvitePageProps): JSX.Element {
  const said = (problem: InviteProblem): string | null => (problems.includes(problem) ? site.t(`people.invite-${problem}`) : null)
  const nameProblem = said("name")
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.invite")} path="/desk/people/invite" failed={problems.length > 0}>
      {problems.length > 0 && <ErrorSummary site={site} problems={problems.map((problem) => ({ field: problem, text: site.t(`people.invite-${problem}`) }))} />}
      <Crumb site={site} to="/desk/people" text={site.t("people.people-title")} />
      <h1>{site.t("people.invite")}</h1>
      <p class="lead">{site.t("people.invite-lead")}</p>
      <DeskForm csrf={visit.csrf} action={site.href("/desk/people/invite")}>
        <div class={nameProblem === null ? "field" : "field failed"}>
          <label for="name">{site.t("people.name")}</label>
          <span class="hint" id="name-hint">
            {site.t("people.name-hint")}
          </span>
          {nameProblem !== null && (
            <span class="field-error" id="name-error">
              {nameProblem}
            </span>
          )}
          <input id="name" name="name" value={typed.name} autocomplete="off" maxlength={200} aria-describedby={nameProblem === null ? "name-hint" : "name-hint name-error"} />
        </div>
        <RoleChoice site={site} chosen={typed.role} problem={said("role")} />
        <BodyChoice site={site} chosen={typed.body} problem={said("body")} reach={reach} />
        <p class="actions">
          <button class="button" type="submit">
            {site.t("people.invite-make")}
          </button>
        </p>
      </DeskForm>
    </DeskLayout>
  )
}

/** Shown this once: it is kept nowhere as it is. */
export function LinkMadePage({ site, visit, name, person, address }: PageProps & { readonly name: string; readonly person: string; readonly address: string }): JSX.Element {
  const title = site.t("people.link-made-title", { name })
  return (
    <DeskLayout site={site} visit={visit} title={title} path="/desk/people">
      <Crumb site={site} to="/desk/people" text={site.t("people.people-title")} />
      <h1>{title}</h1>
      <p class="lead">{site.t("people.link-made")}</p>
      <pre class="secret" tabindex={0}>
        {address}
      </pre>
      <p>{site.t("people.link-made-once")}</p>
      <p>
        <a href={site.href(`/desk/people/${person}`)}>{name}</a>
      </p>
    </DeskLayout>
  )
}

export interface PersonPageProps extends PageProps {
  readonly person: Person
  /** For which bodies roles may be given and taken. */
  readonly reach: Reach
  /** Whether a link may be made for them, and they may be ended: whoever does holds everything that they hold. */
  readonly whole: boolean
  readonly problem: "grant" | "last-administrator" | null
}

export function PersonPage({ site, visit, person, reach, whole, problem }: PersonPageProps): JSX.Element {
  const path = `/desk/people/${person.id}`
  const grants = person.grants.flatMap(({ role, bodies }) => (bodies === "all" ? (["all"] as const) : bodies).map((body) => ({ role, body })))
  return (
    <DeskLayout site={site} visit={visit} title={person.name} path={path} failed={problem !== null}>
      {problem !== null && <ErrorSummary site={site} problems={[{ field: problem === "grant" ? "role" : null, text: site.t(`people.person-${problem}`) }]} />}
      <Crumb site={site} to="/desk/people" text={site.t("people.people-title")} />
      <h1>{person.name}</h1>
      <h2>{site.t("people.roles")}</h2>
      {grants.length === 0 && <p>{site.t("people.roles-none")}</p>}
      <ul class="plain">
        {grants.map(({ role, body }) => (
          <li class="row">
            <span>
              <b>{site.t(`people.role-${role}`)}</b>: <BodyName site={site} body={body} />
            </span>
            {(reach.all || (body !== "all" && reach.bodies.includes(body))) && (
              <DeskForm csrf={visit.csrf} action={site.href(`${path}/take`)}>
                <input type="hidden" name="role" value={role} />
                <input type="hidden" name="body" value={body} />
                <button class="as-link" type="submit">
                  {site.t("people.take-role")}
                </button>
              </DeskForm>
            )}
          </li>
        ))}
      </ul>
      <h2>{site.t("people.give-role")}</h2>
      <DeskForm csrf={visit.csrf} action={site.href(`${path}/give`)}>
        <RoleChoice site={site} chosen="" problem={null} />
        <BodyChoice site={site} chosen="" problem={null} reach={reach} />
        <p class="actions">
          <button class="button second" type="submit">
            {site.t("people.give-role")}
          </button>
        </p>
      </DeskForm>
      {whole && <WholePart site={site} visit={visit} path={path} />}
    </DeskLayout>
  )
}

function WholePart({ site, visit, path }: PageProps & { readonly path: string }): JSX.Element {
  return (
    <>
      <h2>{site.t("people.new-link")}</h2>
      <p>{site.t("people.new-link-lead")}</p>
      <DeskForm csrf={visit.csrf} action={site.href(`${path}/link`)}>
        <p class="actions">
          <button class="button second" type="submit">
            {site.t("people.new-link-make")}
          </button>
        </p>
      </DeskForm>
      <details>
        <summary>{site.t("people.end")}</summary>
        <div class="flow">
          <p>{site.t("people.end-lead")}</p>
          <DeskForm csrf={visit.csrf} action={site.href(`${path}/end`)}>
            <button class="button second" type="submit">
              {site.t("people.end-now")}
            </button>
          </DeskForm>
        </div>
      </details>
    </>
  )
}
