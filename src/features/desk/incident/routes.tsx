/**
 * The desk's pages: starting an incident, asking and writing in it, practice. Everything that is said is sent with POST; an address holds
 * an incident's random id and nothing else of it.
 */
import { Hono, type Context } from "hono"
import { NO_STORE, requires, type DeskEnv } from "../../../http/visit.tsx"
import type { QuestionGroup } from "../../../asking/model.ts"
import { questionGroups } from "../../../asking/question-groups.ts"
import { bug } from "../../../kernel/text/bug.ts"
import { bodiesFor, may } from "../../../people/roles.ts"
import type { Person } from "../../../people/types.ts"
import type { Body, Pack } from "../../../law/types.ts"
import { bodyLines } from "../../../people/body-lines.ts"
import { newReference } from "../../../record/from-decision.ts"
import { readIncident, startIncident } from "../../../record/incidents.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import { startCall } from "../../../people/counsel/calls.ts"
import { callsIn } from "../counsel/queries.ts"
import { seenBy } from "../review/queries.ts"
import { askRoutes } from "./ask-routes.tsx"
import { DeskPageHome, type Way } from "./desk-page.tsx"
import { doneRoutes } from "./done-routes.tsx"
import { draftRoutes } from "./draft-routes.ts"
import { FIELD, field, formIdIn, type Mistake } from "./form.ts"
import { IncidentPage } from "./incident-page.tsx"
import type { IncidentView, Office } from "./model.ts"
import { noteRoutes } from "./note-routes.tsx"
import { INCIDENT, incidentPath } from "./parts.tsx"
import { bodyOf, incidentsFor, viewOf } from "./read.ts"
import type { Rooms } from "./rooms.ts"
import { tickableSteps } from "./steps.ts"
import { DangerFirstPage, DeskHelpFirstPage, WhatPage } from "./start-pages.tsx"
import { tickStep } from "./write.ts"

type C = Context<DeskEnv>

/** `openOffice` waits for the record; `null` where there is none. `ways` lead to other parts of the desk. */
export function incidentPages(openOffice: () => Promise<Office | null>, ways: readonly Way[]): Hono<DeskEnv> {
  const office = async (): Promise<Office> => (await openOffice()) ?? bug("the desk's door is open on a server without a record")
  const rooms: Rooms = {
    office,
    whereOf: async (c) => {
      const found = await readIncident((await office()).db, c.req.param("id") ?? "")
      return found === null ? null : (bodyOf(c.var.site.pack, found)?.id ?? null)
    },
    view: async (c) => (await viewOf(await office(), c.req.param("id") ?? "")) ?? bug("an incident was found and is gone"),
  }
  const app = new Hono<DeskEnv>()
  app.get("/desk", requires("desk/open"), async (c) => {
    const incidents = await incidentsFor(await office(), c.var.visit.person, ["open", "done", "reviewed"])
    return sendPage(c, <DeskPageHome site={c.var.site} visit={c.var.visit} incidents={incidents} ways={ways} />, 200, NO_STORE)
  })
  app.get("/desk/start", requires("incident/start"), (c) => sendPage(c, <DangerFirstPage site={c.var.site} visit={c.var.visit} />, 200, NO_STORE))
  app.post("/desk/start", requires("incident/start"), async (c) => start(c, await office()))
  askRoutes(app, rooms)
  noteRoutes(app, rooms)
  draftRoutes(app, rooms)
  doneRoutes(app, rooms)
  app.get(INCIDENT, requires("incident/read", rooms.whereOf), async (c) => showIncident(c, await office(), await rooms.view(c)))
  app.post(`${INCIDENT}/lawyer`, requires("counsel/call", rooms.whereOf), async (c) => {
    const [{ db, clock }, { incident, body }] = [await office(), await rooms.view(c)]
    if (incident.phase === "open") await startCall(db, { incident: incident.id, body: body.id, because: "asked", at: clock(), by: c.var.visit.person.id })
    return c.redirect(`${c.var.site.href(incidentPath(incident.id))}#lawyer`, 303)
  })
  app.post(`${INCIDENT}/steps`, requires("incident/write", rooms.whereOf), async (c) => {
    const view = await rooms.view(c)
    const known = tickableSteps(c.var.site, view).find(({ answer, step }) => answer === field(c.var.form, FIELD.answer) && step.id === field(c.var.form, FIELD.step))
    if (known !== undefined) await tickStep(await office(), { incident: view.incident, body: view.body, by: c.var.visit.person.id, deviceAt: null }, known.answer, known.step.id)
    return c.redirect(`${c.var.site.href(incidentPath(view.incident.id))}#steps`, 303)
  })
  return app
}

