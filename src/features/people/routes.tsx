/**
 * `/desk/people`: who works here and what each may do.
 *
 * Whoever gives a role must administer the body it is for. A new link, and the end of somebody, want more: every body for which that
 * person has a role, since with their link somebody else could be them.
 */
import { Hono, type Context } from "hono"
import { fieldIn } from "../../http/sent-form.ts"
import { NO_STORE, requires, type DeskEnv, type WhereOf } from "../../http/visit.tsx"
import { addressOfLink, makeLink } from "../../people/links.ts"
import { findPerson } from "../../people/people.ts"
import { bodiesFor, may, type Where } from "../../people/roles.ts"
import { endPerson, giveRole, invite, peopleOf, takeRole } from "../../people/staff.ts"
import type { Person, PersonId } from "../../people/types.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { bodyNamed, grantIn, problemsOf, reachOf, type InviteForm, type InviteProblem } from "./model.ts"
import { InvitePage, LinkMadePage, PeoplePage, PersonPage, type PersonPageProps } from "./pages.tsx"

const NOTHING_TYPED: InviteForm = { name: "", role: "", body: "" }

export function peoplePages(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get("/desk/people", requires("people/read"), async (c) => {
    const { site, people, visit } = c.var
    const found = await peopleOf(people, bodiesFor(visit.person, "people/read"))
    return sendPage(c, <PeoplePage site={site} visit={visit} people={found} />, 200, NO_STORE)
  })

  app.get("/desk/people/invite", requires("people/invite"), (c) => showInvite(c, NOTHING_TYPED, []))
  app.post("/desk/people/invite", requires("people/invite", bodySent), async (c) => {
    const { site, people, visit, form } = c.var
    const typed: InviteForm = { name: fieldIn(form, "name"), role: fieldIn(form, "role"), body: fieldIn(form, "body") }
    const [problems, grant] = [problemsOf(site.pack, typed), grantIn(site.pack, form)]
    if (problems.length > 0 || grant === null) return showInvite(c, typed, problems)
    const name = typed.name.trim()
    const { person, token } = await invite(people, visit.person.id, name, grant)
    return showLink(c, { id: person, name }, token)
  })

  app.get("/desk/people/:person", requires("people/read", someBodyOf), async (c) => showPerson(c, await personOf(c), null))
  app.post("/desk/people/:person/give", requires("people/grant", bodySent), async (c) => {
    const { site, people, visit, form } = c.var
    const [person, grant] = [await personOf(c), grantIn(site.pack, form)]
    if (person === null || grant === null) return showPerson(c, person, "grant")
    await giveRole(people, visit.person.id, person.id, grant)
    return back(c, person)
  })
  app.post("/desk/people/:person/take", requires("people/grant", bodySent), async (c) => {
    const { site, people, form } = c.var
    const [person, grant] = [await personOf(c), grantIn(site.pack, form)]
    if (person === null || grant === null) return showPerson(c, person, "grant")
    return (await takeRole(people, person.id, grant)) === "done" ? back(c, person) : showPerson(c, person, "last-administrator")
  })
  app.post("/desk/people/:person/link", requires("people/grant", everyBodyOf), async (c) => {
    const { people, visit } = c.var
    const person = await personOf(c)
    return person === null ? c.notFound() : showLink(c, person, await makeLink(people, person.id, visit.person.id))
  })
  app.post("/desk/people/:person/end", requires("people/end", everyBodyOf), async (c) => {
    const { site, people } = c.var
    const person = await personOf(c)
    if (person === null) return c.notFound()
    if ((await endPerson(people, person.id)) === "last-administrator") return showPerson(c, person, "last-administrator")
    return c.redirect(site.href("/desk/people"), 303)
  })
  return app
}

/** The body that the form names; what names none is told so on the page, and changes nothing. */
const bodySent: WhereOf = (c) => bodyNamed(c.var.site.pack, fieldIn(c.var.form, "body")) ?? "some"

/** Each body for which the person of the address has a role; the whole city where they have none. */
const everyBodyOf: WhereOf = async (c) => {
  const person = await personOf(c)
  return person === null ? null : wheresOf(person)
}

/** A page about somebody is for who administers any body of theirs, or the whole city. */
const someBodyOf: WhereOf = async (c) => {
  const person = await personOf(c)
  if (person === null) return null
  return wheresOf(person).find((where) => may(c.var.visit.person, "people/read", where) !== "no") ?? "all"
}

function wheresOf({ grants }: Person): readonly [Where, ...Where[]] {
  const [first, ...others] = grants.flatMap(({ bodies }): readonly Where[] => (bodies === "all" ? ["all"] : bodies))
  return first === undefined ? ["all"] : [first, ...others]
}

function personOf(c: Context<DeskEnv>): Promise<Person | null> {
  return findPerson(c.var.people.db, (c.req.param("person") ?? "") as PersonId)
}

function showInvite(c: Context<DeskEnv>, typed: InviteForm, problems: readonly InviteProblem[]): Promise<Response> {
  const { site, visit } = c.var
  return sendPage(c, <InvitePage site={site} visit={visit} reach={reachOf(site.pack, visit.person, "people/invite")} typed={typed} problems={problems} />, problems.length === 0 ? 200 : 422, NO_STORE)
}

function showLink(c: Context<DeskEnv>, person: Pick<Person, "id" | "name">, token: string): Promise<Response> {
  const { site, people, visit } = c.var
  return sendPage(c, <LinkMadePage site={site} visit={visit} name={person.name} person={person.id} address={addressOfLink(people, site.language, token)} />, 200, NO_STORE)
}

function showPerson(c: Context<DeskEnv>, person: Person | null, problem: PersonPageProps["problem"]): Response | Promise<Response> {
  const { site, visit } = c.var
  if (person === null) return c.notFound()
  const whole = wheresOf(person).every((where) => may(visit.person, "people/grant", where) !== "no")
  const page = <PersonPage site={site} visit={visit} person={person} reach={reachOf(site.pack, visit.person, "people/grant")} whole={whole} problem={problem} />
  return sendPage(c, page, problem === null ? 200 : 422, NO_STORE)
}

function back(c: Context<DeskEnv>, { id }: Person): Response {
  return c.redirect(c.var.site.href(`/desk/people/${id}`), 303)
}
