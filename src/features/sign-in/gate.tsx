/** Before every page that signs in: a database there must be, forms come from our own pages, and nobody keeps us busy. */
import type { Context, MiddlewareHandler } from "hono"
import { NoRecordPage, OtherSitePage } from "../../http/door-pages.tsx"
import { senderOf } from "../../http/sender.ts"
import { isFromUs, NO_STORE, type DeskEnv } from "../../http/visit.tsx"
import type { People } from "../../people/people.ts"
import { THROTTLE_MS } from "../../people/throttle.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { TooManyPage } from "./pages.tsx"

export const gate: MiddlewareHandler<DeskEnv> = async (c: Context<DeskEnv>, next) => {
  const { site, door } = c.var
  if (door === null) return sendPage(c, <NoRecordPage site={site} />, 503, NO_STORE)
  if (c.req.method === "POST" && !isFromUs(c, door.origin)) return sendPage(c, <OtherSitePage site={site} origin={door.origin} />, 403, NO_STORE)
  if (isKeptBusy(c, door)) {
    c.header("retry-after", String(THROTTLE_MS / 1_000))
    return sendPage(c, <TooManyPage site={site} />, 429, NO_STORE)
  }
  c.set("people", door)
  return next()
}

function isKeptBusy(c: Context<DeskEnv>, { throttle, clock }: People): boolean {
  const [sender, now] = [senderOf(c), clock()]
  if (throttle.failures.isFull(sender, now) || throttle.pages.isFull(sender, now)) return true
  throttle.pages.note(sender, now)
  return false
}

/** A try that let nobody in. */
export function noteFailure(c: Context, { throttle, clock }: People): void {
  throttle.failures.note(senderOf(c), clock())
}