async function showIncident(c: C, office: Office, whole: IncidentView): Promise<Response> {
  const { site, visit } = c.var
  const { view, closed } = await seenBy(office, whole, visit.person, office.clock(), site.t("review.somebody"))
  const mayWrite = may(visit.person, "incident/write", view.body.id) === "yes"
  const mayCall = may(visit.person, "counsel/call", view.body.id) === "yes" && view.incident.phase === "open"
  const lawyer = { site, visit, incident: view.incident.id, ...(await callsIn(office.db, view.incident.id)), mayCall, ...(closed ? { nameOf: () => site.t("review.somebody") } : {}) }
  return sendPage(c, <IncidentPage site={site} visit={visit} view={view} steps={tickableSteps(site, view)} phones={await bodyLines(office.db, view.body)} lawyer={lawyer} mayWrite={mayWrite} mayReview={may(visit.person, "review/read", view.body.id) !== "no"} />, 200, NO_STORE)
}

/** The bodies for which somebody may start an incident. */
function bodiesToStart(pack: Pack, person: Person): readonly Body[] {
  const bodies = bodiesFor(person, "incident/start")
  return bodies === "all" ? pack.bodies : pack.bodies.filter(({ id }) => bodies.has(id))
}

async function start(c: C, office: Office): Promise<Response> {
  const { site, visit, form } = c.var
  if (field(form, "in-danger") === "yes") return sendPage(c, <DeskHelpFirstPage site={site} visit={visit} />, 200, NO_STORE)
  if (field(form, "in-danger") !== "no") return c.redirect(site.href("/desk/start"), 303)
  const bodies = bodiesToStart(site.pack, visit.person)
  const body = bodies.length === 1 ? bodies[0] : bodies.find(({ id }) => id === field(form, FIELD.body))
  const question = site.book.question(field(form, FIELD.question))
  if (body !== undefined && question !== undefined) {
    const incident = await startIncident(office.db, { form: formIdIn(form), body: body.id, question: question.id, at: office.clock(), by: visit.person.id, deviceAt: null, needsReview: true })
    return c.redirect(site.href(incidentPath(incident.id, `ask/${question.id}`)), 303)
  }
  const wasSent = FIELD.form in form
  const mistakes: readonly Mistake[] = [...(body === undefined ? [{ field: FIELD.body, why: "incident.missing-body" } as const] : []), ...(question === undefined ? [{ field: FIELD.question, why: "incident.missing-question" } as const] : [])]
  const page = <WhatPage site={site} visit={visit} form={wasSent ? formIdIn(form) : newReference()} groups={groupsFor(questionGroups(site.book, site.today), bodies)} bodies={bodies} chosen={{ question: field(form, FIELD.question), body: field(form, FIELD.body) }} mistakes={wasSent ? mistakes : []} />
  return sendPage(c, page, wasSent ? 422 : 200, NO_STORE)
}

/** The questions that can concern one of the bodies; all of them where nothing tells. */
function groupsFor(groups: readonly QuestionGroup[], bodies: readonly Body[]): readonly QuestionGroup[] {
  const concerning = groups.filter(({ for: speaksTo }) => speaksTo === "everyone" || bodies.some(({ id }) => speaksTo.includes(id)))
  return concerning.length === 0 ? groups : concerning
}
