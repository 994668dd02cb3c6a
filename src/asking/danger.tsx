/** What is said beside every question and above every answer: that danger comes first, and that the law of another day is asked. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Day } from "../law/types.ts"
import { bold, Notice } from "../ui/notices.tsx"
import { Phone } from "../ui/phone.tsx"
import type { Site } from "../ui/site.ts"

/** Said plainly wherever the law of another day is asked. */
export function OnDay({ site, on }: { readonly site: Site; readonly on: Day | null }): JSX.Element {
  if (on === null || on === site.today) return <></>
  return (
    <Notice kind="warn">
      <p>{site.rich("ask.on-day", { day: site.day(on) }, bold)}</p>
    </Notice>
  )
}

/** Danger comes first, beside every question and above every answer. */
export function DangerReminder({ site }: { readonly site: Site }): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <Notice kind="warn">
      <p>
        <b>{site.t("danger.title")}</b>{" "}
        {emergency === undefined ? site.t("danger.remind-without-number") : site.rich("danger.remind", {}, { phone: () => <Phone site={site} number={emergency.number} /> })}
      </p>
    </Notice>
  )
}
