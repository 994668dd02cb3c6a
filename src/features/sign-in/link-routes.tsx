/** One-time links: opened, and finished with a passkey. To open one uses nothing up, since programs that read mail open links. */
import { Hono, type Context } from "hono"
import { FLOW_COOKIE, readCookie, writeCookie } from "../../http/cookies.ts"
import { fieldIn, jsonIn, readForm } from "../../http/sent-form.ts"
import { NO_STORE, type DeskEnv } from "../../http/visit.tsx"
import { beginFlow, takeFlow } from "../../people/flows.ts"
import { findLink, newPersonId, useLink, type OpenLink } from "../../people/links.ts"
import { askForNewPasskey, newPasskey } from "../../people/passkeys.ts"
import type { PageScript } from "../../ui/script.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { enter } from "./enter.ts"
import { noteFailure } from "./gate.tsx"
import type { LinkProblem, SignInParts } from "./model.ts"
import { LinkOverPage, LinkPage } from "./pages.tsx"

const LONGEST_NAME = 100

/** Mounted behind the gate of `signInPages`. */
export function linkPages({ script }: SignInParts): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get("/sign-in/link/:token", async (c) => {
    const token = c.req.param("token")
    const link = await findLink(c.var.people, token)
    return link === null ? over(c) : showLink(c, script, { token, link, typed: "", problem: null })
  })
  app.post("/sign-in/link/:token", async (c) => {
    const token = c.req.param("token")
    const link = await findLink(c.var.people, token)
    return link === null ? over(c) : finish(c, script, token, link)
  })
  return app
}

interface LinkState {
  readonly token: string
  readonly link: OpenLink
  readonly typed: string
  readonly problem: LinkProblem | null
}

async function showLink(c: Context<DeskEnv>, script: PageScript, { token, link, typed, problem }: LinkState): Promise<Response> {
  const { site, people } = c.var
  const city = site.pack.settings.name
  const person = link.person ?? { id: newPersonId(), name: city }
  const { options, challenge } = await askForNewPasskey(people, city, person)
  writeCookie(c, FLOW_COOKIE, await beginFlow(people, { kind: "new-passkey", challenge, person: person.id, link: link.id }))
  const view = { token, options, origin: people.origin, provider: people.provider?.name ?? null, name: link.person?.name ?? null, typed, problem }
  return sendPage(c, <LinkPage site={site} view={view} script={script} />, problem === null ? 200 : 422, NO_STORE)
}

async function finish(c: Context<DeskEnv>, script: PageScript, token: string, link: OpenLink): Promise<Response> {
  const { site, people } = c.var
  const form = await readForm(c)
  const typed = fieldIn(form, "name")
  const name = typed.trim()
  const again = (problem: LinkProblem): Promise<Response> => showLink(c, script, { token, link, typed, problem })
  if (link.person === null && (name === "" || name.length > LONGEST_NAME)) return again("name")
  const flow = await takeFlow(people, readCookie(c, FLOW_COOKIE), "new-passkey")
  if (flow?.link !== link.id) return again("too-old")
  const proof = await newPasskey(people, flow.challenge, jsonIn(form, "response"))
  if (proof === null) return again("passkey")
  const used = await useLink(people, link.id, link.person === null ? { id: flow.person, name } : null, proof)
  switch (used.kind) {
    case "over":
      return over(c)
    case "taken":
      return again("taken")
    case "used":
      return enter(c, people, used.person, site.href("/desk"))
  }
}

function over(c: Context<DeskEnv>): Response | Promise<Response> {
  noteFailure(c, c.var.people)
  return sendPage(c, <LinkOverPage site={c.var.site} />, 404, NO_STORE)
}
