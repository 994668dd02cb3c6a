/** The way to the city's own sign-in and back. The way back is one address for all languages, since the provider has to know it. */
import { Hono, type Context } from "hono"
import { FLOW_COOKIE, readCookie, SESSION_COOKIE, writeCookie } from "../../http/cookies.ts"
import { senderOf } from "../../http/sender.ts"
import type { DeskEnv } from "../../http/visit.tsx"
import { beginFlow, takeFlow, type FlowOf } from "../../people/flows.ts"
import { personOfIdentity } from "../../people/identities.ts"
import { findLink, useLink } from "../../people/links.ts"
import type { People } from "../../people/people.ts"
import { PROVIDER_RETURN, ProviderAway, type Identity, type Provider } from "../../people/provider.ts"
import { visitFor } from "../../people/sessions.ts"
import type { PersonId } from "../../people/types.ts"
import type { Site } from "../../ui/site.ts"
import { enter, goTo } from "./enter.ts"
import { noteFailure } from "./gate.tsx"
import type { SignInProblem } from "./model.ts"
import { signInPath, targetOf } from "./target.ts"

/** Mounted behind the gate of `signInPages`. */
export function providerPages(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get("/sign-in/go", async (c) => {
    const { site, people } = c.var
    return leave(c, { again: null, link: null, to: targetOf(site, c.req.query("to") ?? "") }, people.provider)
  })
  app.get("/sign-in/go-again", async (c) => {
    const { site, people } = c.var
    const to = targetOf(site, c.req.query("to") ?? "")
    const visit = await visitFor(people, readCookie(c, SESSION_COOKIE))
    return visit === null ? goTo(c, signInPath(site.language, to, null)) : leave(c, { again: visit.person.id, link: null, to }, people.provider)
  })
  app.get("/sign-in/link/:token/go", async (c) => {
    const { site, people } = c.var
    const link = await findLink(people, c.req.param("token"))
    // A new administrator has no name yet, and gives it with a passkey.
    if (link === null || link.person === null) return c.notFound()
    return leave(c, { again: null, link: link.id, to: site.href("/desk") }, people.provider)
  })
  return app
}

type Leaving = Pick<FlowOf<"provider">, "again" | "link" | "to">

async function leave(c: Context<DeskEnv>, leaving: Leaving, provider: Provider | null): Promise<Response> {
  const { site, people } = c.var
  if (provider === null) return c.notFound()
  try {
    const { address, checks } = await provider.begin(leaving.again !== null)
    writeCookie(c, FLOW_COOKIE, await beginFlow(people, { kind: "provider", checks, ...leaving, language: site.language }))
    return goTo(c, address.href)
  } catch (error) {
    if (!(error instanceof ProviderAway)) throw error
    return goTo(c, signInPath(site.language, leaving.to, "provider-away"))
  }
}

/** `openSite` takes any language, and gives the site in one that there is. */
export function providerReturn(openDoor: () => Promise<People | null>, openSite: (language: string) => Site): Hono {
  const app = new Hono()
  app.get(PROVIDER_RETURN, async (c) => {
    const people = await openDoor()
    if (people === null || people.provider === null) return c.notFound()
    const flow = await takeFlow(people, readCookie(c, FLOW_COOKIE), "provider")
    const site = openSite(flow?.language ?? "")
    const back = (problem: SignInProblem): Response => {
      noteFailure(c, people)
      return goTo(c, signInPath(site.language, flow?.to ?? site.href("/desk"), problem))
    }
    if (people.throttle.failures.isFull(senderOf(c), people.clock())) return goTo(c, site.href("/sign-in"))
    if (flow === null) return back("too-old")
    const who = await whoCameBack(people, people.provider, flow, new URL(c.req.url).search)
    return typeof who === "string" ? back(who) : enter(c, people, who.person, targetOf(site, flow.to))
  })
  return app
}

async function whoCameBack(people: People, provider: Provider, flow: FlowOf<"provider">, query: string): Promise<{ readonly person: PersonId } | SignInProblem> {
  const identity = await identityIn(provider, flow, query)
  if (typeof identity === "string") return identity
  if (flow.link !== null) return personOfLink(people, flow.link, identity)
  const person = await personOfIdentity(people.db, identity)
  if (person === null) return "unknown"
  return flow.again === null || flow.again === person ? { person } : "other-person"
}

async function identityIn(provider: Provider, { checks, again }: FlowOf<"provider">, query: string): Promise<Identity | SignInProblem> {
  try {
    return (await provider.finish(query, checks, again !== null)) ?? "provider-wrong"
  } catch (error) {
    if (error instanceof ProviderAway) return "provider-away"
    throw error
  }
}

async function personOfLink(people: People, link: string, identity: Identity): Promise<{ readonly person: PersonId } | SignInProblem> {
  const used = await useLink(people, link, null, { kind: "identity", ...identity })
  switch (used.kind) {
    case "used":
      return used
    case "over":
      return "too-old"
    case "taken":
      return "taken"
  }
}
