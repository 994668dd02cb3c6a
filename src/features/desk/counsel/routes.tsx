/** Counsel's pages, under `/<lang>/desk/counsel`. */
import { randomBytes } from "node:crypto"
import { Hono, type Context } from "hono"
import { NO_STORE, requires, type DeskEnv, type WhereOf } from "../../../http/visit.tsx"
import type { Fields } from "../../../http/sent-form.ts"
import { parseDay } from "../../../law/days.ts"
import { answerCall, readCall } from "../../../people/counsel/calls.ts"
import { isDirection } from "../../../people/counsel/directions.ts"
import { isMailbox, setAddress } from "../../../people/counsel/mail.ts"
import { addShift, answerOffer, offerShift, readShifts, removeShift } from "../../../people/counsel/shifts.ts"
import { everyCounsel } from "../../../people/names.ts"
import { bodiesFor } from "../../../people/roles.ts"
import { isSessionOpen } from "../../../people/sessions.ts"
import type { PersonId } from "../../../people/types.ts"
import { liftHold, listHolds, setHold } from "../../../record/disposal.ts"
import { nodeCrypto } from "../../../record/node-crypto.ts"
import { isReference } from "../../../record/from-decision.ts"
import { release, type Released } from "../../../record/release.ts"
import { withdrawClause } from "../../../record/withdrawals.ts"
import { localText } from "../../../ui/moment.ts"
import type { PageScript } from "../../../ui/script.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import { UnavailablePage } from "../unavailable-page.tsx"
import type { Desk } from "../model.ts"
import { CounselPage, Waiting } from "./counsel-page.tsx"
import { DirectPage } from "./direct-page.tsx"
import { callEvents } from "./events.ts"
import { giveDirection } from "./give-direction.ts"
import { callView, counselView, rotaView, withdrawableClauses } from "./queries.ts"
import { HoldsPage, ReleasePage, type HoldTyped } from "./records-pages.tsx"
import { RotaPage, type ShiftTyped } from "./rota-page.tsx"
import { readShift, type ShiftProblem } from "./shift-form.ts"
import { WithdrawCheckPage, WithdrawListPage } from "./withdraw-page.tsx"

export interface CounselParts {
  /** Waits for the record; `null` where this server has none. */
  readonly openDesk: () => Promise<Desk | null>
  readonly script: PageScript
}

type Ctx = Context<DeskEnv>

const one = (form: Fields, name: string): string => form[name]?.[0]?.trim() ?? ""
const newForm = (): string => randomBytes(9).toString("base64url")

/** The body of the call that an address names. */
const bodyOfCall: WhereOf = async (c) => {
  const id = c.req.param("call") ?? ""
  return isReference(id) ? ((await readCall(c.var.people.db, id))?.body ?? null) : null
}

export function counselPages({ openDesk, script }: CounselParts): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()

  app.get("/desk/counsel", requires("counsel/read"), (c) => showCounsel(c, script, null))
  app.get("/desk/counsel/waiting", requires("counsel/read"), async (c) => {
    const { site, visit, people } = c.var
    return c.html(<Waiting site={site} visit={visit} view={await counselView(people.db, visit, people.clock())} />, 200, { "cache-control": NO_STORE })
  })
  app.get("/desk/counsel/events", requires("counsel/read"), (c) => {
    const { people, visit } = c.var
    const stream = callEvents({ people, bodies: bodiesFor(visit.person, "counsel/read"), isSignedIn: () => isSessionOpen(people, visit.session) })
    return c.body(stream, 200, { "content-type": "text/event-stream", "cache-control": NO_STORE, "x-accel-buffering": "no" })
  })
  app.post("/desk/counsel/mail", requires("counsel/answer"), async (c) => {
    const { people, visit, site, form } = c.var
    const mail = one(form, "mail")
    if (mail !== "" && !isMailbox(mail)) return showCounsel(c, script, mail)
    await setAddress(people.db, visit.person.id, mail === "" ? null : { mail, language: site.language }, people.clock())
    return c.redirect(site.href("/desk/counsel"), 303)
  })

  app.get("/desk/counsel/calls/:call", requires("counsel/read", bodyOfCall), (c) => showCall(c, 200))
  app.post("/desk/counsel/calls/:call/answer", requires("counsel/answer", bodyOfCall), async (c) => {
    const { people, visit, site } = c.var
    const id = c.req.param("call")
    await answerCall(people.db, id, visit.person.id, people.clock())
    return c.redirect(site.href(`/desk/counsel/calls/${id}`), 303)
  })
  app.post("/desk/counsel/calls/:call/direct", requires("counsel/direct", bodyOfCall), async (c) => {
    const { people, visit, site, form } = c.var
    const desk = await openDesk()
    const direction = one(form, "direction")
    const found = await callView(people.db, c.req.param("call"))
    if (desk === null || found === null) return c.notFound()
    if (!isDirection(direction)) return showCall(c, 422)
    const kept = await giveDirection(desk, { one: found.view, direction, by: visit.person.id, form: one(form, "form") || newForm() })
    return kept.kind === "kept" ? c.redirect(site.href("/desk/counsel"), 303) : sendPage(c, <UnavailablePage site={site} visit={visit} why={kept.kind} />, 503, NO_STORE)
  })

  addRota(app)
  addRecords(app)
  return app
}

