/** What was done: typed, checked, recorded. Where somebody else recorded it in between, that is shown first, and nothing typed is lost. */
import type { Context, Hono } from "hono"
import { NO_STORE, requires, type DeskEnv } from "../../../http/visit.tsx"
import { NO_FIELDS, type Fields as Sent } from "../../../http/sent-form.ts"
import { newReference } from "../../../record/from-decision.ts"
import { sendPage } from "../../../ui/send-page.tsx"
import type { PlainKey } from "../../../ui/texts.ts"
import { standOf } from "./ask-routes.tsx"
import { CheckDonePage, DonePage, RecordedPage } from "./done-pages.tsx"
import { choiceIn, FIELD, field, formIdIn, textIn, type Mistake } from "./form.ts"
import { DEEDS_DONE, type AnsweredBefore, type IncidentView, type Office } from "./model.ts"
import { INCIDENT, incidentPath } from "./parts.tsx"
import { answersOf, dispositionOf, linesOf } from "./read.ts"
import type { Rooms } from "./rooms.ts"
import { recordDisposition } from "./write.ts"

type C = Context<DeskEnv>

export function doneRoutes(app: Hono<DeskEnv>, { office, whereOf, view }: Rooms): void {
  app.get(`${INCIDENT}/done`, requires("incident/write", whereOf), async (c) => {
    const found = await view(c)
    const said = dispositionOf(found)
    if (said === null) return showDone(c, found, NO_FIELDS, { form: newReference(), mistakes: [], refused: null, status: 200 })
    const stand = await standOf(await office(), said.content.reference, said.at)
    return sendPage(c, <RecordedPage site={c.var.site} visit={c.var.visit} view={found} form={newReference()} stand={stand} />, 200, NO_STORE)
  })
  app.post(`${INCIDENT}/done`, requires("incident/write", whereOf), async (c) => sayDone(c, await office(), await view(c)))
}

/** The newest answers, which what was done is set beside. */
function answeredIn(view: IncidentView): readonly AnsweredBefore[] {
  return answersOf(view).map(({ content }) => ({ reference: content.reference, question: content.decision.cell.question, outcome: content.decision.cell.outcome }))
}

interface Shown {
  readonly form: string
  readonly mistakes: readonly Mistake[]
  readonly refused: PlainKey | null
  readonly status: 200 | 409 | 422 | 503
}

function showDone(c: C, view: IncidentView, sent: Sent, { form, mistakes, refused, status }: Shown): Promise<Response> {
  const { site, visit } = c.var
  return sendPage(c, <DonePage site={site} visit={visit} view={view} form={form} did={field(sent, "did")} text={textIn(site, sent, "text")} answers={answeredIn(view)} mistakes={mistakes} refused={refused} />, status, NO_STORE)
}

async function sayDone(c: C, office: Office, view: IncidentView): Promise<Response> {
  const { site, visit, form: sent } = c.var
  const form = formIdIn(sent)
  const checked = field(sent, FIELD.checked)
  if (checked === "change") return showDone(c, view, sent, { form, mistakes: [], refused: null, status: 200 })
  const [did, text] = [choiceIn(sent, "did", DEEDS_DONE), textIn(site, sent, "text")]
  const mistakes: readonly Mistake[] = [...(did === null ? [{ field: "did", why: "incident.missing-did" } as const] : []), ...(text.text.trim() === "" ? [{ field: "text", why: "incident.missing-words" } as const] : [])]
  if (did === null || mistakes.length > 0 || text.found.length > 0) return showDone(c, view, sent, { form, mistakes, refused: null, status: 422 })
  const answers = answeredIn(view)
  if (checked !== "yes") return sendPage(c, <CheckDonePage site={site} visit={visit} view={view} form={form} did={did} text={text} answers={answers} />, 200, NO_STORE)
  const isNew = !linesOf(view, "done").every((_, index) => index < Number(field(sent, FIELD.seen)))
  const recorded = isNew && !(await wasSent(office, view, form)) ? ({ kind: "others-said" } as const) : await recordDisposition(office, { incident: view.incident, body: view.body, by: visit.person.id, form, deviceAt: null }, { did, text: text.text.trim(), marks: text.marks, answers: answers.map((one) => ({ ...one })) })
  switch (recorded.kind) {
    case "written":
    case "known":
      return c.redirect(site.href(incidentPath(view.incident.id, "done")), 303)
    case "others-said":
      return showDone(c, view, sent, { form, mistakes: [], refused: "incident.others-said", status: 409 })
    case "form-used":
      return showDone(c, view, sent, { form: newReference(), mistakes: [], refused: "incident.form-used", status: 409 })
    case "too-busy":
    case "read-only":
      return showDone(c, view, sent, { form, mistakes: [], refused: `incident.${recorded.kind}`, status: 503 })
  }
}

/** Whether what stands there came with this very form: a double submit, not somebody else. */
async function wasSent({ db }: Office, view: IncidentView, form: string): Promise<boolean> {
  const found = await db.selectFrom("incident_item").select("id").where("incident", "=", view.incident.id).where("form", "=", form).executeTakeFirst()
  return found !== undefined
}
