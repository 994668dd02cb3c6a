/** What stands before every page of the desk and of signing in: who may be let in is known, no more is read than a form can be, nothing is kept. */
import type { Context, MiddlewareHandler } from "hono"
import { HTTPException } from "hono/http-exception"
import { atMost } from "../http/receive.ts"
import { NO_STORE, type DeskEnv } from "../http/visit.tsx"
import type { People } from "../people/people.ts"
import type { Site } from "../ui/site.ts"

const FORM_LIMIT_BYTES = 64 * 1024

/** `openDoor` waits for the database; `null` where there is none. */
export function deskDoor(openSite: () => Site, openDoor: () => Promise<People | null>): readonly [MiddlewareHandler, MiddlewareHandler<DeskEnv>] {
  const letIn: MiddlewareHandler<DeskEnv> = async (c, next) => {
    c.set("site", openSite())
    c.set("door", await openDoor())
    await next()
    setDeskHeaders(c)
  }
  return [atMost(FORM_LIMIT_BYTES, tooLarge), letIn]
}

/** Our own pages may see where a form comes from, so that `Origin` is not `null` (Fetch, "append a request `Origin` header"); no other site may. */
function setDeskHeaders(c: Context): void {
  c.header("referrer-policy", "same-origin")
  c.header("cache-control", NO_STORE)
}

/** The whole app shows it as a page. */
function tooLarge(): never {
  throw new HTTPException(413)
}
