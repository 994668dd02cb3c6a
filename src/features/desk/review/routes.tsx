/** The after-action review of an incident, what oversight sees, and the review that counsel keeps apart. */
import { Hono, type Context } from "hono"
import { NO_STORE, requires, type DeskEnv, type WhereOf } from "../../../http/visit.tsx"
import { NO_FIELDS } from "../../../http/sent-form.ts"
import { bug } from "../../../kernel/text/bug.ts"
import { dayIn, parseDay } from "../../../law/days.ts"
import { bodiesFor, may } from "../../../people/roles.ts"
import { namesOf } from "../../../people/names.ts"
import { insertAct } from "../../../record/acts.ts"
import { newReference, sealedAct } from "../../../record/from-decision.ts"
import { readItems, writeItem } from "../../../record/incident-items.ts"
import { listIncidents, markReviewed, readIncident } from "../../../record/incidents.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import { UnavailablePage } from "../unavailable-page.tsx"
import { field, formIdIn, textIn, type Mistake } from "../incident/form.ts"
import type { IncidentView, Office } from "../incident/model.ts"
import { INCIDENT, incidentPath } from "../incident/parts.tsx"
import { bodyOf, viewOf } from "../incident/read.ts"
import { ApartPage } from "./apart-page.tsx"
import { OversightPage } from "./oversight-page.tsx"
import { pointsIn } from "./points.ts"
import { reviewView, seenBy } from "./queries.ts"
import { ReviewPage, type PointTyped } from "./review-page.tsx"

type C = Context<DeskEnv>

/** How long closed parts stay open to who opened them. */
const OPEN_FOR_MS = 30 * 60_000
const MOST_SHOWN = 200

export function reviewPages(openOffice: () => Promise<Office | null>): Hono<DeskEnv> {
  const office = async (): Promise<Office> => (await openOffice()) ?? bug("the desk's door is open on a server without a record")
  const whereOf: WhereOf = async (c) => {
    const found = await readIncident((await office()).db, c.req.param("id") ?? "")
    return found === null ? null : (bodyOf(c.var.site.pack, found)?.id ?? null)
  }
  const viewIn = async (c: C): Promise<IncidentView> => (await viewOf(await office(), c.req.param("id") ?? "")) ?? bug("an incident was found and is gone")
  const app = new Hono<DeskEnv>()

  app.get(`${INCIDENT}/review`, requires("review/read", whereOf), async (c) => showReview(c, await office(), await viewIn(c), emptyPoint(c), [], null, 200))
  app.post(`${INCIDENT}/review/points`, requires("review/write", whereOf), async (c) => addPoint(c, await office(), await viewIn(c)))
  app.post(`${INCIDENT}/review/points/:point{[0-9]+}`, requires("review/write", whereOf), async (c) => {
    const [{ record, crypto, clock, db }, { incident }] = [await office(), await viewIn(c)]
    const point = pointsIn(await readItems(db, [incident.id])).find(({ id, settled }) => String(id) === c.req.param("point") && settled === null)
    const data = { settles: point?.id ?? 0 }
    if (point !== undefined) await record.keepWith((transaction) => writeItem(transaction, crypto, { incident: incident.id, form: `settles ${String(point.id)}`, sent: data, kind: "point", at: clock(), deviceAt: null, by: c.var.visit.person.id, content: { kind: "data", data } }))
    return c.redirect(c.var.site.href(incidentPath(incident.id, "review")), 303)
  })
  app.post(`${INCIDENT}/review/sign`, requires("review/sign", whereOf), async (c) => sign(c, await office(), await viewIn(c)))
  app.post(`${INCIDENT}/review/open`, requires("incident/open-closed", whereOf), async (c) => openParts(c, await office(), await viewIn(c)))

  app.get("/desk/oversight", requires("oversight/read"), async (c) => {
    const { site, visit } = c.var
    const { db } = await office()
    const bodies = bodiesFor(visit.person, "oversight/read")
    const incidents = await listIncidents(db, { bodies: bodies === "all" ? "all" : [...bodies], phases: ["open", "done", "reviewed"], most: MOST_SHOWN })
    return sendPage(c, <OversightPage site={site} visit={visit} incidents={incidents} differing={await differing(await office(), incidents.map(({ id }) => id))} />, 200, NO_STORE)
  })

  app.get("/desk/counsel/reviews/:id", requires("review/apart", whereOf), async (c) => showApart(c, await viewIn(c), 200, false))
  app.post("/desk/counsel/reviews/:id", requires("review/apart", whereOf), async (c) => writeApart(c, await viewIn(c)))
  return app
}

