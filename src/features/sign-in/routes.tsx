/**
 * Signing in with a passkey, the first time and again. links and the city's own sign-in have a file each beside this one.
 *
 * Each way begins a flow that is this browser's alone and answers once (people/flows.ts), and ends in a session with a token that nobody
 * had before. Pages of other sites can begin nothing here by a form, and be told nothing: whatever does not hold gets the same answer.
 */
import { Hono, type Context } from "hono"
import { FLOW_COOKIE, readCookie, SESSION_COOKIE, writeCookie } from "../../http/cookies.ts"
import { fieldIn, jsonIn, readForm } from "../../http/sent-form.ts"
import { NO_STORE, type DeskEnv } from "../../http/visit.tsx"
import { beginFlow, takeFlow } from "../../people/flows.ts"
import { askForPasskey, personOfPasskey } from "../../people/passkeys.ts"
import { visitFor } from "../../people/sessions.ts"
import type { PersonId, Visit } from "../../people/types.ts"
import type { PageScript } from "../../ui/script.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { enter, goTo } from "./enter.ts"
import { gate, noteFailure } from "./gate.tsx"
import { SIGN_IN_PROBLEMS, type SignInParts, type SignInProblem } from "./model.ts"
import { DonePage, SignInPage } from "./pages.tsx"
import { signInPath, targetOf } from "./target.ts"

export function signInPages({ script }: SignInParts): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.use("/sign-in/*", gate)
  app.get("/sign-in", async (c) => {
    const to = targetOf(c.var.site, c.req.query("to") ?? "")
    return (await visitOf(c)) === null ? show(c, script, { to, again: null, problem: problemOf(c.req.query("why")) }) : goTo(c, to)
  })
  app.post("/sign-in", async (c) => withPasskey(c, script, null))
  app.get("/sign-in/again", async (c) => {
    const { site } = c.var
    const [visit, to] = [await visitOf(c), targetOf(site, c.req.query("to") ?? "")]
    return visit === null ? goTo(c, signInPath(site.language, to, null)) : show(c, script, { to, again: visit.person.id, problem: problemOf(c.req.query("why")) })
  })
  app.post("/sign-in/again", async (c) => {
    const { site } = c.var
    const visit = await visitOf(c)
    return visit === null ? goTo(c, signInPath(site.language, site.href("/desk"), "too-old")) : withPasskey(c, script, visit.person.id)
  })
  app.get("/sign-in/done", (c) => sendPage(c, <DonePage site={c.var.site} />, 200, NO_STORE))
  return app
}

interface Asking {
  readonly to: string
  /** Who proves anew who they are. */
  readonly again: PersonId | null
  readonly problem: SignInProblem | null
}

async function show(c: Context<DeskEnv>, script: PageScript, { to, again, problem }: Asking): Promise<Response> {
  const { site, people } = c.var
  const { options, challenge } = await askForPasskey(people, again)
  writeCookie(c, FLOW_COOKIE, await beginFlow(people, { kind: "passkey", challenge, again }))
  const view = { options, origin: people.origin, provider: people.provider?.name ?? null, to, again: again !== null, problem }
  return sendPage(c, <SignInPage site={site} view={view} script={script} />, problem === null ? 200 : 422, NO_STORE)
}

async function withPasskey(c: Context<DeskEnv>, script: PageScript, again: PersonId | null): Promise<Response> {
  const { site, people } = c.var
  const form = await readForm(c)
  const to = targetOf(site, fieldIn(form, "to"))
  const flow = await takeFlow(people, readCookie(c, FLOW_COOKIE), "passkey")
  if (flow?.again !== again) return show(c, script, { to, again, problem: "too-old" })
  const person = await personOfPasskey(people, flow, jsonIn(form, "response"))
  if (person !== null) return enter(c, people, person, to)
  noteFailure(c, people)
  return show(c, script, { to, again, problem: "passkey" })
}

function visitOf(c: Context<DeskEnv>): Promise<Visit | null> {
  return visitFor(c.var.people, readCookie(c, SESSION_COOKIE))
}

/** What the way back from the provider says of itself; a word that we do not know says nothing. */
function problemOf(why: string | undefined): SignInProblem | null {
  return SIGN_IN_PROBLEMS.find((one) => one === why) ?? null
}
