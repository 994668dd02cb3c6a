/**
 * What waited on a device without a connection, sent from the page that asks there (features/desk/offline-page.tsx): each draft becomes an
 * incident with one answer, once, with both times. It is decided anew, by the law of the instant it comes in.
 */
import type { Context, Hono } from "hono"
import { z } from "zod"
import { problem } from "../../../http/problem.ts"
import { NO_STORE, requires, type DeskEnv } from "../../../http/visit.tsx"
import { readJson } from "../../../http/read-json.ts"
import { utf8 } from "../../../kernel/text/bytes.ts"
import { bodiesFor } from "../../../people/roles.ts"
import type { Body } from "../../../law/types.ts"
import { startIncident } from "../../../record/incidents.ts"
import { situationOf, unwritable } from "./ask.ts"
import { field } from "./form.ts"
import { incidentPath } from "./parts.tsx"
import type { Rooms } from "./rooms.ts"
import { recordAnswer } from "./write.ts"

type C = Context<DeskEnv>

/** As the device keeps it (browser/offline/drafts.ts); what the device answered by, and what, is not taken on trust and not kept. */
const draftForm = z.strictObject({
  form: z.string().regex(/^[0-9a-f]{32}$/),
  question: z.string(),
  facts: z.record(z.string(), z.string()),
  outcome: z.string(),
  at: z.iso.datetime(),
  law: z.string(),
  on: z.string(),
})
type Draft = z.infer<typeof draftForm>

export function draftRoutes(app: Hono<DeskEnv>, { office }: Pick<Rooms, "office">): void {
  /** The token that a form brings along, for a page that was saved and has none. Only the same origin may read it. */
  app.get("/desk/drafts", requires("incident/start"), (c) => c.json({ csrf: c.var.visit.csrf }, 200, { "cache-control": NO_STORE }))

  app.post("/desk/drafts", requires("incident/start", (c) => bodyFor(c, draftIn(c))?.id ?? "some"), async (c) => {
    const draft = draftIn(c)
    const body = bodyFor(c, draft)
    const situation = draft === null ? null : situationOf(c.var.site, { cell: { question: draft.question }, facts: new Map(Object.entries(draft.facts)) })
    if (draft === null || body === undefined || situation === null) return problem(c, 422, "the draft is not in form, or names a body, a question or a fact that this pack does not have for its sender")
    if (unwritable(c.var.site, situation) !== null) return problem(c, 422, "a fact of the draft says what must not be written down")
    const { db, clock } = await office()
    const hand = { by: c.var.visit.person.id, deviceAt: new Date(draft.at) }
    const incident = await startIncident(db, { form: draft.form, body: body.id, question: situation.question.id, at: clock(), needsReview: true, ...hand })
    const recorded = await recordAnswer(await office(), c.var.site, { incident, body, form: draft.form, ...hand }, situation)
    switch (recorded.kind) {
      case "written":
      case "known":
        return c.json({ incident: c.var.site.href(incidentPath(incident.id)) }, recorded.kind === "written" ? 201 : 200, { "cache-control": NO_STORE })
      case "form-used":
        return problem(c, 422, "this draft was sent before with something else in it")
      case "too-busy":
      case "read-only":
        return problem(c, 503, "the record takes nothing now; the draft waits on the device")
    }
  })
}

function draftIn(c: C): Draft | null {
  const read = readJson(utf8(field(c.var.form, "draft")))
  return read.kind === "read" ? (draftForm.safeParse(read.value).data ?? null) : null
}

/** The body that the draft says; else the only one that the visitor may start an incident for. */
function bodyFor(c: C, draft: Draft | null): Body | undefined {
  if (draft === null) return undefined
  const { bodies } = c.var.site.pack
  const said = bodies.find(({ id }) => id === draft.facts["body"])
  const own = bodiesFor(c.var.visit.person, "incident/start")
  return said ?? (own !== "all" && own.size === 1 ? bodies.find(({ id }) => own.has(id)) : undefined)
}