function emptyPoint(c: C): PointTyped {
  return { form: newReference(), text: textIn(c.var.site, NO_FIELDS, "text"), owner: "", due: "" }
}

async function showReview(c: C, office: Office, whole: IncidentView, typed: PointTyped, mistakes: readonly Mistake[], reasonProblem: string | null, status: 200 | 422): Promise<Response> {
  const { site, visit } = c.var
  const { person } = visit
  const seen = await seenBy(office, whole, person, office.clock(), site.t("review.somebody"))
  const review = await reviewView(office.db, seen.view)
  const mayDo = { write: may(person, "review/write", whole.body.id) !== "no", sign: may(person, "review/sign", whole.body.id) !== "no", open: may(person, "incident/open-closed", whole.body.id) !== "no", apart: may(person, "review/apart", whole.body.id) !== "no" }
  return sendPage(c, <ReviewPage site={site} visit={visit} review={review} closed={seen.closed} until={seen.until} names={seen.names} may={mayDo} typed={typed} mistakes={mistakes} reasonProblem={reasonProblem} />, status, NO_STORE)
}

async function addPoint(c: C, office: Office, view: IncidentView): Promise<Response> {
  const { site, visit, form } = c.var
  const typed: PointTyped = { form: formIdIn(form), text: textIn(site, form, "text"), owner: field(form, "owner"), due: field(form, "due") }
  const { owners } = await reviewView(office.db, view)
  const mistakes: readonly Mistake[] = [
    ...(typed.text.text.trim() === "" ? [{ field: "text", why: "review.missing-text" } as const] : []),
    ...(owners.some(({ id }) => id === typed.owner) ? [] : [{ field: "owner", why: "review.missing-owner" } as const]),
    ...(parseDay(typed.due) === null ? [{ field: "due", why: "review.missing-due" } as const] : []),
  ]
  if (mistakes.length > 0 || typed.text.found.length > 0) return showReview(c, office, view, typed, mistakes, null, 422)
  const data = { text: typed.text.text, marks: typed.text.marks, owner: typed.owner, due: typed.due }
  const kept = await office.record.keepWith((transaction) => writeItem(transaction, office.crypto, { incident: view.incident.id, form: typed.form, sent: data, kind: "point", at: office.clock(), deviceAt: null, by: visit.person.id, content: { kind: "data", data } }))
  return kept.kind === "written" ? c.redirect(site.href(incidentPath(view.incident.id, "review")), 303) : sendPage(c, <UnavailablePage site={site} visit={visit} why={kept.kind} />, 503, NO_STORE)
}

/** Signs what the supervisor has seen: where something was written since, the page is shown again first. */
async function sign(c: C, { record, crypto, clock, book }: Office, { incident, body }: IncidentView): Promise<Response> {
  const { site, visit, form } = c.var
  const to = site.href(incidentPath(incident.id, "review"))
  if (field(form, "version") !== String(incident.version)) return c.redirect(to, 303)
  const at = clock()
  const act = sealedAct(crypto, { kind: "note", department: body.id, incident: incident.id, at, on: dayIn(book.pack.settings.timeZone, at) }, { review: { signed: true } })
  const kept = await record.keepWith(async (transaction) => {
    if (!(await markReviewed(transaction, incident.id))) return
    const data = { reference: act.reference }
    await writeItem(transaction, crypto, { incident: incident.id, form: "signed", sent: {}, kind: "signed", at, deviceAt: null, by: visit.person.id, content: { kind: "data", data } })
    await insertAct(transaction, act)
    await transaction.updateTable("act").set({ closed_at: incident.closedAt }).where("reference", "=", act.reference).execute()
  })
  return kept.kind === "written" ? c.redirect(to, 303) : sendPage(c, <UnavailablePage site={site} visit={visit} why={kept.kind} />, 503, NO_STORE)
}

