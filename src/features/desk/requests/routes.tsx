/** The log of requests: read by quarter, written a line at a time, and as a file for who reports it. */
import { Hono, type Context } from "hono"
import { NO_STORE, requires, type DeskEnv } from "../../../http/visit.tsx"
import { parseDay } from "../../../law/days.ts"
import type { Body } from "../../../law/types.ts"
import { bodiesFor } from "../../../people/roles.ts"
import { newReference } from "../../../record/from-decision.ts"
import { dayOfMoment } from "../../../ui/moment.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import { choiceIn, field, formIdIn } from "../incident/form.ts"
import { addRequest, csvOf, earlierQuarter, KINDS, listRequests, OUTCOMES, quarterNamed, quarterOf, type AgencyRequest, type NewRequest, type Quarter } from "./log.ts"
import { RequestPage, type RequestTyped } from "./request-page.tsx"

type C = Context<DeskEnv>

const QUARTERS_SHOWN = 5

export function requestPages(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get("/desk/requests", requires("police-log/read"), async (c) => {
    const quarter = quarterNamed(c.req.query("quarter") ?? "") ?? thisQuarter(c)
    const mended = (await requestsIn(c, quarter)).find(({ id }) => id === c.req.query("mend"))
    return show(c, quarter, mended === undefined ? emptyLine(c) : lineOf(mended), [], 200)
  })
  app.get("/desk/requests/:file{[0-9]{4}-[1-4]\\.csv}", requires("police-log/read"), async (c) => {
    const quarter = quarterNamed(c.req.param("file").slice(0, 6))
    if (quarter === null) return c.notFound()
    return c.body(csvOf(await requestsIn(c, quarter)), 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="requests-${quarter.id}.csv"`, "cache-control": NO_STORE })
  })
  app.post("/desk/requests", requires("police-log/write", (c) => c.var.site.pack.bodies.find(({ id }) => id === field(c.var.form, "body"))?.id ?? "some"), async (c) => {
    const { site, people, visit, form } = c.var
    const typed: RequestTyped = { form: formIdIn(form), replaces: field(form, "replaces"), body: field(form, "body"), kind: field(form, "kind"), receivedOn: field(form, "receivedOn"), outcome: field(form, "outcome"), outcomeOn: field(form, "outcomeOn"), passedTo: field(form, "passedTo") }
    const read = readRequest(c, typed)
    if ("problems" in read) return show(c, thisQuarter(c), typed, read.problems, 422)
    await addRequest(people.db, { ...read.request, form: typed.form, at: people.clock(), by: visit.person.id })
    return c.redirect(site.href(`/desk/requests?quarter=${quarterOf(parseDay(read.request.receivedOn) ?? site.today).id}`), 303)
  })
  return app
}

function thisQuarter(c: C): Quarter {
  return quarterOf(dayOfMoment(c.var.site, c.var.people.clock()))
}

function emptyLine(c: C): RequestTyped {
  return { form: newReference(), replaces: "", body: writable(c)[0]?.id ?? "", kind: "", receivedOn: "", outcome: "", outcomeOn: "", passedTo: "" }
}

function lineOf(one: AgencyRequest): RequestTyped {
  return { form: newReference(), replaces: one.id, body: one.body, kind: one.kind, receivedOn: one.receivedOn, outcome: one.outcome, outcomeOn: one.outcomeOn ?? "", passedTo: one.passedTo ?? "" }
}

function writable(c: C): readonly Body[] {
  const bodies = bodiesFor(c.var.visit.person, "police-log/write")
  return c.var.site.pack.bodies.filter(({ id }) => bodies === "all" || bodies.has(id))
}

function requestsIn(c: C, quarter: Quarter): Promise<readonly AgencyRequest[]> {
  const bodies = bodiesFor(c.var.visit.person, "police-log/read")
  return listRequests(c.var.people.db, bodies === "all" ? "all" : [...bodies], quarter)
}

type LineProblem = { readonly field: keyof RequestTyped; readonly says: "review.wrong-body" | "review.wrong-kind" | "review.wrong-day" | "review.day-to-come" | "review.wrong-outcome" | "review.outcome-before" | "review.wrong-passed-to" }

function readRequest(c: C, typed: RequestTyped): { readonly request: Omit<NewRequest, "form" | "at" | "by"> } | { readonly problems: readonly LineProblem[] } {
  const { site, people, form } = c.var
  const today = dayOfMoment(site, people.clock())
  const body = writable(c).find(({ id }) => id === typed.body)
  const kind = choiceIn(form, "kind", KINDS)
  const outcome = kind === null ? null : choiceIn(form, "outcome", OUTCOMES[kind])
  const [receivedOn, outcomeOn] = [parseDay(typed.receivedOn), typed.outcomeOn === "" ? null : parseDay(typed.outcomeOn)]
  const passedTo = typed.passedTo === "" ? null : site.pack.bodies.find(({ id }) => id === typed.passedTo)
  const problems: readonly LineProblem[] = [
    ...(body === undefined ? [{ field: "body", says: "review.wrong-body" } as const] : []),
    ...(kind === null ? [{ field: "kind", says: "review.wrong-kind" } as const] : []),
    ...(receivedOn === null ? [{ field: "receivedOn", says: "review.wrong-day" } as const] : receivedOn > today ? [{ field: "receivedOn", says: "review.day-to-come" } as const] : []),
    ...(outcome === null ? [{ field: "outcome", says: "review.wrong-outcome" } as const] : []),
    ...(typed.outcomeOn !== "" && outcomeOn === null ? [{ field: "outcomeOn", says: "review.wrong-day" } as const] : outcomeOn !== null && receivedOn !== null && outcomeOn < receivedOn ? [{ field: "outcomeOn", says: "review.outcome-before" } as const] : []),
    ...(passedTo === undefined || (outcome === "passed-on" && passedTo === null) ? [{ field: "passedTo", says: "review.wrong-passed-to" } as const] : []),
  ]
  if (problems.length > 0 || body === undefined || kind === null || receivedOn === null || outcome === null || passedTo === undefined) return { problems }
  return { request: { body: body.id, kind, receivedOn, outcome, outcomeOn, passedTo: passedTo?.id ?? null, replaces: typed.replaces === "" ? null : typed.replaces } }
}

async function show(c: C, quarter: Quarter, typed: RequestTyped, problems: readonly LineProblem[], status: 200 | 422): Promise<Response> {
  const { site, visit } = c.var
  const quarters = Array.from({ length: QUARTERS_SHOWN }, (_, by) => earlierQuarter(thisQuarter(c), by)).filter((one) => one !== null)
  return sendPage(c, <RequestPage site={site} visit={visit} quarter={quarter} quarters={quarters} requests={await requestsIn(c, quarter)} bodies={writable(c)} typed={typed} problems={problems.map(({ field, says }) => ({ field, text: site.t(says) }))} />, status, NO_STORE)
}
