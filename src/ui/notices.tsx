/** What a reader must know before relying on a text: how old it is, who has reviewed it, who disputes it, whether it is on hold. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { isStale } from "../law/answer.ts"
import { COUNSEL } from "../law/withdraw.ts"
import type { Day, Dispute, Instrument, Suspension, Withdrawal } from "../law/types.ts"
import { ExternalLink } from "./external-link.tsx"
import type { Site } from "./site.ts"
import { Written } from "./worded.tsx"

/** `warn` changes what the reader should do; `note` only what they should know. */
export function Notice({ kind, children }: { readonly kind: "warn" | "note"; readonly children: Child }): JSX.Element {
  return <div class={`notice ${kind}`}>{children}</div>
}

/** The mark for `{#b}` in messages. */
export const bold = { b: (inside: readonly Child[]) => <b>{inside}</b> }

export function StaleNotice({ site, through }: { readonly site: Site; readonly through: Day }): JSX.Element {
  return (
    <Notice kind="warn">
      <p>{site.rich("notice.stale", { day: site.day(through) }, bold)}</p>
    </Notice>
  )
}

/** At the head of a page of many texts: the newest day any of them was confirmed to, where that is long ago, and whether one is unreviewed. */
export function StateOfTexts({ site, instruments }: { readonly site: Site; readonly instruments: readonly Instrument[] }): JSX.Element {
  const newest = instruments.map((instrument) => instrument.source.confirmedThrough).reduce<Day | null>((latest, day) => (latest === null || day > latest ? day : latest), null)
  return (
    <div class="notices">
      {newest !== null && isStale(newest, site.today) && (
        <Notice kind="warn">
          <p>{site.rich("notice.none-after", { day: site.day(newest) }, bold)}</p>
        </Notice>
      )}
      {instruments.some(({ reviewed }) => reviewed === null) && <DraftNotice site={site} />}
    </div>
  )
}

export function DraftNotice({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Notice kind="note">
      <p>{site.rich("notice.draft", {}, bold)}</p>
    </Notice>
  )
}

/** Both sides in one form: who, then what they say. */
export function DisputeNotice({ site, dispute }: { readonly site: Site; readonly dispute: Dispute }): JSX.Element {
  return (
    <Notice kind="warn">
      <p>
        {site.rich("notice.disputed", { day: site.day(dispute.date) }, bold)} <Written site={site} text={dispute.stage} />
      </p>
      <dl class="sides">
        <Side site={site} by={dispute.by} says={dispute.says} />
        {dispute.reply === null ? (
          <div>
            <dt>{site.t("notice.reply")}</dt>
            <dd>{site.t("notice.no-reply")}</dd>
          </div>
        ) : (
          <Side site={site} by={dispute.reply.by} says={dispute.reply.says} />
        )}
      </dl>
      <p class="meta">
        {site.t("clause.source")} <ExternalLink href={dispute.source.url}><Written site={site} text={dispute.source.by} /></ExternalLink>
      </p>
    </Notice>
  )
}

function Side({ site, by, says }: { readonly site: Site; readonly by: string; readonly says: string }): JSX.Element {
  return (
    <div>
      <dt>
        <Written site={site} text={by} />
      </dt>
      <dd>
        <Written site={site} text={says} />
      </dd>
    </div>
  )
}

export function SuspensionNotice({ site, suspension }: { readonly site: Site; readonly suspension: Suspension }): JSX.Element {
  const { from, to } = suspension
  return (
    <Notice kind="warn">
      <p>
        {to === null
          ? site.rich("notice.suspended", { from: site.day(from) }, bold)
          : site.rich("notice.suspended-until", { from: site.day(from), to: site.day(to) }, bold)}{" "}
        <Written site={site} text={suspension.by} />
      </p>
      <p class="meta">
        {site.t("clause.source")} <ExternalLink href={suspension.source.url}><Written site={site} text={suspension.source.by} /></ExternalLink>
      </p>
    </Notice>
  )
}

export function WithdrawalNotice({ site, withdrawal }: { readonly site: Site; readonly withdrawal: Withdrawal }): JSX.Element {
  return (
    <Notice kind="warn">
      <p>
        <WithdrawnFrom site={site} withdrawal={withdrawal} />
      </p>
    </Notice>
  )
}

/** From when a clause is withdrawn, and by whom: in words of the pack, or in the record, where it is a role. */
export function WithdrawnFrom({ site, withdrawal: { fromDay, by } }: { readonly site: Site; readonly withdrawal: Withdrawal }): JSX.Element {
  const from = site.day(fromDay)
  if (by === COUNSEL) return <>{site.rich("notice.withdrawn-in-record", { from }, bold)}</>
  return (
    <>
      {site.rich("notice.withdrawn", { from }, bold)} <Written site={site} text={by} />
    </>
  )
}
