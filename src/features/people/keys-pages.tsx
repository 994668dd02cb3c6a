/** Pages about the keys of programs. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { dayIn } from "../../law/days.ts"
import type { BodyId } from "../../law/types.ts"
import type { Visit } from "../../people/types.ts"
import { DataTable } from "../../ui/data-table.tsx"
import { DeskForm } from "../../ui/desk-form.tsx"
import { DeskLayout } from "../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../ui/error-summary.tsx"
import type { Site } from "../../ui/site.ts"
import type { Reach } from "./model.ts"
import { BodyChoice, BodyName, Crumb } from "./parts.tsx"

export interface ShownKey {
  readonly id: string
  readonly body: BodyId
  readonly madeAt: Date
  readonly usedAt: Date | null
  readonly endedAt: Date | null
}

export interface KeysPageProps {
  readonly site: Site
  readonly visit: Visit
  readonly keys: readonly ShownKey[]
  readonly now: Date
  readonly reach: Reach
  readonly problem: "body" | "over" | null
}

export function KeysPage({ site, visit, keys, now, reach, problem }: KeysPageProps): JSX.Element {
  const day = (at: Date | null): string => (at === null ? "–" : site.day(dayIn(site.pack.settings.timeZone, at)))
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.keys-title")} path="/desk/keys" width="wide" failed={problem !== null}>
      {problem !== null && <ErrorSummary site={site} problems={[{ field: problem === "body" ? "body" : null, text: site.t(`people.keys-${problem}`) }]} />}
      <Crumb site={site} to="/desk/people" text={site.t("people.people-title")} />
      <h1>{site.t("people.keys-title")}</h1>
      <p class="lead">{site.t("people.keys-lead")}</p>
      {keys.length === 0 ? (
        <p>{site.t("people.keys-none")}</p>
      ) : (
        <DataTable
          caption={site.t("people.keys-title")}
          captionHidden={true}
          columns={[site.t("people.key"), site.t("people.for-body"), site.t("people.key-made"), site.t("people.key-used"), site.t("people.key-ends"), site.t("people.key-do")]}
          rows={keys.map(({ id, body, madeAt, usedAt, endedAt }) => [
            <code>{id}</code>,
            <BodyName site={site} body={body} />,
            day(madeAt),
            day(usedAt),
            day(endedAt),
            <KeyDeeds site={site} visit={visit} id={id} rotates={endedAt === null} ends={endedAt === null || endedAt > now} />,
          ])}
        />
      )}
      <h2>{site.t("people.key-new")}</h2>
      <DeskForm csrf={visit.csrf} action={site.href("/desk/keys")}>
        <BodyChoice site={site} chosen="" problem={problem === "body" ? site.t("people.keys-body") : null} reach={reach} />
        <p class="actions">
          <button class="button" type="submit">
            {site.t("people.key-make")}
          </button>
        </p>
      </DeskForm>
    </DeskLayout>
  )
}

interface KeyDeedsProps {
  readonly site: Site
  readonly visit: Visit
  readonly id: string
  readonly rotates: boolean
  readonly ends: boolean
}

function KeyDeeds({ site, visit, id, rotates, ends }: KeyDeedsProps): JSX.Element {
  return (
    <>
      {rotates && (
        <DeskForm csrf={visit.csrf} action={site.href(`/desk/keys/${id}/rotate`)}>
          <button class="as-link" type="submit">
            {site.t("people.key-rotate")} <span class="hidden">{id}</span>
          </button>
        </DeskForm>
      )}
      {ends && (
        <DeskForm csrf={visit.csrf} action={site.href(`/desk/keys/${id}/end`)}>
          <button class="as-link" type="submit">
            {site.t("people.key-end")} <span class="hidden">{id}</span>
          </button>
        </DeskForm>
      )}
    </>
  )
}

/** Shown this once: it is kept nowhere as it is. */
export function KeyMadePage({ site, visit, body, secret }: { readonly site: Site; readonly visit: Visit; readonly body: BodyId; readonly secret: string }): JSX.Element {
  return (
    <DeskLayout site={site} visit={visit} title={site.t("people.key-made-title")} path="/desk/keys">
      <Crumb site={site} to="/desk/keys" text={site.t("people.keys-title")} />
      <h1>{site.t("people.key-made-title")}</h1>
      <p class="lead">
        <BodyName site={site} body={body} />
      </p>
      <pre class="secret" tabindex={0}>
        {secret}
      </pre>
      <p>{site.t("people.key-made-once")}</p>
    </DeskLayout>
  )
}
