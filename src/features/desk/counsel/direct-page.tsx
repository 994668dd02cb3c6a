/** One call: who was told and who has it, and the one direction that Writ keeps. There is no field for a reason. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { DIRECTIONS } from "../../../people/counsel/directions.ts"
import { DeskForm } from "../../../ui/desk-form.tsx"
import { DeskLayout, type Signed } from "../../../ui/desk-layout.tsx"
import { ErrorSummary } from "../../../ui/error-summary.tsx"
import { RadioField } from "../../../ui/fields.tsx"
import { Notice } from "../../../ui/notices.tsx"
import type { Site } from "../../../ui/site.ts"
import { CallHead, Directions, Told } from "./counsel-page.tsx"
import type { CallView, NameOf } from "./model.ts"

export interface DirectPageProps {
  readonly site: Site
  readonly visit: Signed
  readonly one: CallView
  readonly nameOf: NameOf
  /** Of the form, new each time that it is shown. */
  readonly form: string
  readonly problem: boolean
}

export function DirectPage({ site, visit, one, nameOf, form, problem }: DirectPageProps): JSX.Element {
  const path = `/desk/counsel/calls/${one.call.id}`
  return (
    <DeskLayout site={site} visit={visit} title={site.t("counsel.direct-title")} path={path} failed={problem}>
      {problem && <ErrorSummary site={site} problems={[{ field: "direction", text: site.t("counsel.choose-direction") }]} />}
      <p class="crumb">
        <a href={site.href("/desk/counsel")}>{site.t("counsel.title")}</a>
      </p>
      <h1>{site.t("counsel.direct-title")}</h1>
      <CallHead site={site} one={one} />
      <Told site={site} one={one} nameOf={nameOf} />
      <Directions site={site} one={one} nameOf={nameOf} />
      <Notice kind="warn">
        <p>{site.t("counsel.no-reasons")}</p>
      </Notice>
      <DeskForm csrf={visit.csrf} action={site.href(`${path}/direct`)}>
        <input type="hidden" name="form" value={form} />
        <RadioField
          name="direction"
          label={site.t("counsel.direction-label")}
          value=""
          problem={problem ? site.t("counsel.choose-direction") : undefined}
          choices={DIRECTIONS.map((direction) => ({ id: direction, label: site.t(`counsel.direction-${direction}`), hint: site.t(`counsel.hint-${direction}`) }))}
        />
        <div class="actions">
          <button class="button" type="submit">
            {site.t("counsel.record-direction")}
          </button>
        </div>
      </DeskForm>
    </DeskLayout>
  )
}
