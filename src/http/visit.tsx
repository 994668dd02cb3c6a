/**
 * The desk's door: who may pass to a route, and what the route then knows of its visitor.
 *
 *     app.get("/desk/start", requires("incident/start"), (c) => sendPage(c, <StartPage site={c.var.site} visit={c.var.visit} />, 200, NO_STORE))
 *     app.post("/desk/:id/notes", requires("incident/write", bodyOfIncident), (c) => … c.var.form …)
 *
 * Each route of the desk names its deed so; `deedOf` tells it back, and a test that walks the whole app refuses a route without one. A
 * route is reached by somebody who has signed in, may do the deed for that body, and has proved anew who they are where that is
 * wanted; a form besides only from our own pages. Whoever is turned away gets a page with the way on, and what they typed on it.
 */
import type { Context, MiddlewareHandler } from "hono"
import { isCsrfOf } from "../people/csrf.ts"
import type { People } from "../people/people.ts"
import { mayNow, type Deed, type May, type Where } from "../people/roles.ts"
import { visitFor } from "../people/sessions.ts"
import type { Visit } from "../people/types.ts"
import { sendPage } from "../ui/send-page.tsx"
import type { Site } from "../ui/site.ts"
import { readCookie, SESSION_COOKIE } from "./cookies.ts"
import { NoRecordPage, NotAllowedPage, OtherSitePage, SendAgainPage, type TurnedBack } from "./door-pages.tsx"
import { fieldIn, readForm, NO_FIELDS, type Fields } from "./sent-form.ts"

export interface DeskEnv {
  Variables: {
    readonly site: Site
    /** `null` on a server without a database. */
    readonly door: People | null
    /** After `requires`. */
    people: People
    /** After `requires`. */
    visit: Visit
    /** After `requires`; without a field where nothing was sent. */
    form: Fields
  }
}

/** Of every page of the desk and of signing in: kept by nobody. */
export const NO_STORE = "no-store"

/** The body that a request is about, or each of several; `null` where there is no such thing, which is then said. */
export type WhereOf = (c: Context<DeskEnv>) => Wheres | null | Promise<Wheres | null>
type Wheres = Where | readonly [Where, ...Where[]]

const deeds = new WeakMap<object, Deed>()

/** The deed that a handler of a route asks for; `undefined` for any other handler. */
export function deedOf(handler: object): Deed | undefined {
  return deeds.get(handler)
}

export function requires(deed: Deed, whereOf: WhereOf = () => "some"): MiddlewareHandler<DeskEnv> {
  const guard: MiddlewareHandler<DeskEnv> = async (c, next) => {
    const { site, door } = c.var
    if (door === null) return sendPage(c, <NoRecordPage site={site} />, 503, NO_STORE)
    const isForm = c.req.method === "POST"
    if (isForm && !isFromUs(c, door.origin)) return sendPage(c, <OtherSitePage site={site} origin={door.origin} />, 403, NO_STORE)
    const form = isForm ? await readForm(c) : NO_FIELDS
    const token = readCookie(c, SESSION_COOKIE)
    const visit = await visitFor(door, token)
    if (visit === null) return turnBack(c, "signed-out", null, form)
    c.set("people", door)
    c.set("visit", visit)
    c.set("form", form)
    const where = await whereOf(c)
    if (where === null) return c.notFound()
    switch (leastOf(wheresIn(where).map((one) => mayNow(visit, deed, one, door.clock())))) {
      case "no":
        return sendPage(c, <NotAllowedPage site={site} visit={visit} />, 403, NO_STORE)
      case "step-up":
        return turnBack(c, "step-up", visit, form)
      case "yes":
        return isForm && !isCsrfOf(token, fieldIn(form, "csrf")) ? turnBack(c, "other-session", visit, form) : next()
    }
  }
  deeds.set(guard, deed)
  return guard
}

function wheresIn(where: Wheres): readonly Where[] {
  return typeof where === "string" ? [where] : where
}

/** Of several bodies the one that allows least decides. */
function leastOf(answers: readonly May[]): May {
  return answers.find((answer) => answer === "no") ?? answers.find((answer) => answer === "step-up") ?? "yes"
}

/** Who asks for a page is sent to sign in and comes back; who sent a form keeps it before them. */
function turnBack(c: Context<DeskEnv>, why: TurnedBack, visit: Visit | null, form: Fields): Response | Promise<Response> {
  const { site } = c.var
  if (c.req.method === "POST") return sendPage(c, <SendAgainPage site={site} why={why} visit={visit} path={c.req.path} form={form} />, why === "other-session" ? 409 : 401, NO_STORE)
  c.header("cache-control", NO_STORE)
  return c.redirect(`${site.href(why === "step-up" ? "/sign-in/again" : "/sign-in")}?to=${encodeURIComponent(c.req.path)}`, 303)
}

/**
 * Whether a form was sent by a page of ours: browsers say where it comes from, and no page can say otherwise (Fetch, `Origin` and
 * `Sec-Fetch-Site`). What says neither is refused.
 */
export function isFromUs(c: Context, origin: string): boolean {
  const said = c.req.header("origin")
  if (said !== undefined && said !== "null") return said === origin
  return c.req.header("sec-fetch-site") === "same-origin"
}