async function showCounsel(c: Ctx, script: PageScript, wrongMail: string | null): Promise<Response> {
  const { site, visit, people } = c.var
  const view = await counselView(people.db, visit, people.clock())
  return sendPage(c, <CounselPage site={site} visit={visit} view={view} script={script} wrongMail={wrongMail} />, wrongMail === null ? 200 : 422, NO_STORE)
}

async function showCall(c: Ctx, status: 200 | 422): Promise<Response> {
  const { site, visit, people } = c.var
  const found = await callView(people.db, c.req.param("call") ?? "")
  if (found === null) return c.notFound()
  return sendPage(c, <DirectPage site={site} visit={visit} one={found.view} nameOf={found.nameOf} form={newForm()} problem={status === 422} />, status, NO_STORE)
}

function addRota(app: Hono<DeskEnv>): void {
  app.get("/desk/counsel/rota", requires("counsel/rota"), (c) => {
    const { site, people } = c.var
    const { timeZone } = site.pack.settings
    const now = people.clock()
    const typed = { form: newForm(), body: "all", person: "", place: "1", from: localText(timeZone, now), until: "" }
    return showRota(c, typed, [])
  })
  app.post("/desk/counsel/rota", requires("counsel/rota", whereOfShift), async (c) => {
    const { site, people, visit, form } = c.var
    const typed: ShiftTyped = { form: one(form, "form"), body: one(form, "body"), person: one(form, "person"), place: one(form, "place"), from: one(form, "from"), until: one(form, "until") }
    const read = readShift(site.pack, await everyCounsel(people.db), typed, people.clock(), visit.person.id)
    if (read.kind === "wrong") return showRota(c, typed, read.problems)
    await addShift(people.db, read.shift)
    return c.redirect(site.href("/desk/counsel/rota"), 303)
  })
  app.post("/desk/counsel/rota/:shift/remove", requires("counsel/rota", bodyOfShift), async (c) => {
    await removeShift(c.var.people.db, c.req.param("shift"), c.var.people.clock())
    return c.redirect(c.var.site.href("/desk/counsel/rota"), 303)
  })
  app.post("/desk/counsel/rota/:shift/offer", requires("counsel/answer"), async (c) => {
    const { people, visit, form, site } = c.var
    const id = c.req.param("shift")
    const to = one(form, `to-${id}`)
    if ((await everyCounsel(people.db)).some((person) => person.id === to)) await offerShift(people.db, id, { from: visit.person.id, to: to as PersonId, at: people.clock() })
    return c.redirect(site.href("/desk/counsel/rota"), 303)
  })
  app.post("/desk/counsel/rota/:shift/take", requires("counsel/answer"), async (c) => {
    const { people, visit, form, site } = c.var
    await answerOffer(people.db, c.req.param("shift"), { by: visit.person.id, at: people.clock(), takes: one(form, "takes") === "yes" })
    return c.redirect(site.href("/desk/counsel"), 303)
  })
}

/** A shift for one body is that body's; for the whole city, everybody's. */
const whereOfShift: WhereOf = (c) => c.var.site.pack.bodies.find(({ id }) => id === one(c.var.form, "body"))?.id ?? "all"

const bodyOfShift: WhereOf = async (c) => {
  const { db, clock } = c.var.people
  const shifts = await readShifts(db, { from: clock(), until: new Date(8.64e14) })
  return shifts.find(({ id }) => id === c.req.param("shift"))?.body ?? null
}

async function showRota(c: Ctx, typed: ShiftTyped, problems: readonly ShiftProblem[]): Promise<Response> {
  const { site, visit, people } = c.var
  const view = await rotaView(people.db, site.pack, visit, people.clock())
  return sendPage(c, <RotaPage site={site} visit={visit} view={view} typed={typed} problems={problems.map(({ field, says }) => ({ field, text: site.t(says) }))} />, problems.length === 0 ? 200 : 422, NO_STORE)
}

/** What concerns the law or the record of the whole city. */
const wholeCity: WhereOf = () => "all"

