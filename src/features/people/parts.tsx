/** Parts of an administrator's pages: choosing a role and a body, and the way back. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { BodyId } from "../../law/types.ts"
import { ROLES } from "../../people/types.ts"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import type { Reach } from "./model.ts"

export interface ChoiceProps {
  readonly site: Site
  readonly chosen: string
  /** What is wrong with it. */
  readonly problem: string | null
}

export function RoleChoice({ site, chosen, problem }: ChoiceProps): JSX.Element {
  return (
    <Choice id="role" label={site.t("people.role")} problem={problem}>
      <option value="">{site.t("people.choose")}</option>
      {ROLES.map((role) => (
        <option value={role} selected={role === chosen}>
          {`${site.t(`people.role-${role}`)}: ${site.t(`people.role-does-${role}`)}`}
        </option>
      ))}
    </Choice>
  )
}

export function BodyChoice({ site, chosen, problem, reach }: ChoiceProps & { readonly reach: Reach }): JSX.Element {
  return (
    <Choice id="body" label={site.t("people.for-body")} problem={problem}>
      <option value="">{site.t("people.choose")}</option>
      {reach.all && (
        <option value="all" selected={chosen === "all"}>
          {site.t("people.all-bodies")}
        </option>
      )}
      {reach.bodies.map((body) => (
        <option value={body} selected={body === chosen}>
          {site.wording.body(body).text}
        </option>
      ))}
    </Choice>
  )
}

function Choice({ id, label, problem, children }: { readonly id: string; readonly label: string; readonly problem: string | null; readonly children: Child }): JSX.Element {
  return (
    <div class={problem === null ? "field" : "field failed"}>
      <label for={id}>{label}</label>
      {problem !== null && (
        <span class="field-error" id={`${id}-error`}>
          {problem}
        </span>
      )}
      <select id={id} name={id} {...(problem === null ? {} : { "aria-describedby": `${id}-error` })}>
        {children}
      </select>
    </div>
  )
}

/** A body's name, or that it is the whole city. */
export function BodyName({ site, body }: { readonly site: Site; readonly body: BodyId | "all" }): JSX.Element {
  return body === "all" ? <>{site.t("people.all-bodies")}</> : <Worded site={site} of={site.wording.body(body)} />
}

export function Crumb({ site, to, text }: { readonly site: Site; readonly to: string; readonly text: string }): JSX.Element {
  return (
    <p class="crumb">
      <a href={site.href(to)}>{text}</a>
    </p>
  )
}
