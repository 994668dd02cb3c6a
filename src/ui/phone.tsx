/** Telephone numbers: a link where there is one, a line to write on where there is none. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Site } from "./site.ts"

export function Phone({ site, number }: { readonly site: Site; readonly number: string | null }): JSX.Element {
  if (number === null) {
    return (
      <span class="no-number">
        {site.t("phone.unset")} <span class="write-here" aria-hidden="true" />
      </span>
    )
  }
  const dialled = number.replaceAll(/[^\d+]/g, "")
  return (
    <a class="phone" href={`tel:${dialled}`}>
      <bdi dir="ltr">{number}</bdi>
    </a>
  )
}
