/** Pages for who is turned away at the desk's door: why, and the way on. What was typed stays with who typed it, and is kept nowhere. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Visit } from "../people/types.ts"
import { DeskLayout } from "../ui/desk-layout.tsx"
import { DeskForm } from "../ui/desk-form.tsx"
import { Hidden } from "../ui/situation-form.tsx"
import type { Site } from "../ui/site.ts"
import type { Fields } from "./sent-form.ts"

/** Why a form was not taken: nobody is signed in any more; a new proof is wanted; it was written in another session. */
export type TurnedBack = "signed-out" | "step-up" | "other-session"

export function NoRecordPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <DeskLayout site={site} visit={null} title={site.t("people.no-record-title")} path="/desk">
      <h1>{site.t("people.no-record-title")}</h1>
      <p class="lead">{site.t("people.no-record")}</p>
      <p>{site.t("people.no-record-how")}</p>
      <p class="actions">
        <a class="button" href={site.href("/ask")}>
          {site.t("people.ask-without")}
        </a>
      </p>
    </DeskLayout>
  )
}

export function NotAllowedPage({ site, visit }: { readonly site: Site; readonly visit: Visit }): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.not-allowed-title")} path="/desk">
      <h1>{site.t("people.not-allowed-title")}</h1>
      <p class="lead">{site.t("people.not-allowed")}</p>
      <p class="actions">
        <a class="button" href={site.href("/desk")}>
          {site.t("people.to-desk")}
        </a>
      </p>
    </DeskLayout>
  )
}

/** `origin` is where the desk is reached; a form from anywhere else is none of ours. */
export function OtherSitePage({ site, origin }: { readonly site: Site; readonly origin: string }): JSX.Element {
  const desk = `${origin}${site.href("/desk")}`
  return (
    <DeskLayout site={site} visit={null} title={site.t("people.other-site-title")} path="/desk">
      <h1>{site.t("people.other-site-title")}</h1>
      <p class="lead">{site.t("people.other-site")}</p>
      <p>
        <a href={desk}>{desk}</a>
      </p>
    </DeskLayout>
  )
}

interface SendAgainProps {
  readonly site: Site
  readonly why: TurnedBack
  readonly visit: Visit | null
  readonly path: string
  readonly form: Fields
}

export function SendAgainPage({ site, why, visit, path, form }: SendAgainProps): JSX.Element {
  const sent = Object.entries(form).flatMap(([name, values]) => (name === "csrf" ? [] : values.map((value) => [name, value] as const)))
  const written = sent.flatMap(([, value]) => (/\s/.test(value.trim()) ? [value] : []))
  return (
    <DeskLayout site={site} visit={visit} title={site.t(`people.again-${why}-title`)} path="/desk">
      <h1>{site.t(`people.again-${why}-title`)}</h1>
      <p class="lead">{site.t(`people.again-${why}`)}</p>
      <DeskForm csrf={visit?.csrf ?? ""} action={path}>
        <Hidden fields={sent} />
        <div class="actions">
          {why !== "other-session" && (
            <a class="button" href={`${site.href(why === "step-up" ? "/sign-in/again" : "/sign-in")}?to=${encodeURIComponent(site.href("/sign-in/done"))}`} target="_blank" rel="noopener">
              {site.t("people.sign-in-beside")}
            </a>
          )}
          <button class={why === "other-session" ? "button" : "button second"} type="submit">
            {site.t("people.send-again")}
          </button>
        </div>
      </DeskForm>
      {written.length > 0 && (
        <section class="flow">
          <h2>{site.t("people.what-you-typed")}</h2>
          {written.map((text) => (
            <p class="typed">{text}</p>
          ))}
        </section>
      )}
    </DeskLayout>
  )
}
