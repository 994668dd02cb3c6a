/** What is somebody's own: `/desk/me`, and signing out. Open to whoever has signed in, with a role or without. */
import { Hono, type Context } from "hono"
import { dropCookie, FLOW_COOKIE, readCookie, SESSION_COOKIE, writeCookie } from "../../http/cookies.ts"
import { fieldIn, jsonIn } from "../../http/sent-form.ts"
import { NO_STORE, requires, type DeskEnv } from "../../http/visit.tsx"
import { dayIn } from "../../law/days.ts"
import { beginFlow, takeFlow } from "../../people/flows.ts"
import { addOwnProof, endOwnPasskey, ownOf } from "../../people/own.ts"
import { askForNewPasskey, newPasskey } from "../../people/passkeys.ts"
import { endSession, endSessionsOf } from "../../people/sessions.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { goTo } from "./enter.ts"
import type { NewPasskeyProblem, OwnView, SignInParts } from "./model.ts"
import { NewPasskeyPage, OwnPage } from "./own-pages.tsx"

export function ownPages({ script }: SignInParts): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const show = async (c: Context<DeskEnv>, lastPasskey: boolean): Promise<Response> => {
    const { site, visit } = c.var
    return sendPage(c, <OwnPage site={site} visit={visit} view={await ownView(c)} lastPasskey={lastPasskey} />, lastPasskey ? 422 : 200, NO_STORE)
  }
  const showNew = async (c: Context<DeskEnv>, problem: NewPasskeyProblem | null): Promise<Response> => {
    const { site, people, visit } = c.var
    const { options, challenge } = await askForNewPasskey(people, site.pack.settings.name, visit.person)
    writeCookie(c, FLOW_COOKIE, await beginFlow(people, { kind: "new-passkey", challenge, person: visit.person.id, link: null }))
    return sendPage(c, <NewPasskeyPage site={site} visit={visit} options={options} origin={people.origin} problem={problem} script={script} />, problem === null ? 200 : 422, NO_STORE)
  }
  app.get("/desk/me", requires("desk/own"), (c) => show(c, false))
  app.get("/desk/me/passkey", requires("desk/own-passkeys"), (c) => showNew(c, null))
  app.post("/desk/me/passkey", requires("desk/own-passkeys"), async (c) => {
    const { people, visit, form, site } = c.var
    const flow = await takeFlow(people, readCookie(c, FLOW_COOKIE), "new-passkey")
    if (flow === null || flow.link !== null || flow.person !== visit.person.id) return showNew(c, "too-old")
    const proof = await newPasskey(people, flow.challenge, jsonIn(form, "response"))
    if (proof === null) return showNew(c, "passkey")
    return (await addOwnProof(people.db, visit.person.id, proof)) === "taken" ? showNew(c, "taken") : goTo(c, site.href("/desk/me"))
  })
  app.post("/desk/me/passkey/end", requires("desk/own-passkeys"), async (c) => {
    const { people, visit, form, site } = c.var
    const ended = await endOwnPasskey(people.db, visit.person.id, fieldIn(form, "passkey"))
    return ended === "last" ? show(c, true) : goTo(c, site.href("/desk/me"))
  })
  app.post("/desk/me/sign-out-everywhere", requires("desk/own"), async (c) => {
    const { people, visit, site } = c.var
    await endSessionsOf(people, visit.person.id)
    dropCookie(c, SESSION_COOKIE)
    return goTo(c, site.href("/sign-in"))
  })
  app.post("/desk/sign-out", requires("desk/own"), async (c) => {
    const { people, visit, site } = c.var
    await endSession(people, visit.session)
    dropCookie(c, SESSION_COOKIE)
    return goTo(c, site.href("/sign-in"))
  })
  return app
}

async function ownView(c: Context<DeskEnv>): Promise<OwnView> {
  const { site, people, visit } = c.var
  const { timeZone } = site.pack.settings
  const { passkeys, ...own } = await ownOf(people.db, visit.person.id)
  return { ...own, passkeys: passkeys.map(({ id, madeAt, usedAt }) => ({ id, madeOn: dayIn(timeZone, madeAt), usedOn: usedAt === null ? null : dayIn(timeZone, usedAt) })) }
}