function addRecords(app: Hono<DeskEnv>): void {
  app.get("/desk/counsel/withdraw", requires("counsel/withdraw", wholeCity), (c) => showWithdraw(c, null))
  app.post("/desk/counsel/withdraw/check", requires("counsel/withdraw", wholeCity), async (c) => {
    const { site, people, visit, form } = c.var
    const found = (await withdrawableClauses(people.db, site.pack)).find(({ clause, withdrawnFrom }) => clause.id === one(form, "clause") && withdrawnFrom === null)
    return found === undefined ? showWithdraw(c, "choose") : sendPage(c, <WithdrawCheckPage site={site} visit={visit} one={found} />, 200, NO_STORE)
  })
  app.post("/desk/counsel/withdraw", requires("counsel/withdraw", wholeCity), async (c) => {
    const { site, people, form } = c.var
    const found = (await withdrawableClauses(people.db, site.pack)).find(({ clause }) => clause.id === one(form, "clause"))
    if (found === undefined) return showWithdraw(c, "choose")
    const done = await withdrawClause(people.db, site.pack.digest, found.clause.id, people.clock)
    return done.kind === "too-slow" ? showWithdraw(c, "too-slow") : c.redirect(site.href("/desk/counsel/withdraw"), 303)
  })

  app.get("/desk/counsel/holds", requires("holds/set"), (c) => showHolds(c, { department: "", incident: "", from: "", to: "" }, []))
  app.post("/desk/counsel/holds", requires("holds/set", (c) => c.var.site.pack.bodies.find(({ id }) => id === one(c.var.form, "department"))?.id ?? "all"), async (c) => {
    const { form, people, visit, site } = c.var
    const typed: HoldTyped = { department: one(form, "department"), incident: one(form, "incident").toUpperCase(), from: one(form, "from"), to: one(form, "to") }
    const problems = holdProblems(typed)
    if (problems.length > 0) return showHolds(c, typed, problems)
    const given = (text: string): string | null => (text === "" ? null : text)
    await setHold(people.db, { department: given(typed.department), incident: given(typed.incident), firstDay: given(typed.from), lastDay: given(typed.to) }, visit.person.id)
    return c.redirect(site.href("/desk/counsel/holds"), 303)
  })
  app.post("/desk/counsel/holds/:hold/lift", requires("holds/set", whereOfHold), async (c) => {
    await liftHold(c.var.people.db, c.req.param("hold"), c.var.people.clock(), c.var.visit.person.id)
    return c.redirect(c.var.site.href("/desk/counsel/holds"), 303)
  })

  app.get("/desk/counsel/release", requires("records/release", wholeCity), (c) => showRelease(c, null))
  app.post("/desk/counsel/release", requires("records/release", wholeCity), async (c) => {
    const { people, site } = c.var
    return showRelease(c, await release(people.db, nodeCrypto, site.pack.settings.record, people.clock()))
  })
}

async function showWithdraw(c: Ctx, problem: "choose" | "too-slow" | null): Promise<Response> {
  const { site, visit, people } = c.var
  return sendPage(c, <WithdrawListPage site={site} visit={visit} clauses={await withdrawableClauses(people.db, site.pack)} problem={problem} />, problem === null ? 200 : problem === "choose" ? 422 : 503, NO_STORE)
}

type HoldProblem = { readonly field: keyof HoldTyped; readonly says: "counsel.hold-empty" | "counsel.hold-wrong-incident" | "counsel.hold-wrong-day" | "counsel.hold-sequence" }

export function holdProblems({ department, incident, from, to }: HoldTyped): readonly HoldProblem[] {
  if ([department, incident, from, to].every((text) => text === "")) return [{ field: "department", says: "counsel.hold-empty" }]
  const isWrong = (day: string): boolean => day !== "" && parseDay(day) === null
  return [
    ...(incident !== "" && !isReference(incident) ? [{ field: "incident", says: "counsel.hold-wrong-incident" } as const] : []),
    ...(isWrong(from) ? [{ field: "from", says: "counsel.hold-wrong-day" } as const] : []),
    ...(isWrong(to) ? [{ field: "to", says: "counsel.hold-wrong-day" } as const] : []),
    ...(from !== "" && to !== "" && !isWrong(from) && !isWrong(to) && to < from ? [{ field: "to", says: "counsel.hold-sequence" } as const] : []),
  ]
}

const whereOfHold: WhereOf = async (c) => {
  const hold = (await listHolds(c.var.people.db)).find(({ id }) => id === c.req.param("hold"))
  return hold === undefined ? null : (c.var.site.pack.bodies.find(({ id }) => id === hold.department)?.id ?? "all")
}

async function showHolds(c: Ctx, typed: HoldTyped, problems: readonly HoldProblem[]): Promise<Response> {
  const { site, visit, people } = c.var
  return sendPage(c, <HoldsPage site={site} visit={visit} holds={await listHolds(people.db)} typed={typed} problems={problems.map(({ field, says }) => ({ field, text: site.t(says) }))} />, problems.length === 0 ? 200 : 422, NO_STORE)
}

function showRelease(c: Ctx, done: Released | null): Promise<Response> {
  const { site, visit } = c.var
  return sendPage(c, <ReleasePage site={site} visit={visit} done={done} />, 200, NO_STORE)
}
