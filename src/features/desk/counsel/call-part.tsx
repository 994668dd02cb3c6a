/** On an incident's page: whether a lawyer was called, who was told, who was reached, what was directed; and the way to call one. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskForm } from "../../../ui/desk-form.tsx"
import type { Signed } from "../../../ui/desk-layout.tsx"
import { timeText } from "../../../ui/moment.ts"
import type { Site } from "../../../ui/site.ts"
import { Directions, Told } from "./counsel-page.tsx"
import type { CallView, NameOf } from "./model.ts"

export interface CallPartProps {
  readonly site: Site
  readonly visit: Signed
  readonly incident: string
  readonly calls: readonly CallView[]
  readonly nameOf: NameOf
  readonly mayCall: boolean
}

export function CallPart({ site, visit, incident, calls, nameOf, mayCall }: CallPartProps): JSX.Element {
  const isWaiting = calls.some(({ call }) => call.answered === null)
  if (calls.length === 0 && !mayCall) return <></>
  return (
    <section class="flow" id="lawyer">
      <h2>{site.t("counsel.lawyer")}</h2>
      {calls.map((one) => (
        <article class="flow">
          <p>{site.t(`counsel.called-${one.call.because}`, { at: timeText(site, one.call.startedAt) })}</p>
          <Told site={site} one={one} nameOf={nameOf} />
          <Directions site={site} one={one} nameOf={nameOf} />
        </article>
      ))}
      {isWaiting && <p class="strong">{site.t("counsel.meanwhile")}</p>}
      {mayCall && !isWaiting && (
        <DeskForm csrf={visit.csrf} action={site.href(`/desk/${incident}/lawyer`)}>
          <button class="button second" type="submit">
            {site.t("counsel.need-lawyer")}
          </button>
        </DeskForm>
      )}
    </section>
  )
}
