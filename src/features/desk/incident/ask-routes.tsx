/** Asking in an incident, and in practice. */
import type { Context, Hono } from "hono"
import { NO_STORE, requires, type DeskEnv } from "../../../http/visit.tsx"
import { packLines } from "../../../asking/answer-parts.tsx"
import { questionGroups } from "../../../asking/question-groups.ts"
import type { Question } from "../../../law/types.ts"
import { printOpening } from "../../../kernel/receipt/opening.ts"
import { textFromUtf8 } from "../../../kernel/text/bytes.ts"
import type { KeptAct } from "../../../record/acts.ts"
import { bodyLines } from "../../../people/body-lines.ts"
import { newReference } from "../../../record/from-decision.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import { askScreen } from "./ask.ts"
import { DeskAnswerPage, DeskQuestionPage, NothingAskedPage, OlderAnswerPage, type Place } from "./ask-pages.tsx"
import { AskAnotherPage } from "./another-page.tsx"
import { field, formIdIn } from "./form.ts"
import type { Content, IncidentView, Office } from "./model.ts"
import { INCIDENT, incidentPath, type Stand } from "./parts.tsx"
import { NotNowPage } from "./not-now-page.tsx"
import { answersOf, type LineOf } from "./read.ts"
import type { Rooms } from "./rooms.ts"
import { PracticePage } from "./start-pages.tsx"
import { givenAgain } from "./steps.ts"
import { recordAnswer } from "./write.ts"

type C = Context<DeskEnv>

/** How long a page waits for what it shows to be numbered. */
const PATIENCE_MS = 1_500

export function askRoutes(app: Hono<DeskEnv>, { office, whereOf, view }: Rooms): void {
  const questionIn = (c: C): Question | undefined => c.var.site.book.question(c.req.param("question") ?? "")

  app.get("/desk/practice", requires("desk/open"), (c) => sendPage(c, <PracticePage site={c.var.site} visit={c.var.visit} groups={questionGroups(c.var.site.book, c.var.site.today)} />, 200, NO_STORE))
  app.get("/desk/practice/:question", requires("desk/open"), (c) => practise(c, questionIn(c)))
  app.post("/desk/practice/:question", requires("desk/open"), (c) => practise(c, questionIn(c)))

  app.get(`${INCIDENT}/ask`, requires("incident/write", whereOf), async (c) => sendPage(c, <AskAnotherPage site={c.var.site} visit={c.var.visit} view={await view(c)} groups={questionGroups(c.var.site.book, c.var.site.today)} />, 200, NO_STORE))
  app.get(`${INCIDENT}/ask/:question`, requires("incident/read", whereOf), async (c) => {
    const question = questionIn(c)
    if (question === undefined) return c.notFound()
    const found = await view(c)
    const answered = answersOf(found).find(({ content }) => content.decision.cell.question === question.id)
    return answered === undefined ? ask(c, await office(), found, question) : showAnswer(c, await office(), found, answered)
  })
  app.post(`${INCIDENT}/ask/:question`, requires("incident/write", whereOf), async (c) => {
    const question = questionIn(c)
    return question === undefined ? c.notFound() : ask(c, await office(), await view(c), question)
  })
  app.get(`${INCIDENT}/receipts/:file`, requires("incident/read", whereOf), async (c) => receiptFile(c, await office(), await view(c), c.req.param("file")))
}