/** Opens closed parts to who asks, for half an hour. The reason is an act on the record, sealed like any other. */
async function openParts(c: C, office: Office, view: IncidentView): Promise<Response> {
  const { site, visit, form } = c.var
  const { record, crypto, clock, book } = office
  const reason = textIn(site, form, "reason")
  const problem = reason.text.trim() === "" ? site.t("review.missing-reason") : reason.found.length > 0 ? site.t("incident.found-summary") : null
  if (problem !== null) return showReview(c, office, view, emptyPoint(c), [], problem, 422)
  const at = clock()
  const { incident, body } = view
  const act = sealedAct(crypto, { kind: "opening", department: body.id, incident: incident.id, at, on: dayIn(book.pack.settings.timeZone, at) }, { opening: { part: "personal", reason: reason.text } })
  const kept = await record.keepWith(async (transaction) => {
    await insertAct(transaction, act)
    if (incident.closedAt !== null) await transaction.updateTable("act").set({ closed_at: incident.closedAt }).where("reference", "=", act.reference).execute()
    await transaction.insertInto("part_opening").values({ incident: incident.id, person: visit.person.id, at, until_at: new Date(at.getTime() + OPEN_FOR_MS), act: act.reference }).execute()
  })
  return kept.kind === "written" ? c.redirect(site.href(incidentPath(incident.id, "review")), 303) : sendPage(c, <UnavailablePage site={site} visit={visit} why={kept.kind} />, 503, NO_STORE)
}

/** Incidents in which what was done is not what the answers say. */
async function differing(office: Office, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const views = await Promise.all(ids.slice(0, MOST_SHOWN).map((id) => viewOf(office, id)))
  return new Set(views.flatMap((view) => (view !== null && view.lines.some(({ content }) => content.kind === "done" && content.disposition.did === "otherwise") ? [view.incident.id] : [])))
}

async function showApart(c: C, view: IncidentView, status: 200 | 422, problem: boolean): Promise<Response> {
  const { site, visit, people } = c.var
  const notes = await people.db.selectFrom("counsel_review_note").innerJoin("counsel_review", "counsel_review.id", "counsel_review_note.review").select(["counsel_review_note.at", "counsel_review_note.person", "counsel_review_note.text"]).where("counsel_review.incident", "=", view.incident.id).orderBy("counsel_review_note.id").execute()
  const nameOf = await namesOf(people.db, notes.map(({ person }) => person))
  return sendPage(c, <ApartPage site={site} visit={visit} view={view} notes={notes.map(({ at, person, text }) => ({ at, by: nameOf(person), text }))} form={newReference()} typed={status === 422 ? textIn(site, c.var.form, "text") : textIn(site, NO_FIELDS, "text")} problem={problem} />, status, NO_STORE)
}

/** Kept apart: in tables of its own, neither in the log nor in any export. It begins with its first note. */
async function writeApart(c: C, view: IncidentView): Promise<Response> {
  const { site, visit, people, form } = c.var
  const typed = textIn(site, form, "text")
  if (typed.text.trim() === "" || typed.found.length > 0) return showApart(c, view, 422, typed.text.trim() === "")
  const at = people.clock()
  await people.db.transaction().execute(async (transaction) => {
    await transaction.insertInto("counsel_review").values({ id: newReference(), incident: view.incident.id, opened_at: at, opened_by: visit.person.id, closed_at: null }).onConflict((conflict) => conflict.column("incident").doNothing()).execute()
    const { id } = await transaction.selectFrom("counsel_review").select("id").where("incident", "=", view.incident.id).executeTakeFirstOrThrow()
    await transaction.insertInto("counsel_review_note").values({ review: id, at, person: visit.person.id, form: `${visit.person.id} ${formIdIn(form)}`, text: typed.text }).onConflict((conflict) => conflict.column("form").doNothing()).execute()
  })
  return c.redirect(site.href(`/desk/counsel/reviews/${view.incident.id}`), 303)
}