/** The next question, or the answer: recorded, then shown at its own address. */
async function ask(c: C, office: Office, view: IncidentView, question: Question): Promise<Response> {
  const { site, visit } = c.var
  const isBegun = c.req.method === "POST" && field(c.var.form, "begin") !== "yes"
  const place: Place = { kind: "incident", id: view.incident.id, body: view.body.id }
  const form = isBegun ? formIdIn(c.var.form) : newReference()
  const screen = askScreen(site, question, view.body.id, isBegun ? c.var.form : null)
  if (screen.kind === "question") return sendPage(c, <DeskQuestionPage site={site} visit={visit} place={place} form={form} asked={screen.asked} />, screen.asked.problem === null ? 200 : 422, NO_STORE)
  if (!isBegun) return sendPage(c, <NothingAskedPage site={site} visit={visit} place={place} form={form} situation={screen.given.situation} />, 200, NO_STORE)
  const recorded = await recordAnswer(office, site, { incident: view.incident, body: view.body, by: visit.person.id, form, deviceAt: null }, screen.given.situation)
  const again = (id: string, why: "form-used" | "too-busy" | "read-only"): Promise<Response> => sendPage(c, <NotNowPage site={site} visit={visit} place={place} form={id} situation={screen.given.situation} why={why} />, why === "form-used" ? 409 : 503, NO_STORE)
  switch (recorded.kind) {
    case "written":
    case "known":
      return c.redirect(site.href(incidentPath(view.incident.id, `ask/${question.id}`)), 303)
    case "form-used":
      // The form's page was left by Back and answered otherwise: another answer, under a form of its own.
      return again(newReference(), "form-used")
    case "too-busy":
    case "read-only":
      return again(form, recorded.kind)
  }
}

async function showAnswer(c: C, office: Office, view: IncidentView, line: LineOf<"answer">): Promise<Response> {
  const { site, visit } = c.var
  const { decision, reference } = line.content
  const place: Place = { kind: "incident", id: view.incident.id, body: view.body.id }
  const stand = await standOf(office, reference, line.at)
  const given = givenAgain(site, decision)
  const page = { site, visit, place, form: newReference() }
  if (given === null) return sendPage(c, <OlderAnswerPage {...page} decision={decision} stand={stand} />, 200, NO_STORE)
  return sendPage(c, <DeskAnswerPage {...page} given={given} lines={await bodyLines(office.db, view.body)} stand={stand} />, 200, NO_STORE)
}

/** Where an act stands; waits a moment for its place. */
export async function standOf({ record }: Office, reference: string, at: Date): Promise<Stand> {
  const act = await record.read(reference)
  return { reference, at, hasReceipt: act !== null && (await record.receipt(act, PATIENCE_MS)) !== null }
}

function practise(c: C, question: Question | undefined): Response | Promise<Response> {
  if (question === undefined) return c.notFound()
  const { site, visit, form } = c.var
  const screen = askScreen(site, question, null, c.req.method === "POST" ? form : null)
  const page = { site, visit, place: { kind: "practice" }, form: newReference() } as const
  if (screen.kind === "question") return sendPage(c, <DeskQuestionPage {...page} asked={screen.asked} />, screen.asked.problem === null ? 200 : 422, NO_STORE)
  return sendPage(c, <DeskAnswerPage {...page} given={screen.given} lines={packLines(site, screen.given.situation)} stand={null} />, 200, NO_STORE)
}

/** A receipt, or with `.json` the opening, of an act of this incident. */
async function receiptFile(c: C, office: Office, view: IncidentView, file: string): Promise<Response> {
  const [, reference = "", form = ""] = /^([0-9A-Z-]{14})\.(tlog-proof|json)$/.exec(file) ?? []
  const act = view.lines.some(({ content }) => referenceOf(content) === reference) ? await office.record.read(reference) : null
  if (act === null) return c.notFound()
  const bytes = form === "json" ? openingOf(act) : await newestReceipt(office, act)
  if (bytes === null) return c.notFound()
  return c.body(textFromUtf8(bytes) ?? "", 200, { "content-type": form === "json" ? "application/json" : "text/plain; charset=utf-8", "content-disposition": `attachment; filename="${file}"`, "cache-control": NO_STORE })
}

function openingOf({ opening }: KeptAct): Uint8Array | null {
  return opening === null ? null : printOpening(opening)
}

async function newestReceipt({ record }: Office, act: KeptAct): Promise<Uint8Array | null> {
  return (await record.publicReceipt(act))?.receipt ?? record.receipt(act, PATIENCE_MS)
}

export function referenceOf(content: Content): string | null {
  return "reference" in content ? content.reference : null
}
