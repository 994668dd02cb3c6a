/**
 * Incidents for dispatch and records systems: `POST /v1/incidents` starts one, `GET /v1/incidents/{id}` reads it, each for the key's body alone.
 *
 * What is given out is when and what was asked and answered: no note, no name, no person.
 */
import { Hono, type Context } from "hono"
import { z } from "zod"
import { json, PROBLEMS, problemResponse, type ApiPart } from "../../http/api-part.ts"
import { problem, wrongFields } from "../../http/problem.ts"
import { receiveJson } from "../../http/receive-json.ts"
import { atMost } from "../../http/receive.ts"
import { startIncident, type Incident } from "../../record/incidents.ts"
import { keyOf, noKey, noRecord } from "./api.ts"
import type { Office } from "./incident/model.ts"
import { answersOf, viewOf } from "./incident/read.ts"

const BODY_LIMIT_BYTES = 4 * 1024
const NOT_KEPT = { "cache-control": "no-store" }

const incidentRequest = z
  .strictObject({ question: z.string().nullable().default(null).describe("What is happening: the id of one of the pack's questions; null where nobody has said yet.") })
  .meta({ id: "IncidentRequest" })

export const incidentForm = z
  .strictObject({
    id: z.string().describe("Random, and no more than a name."),
    body: z.string(),
    question: z.string().nullable(),
    startedAt: z.string(),
    phase: z.enum(["open", "done", "reviewed"]),
    closedAt: z.string().nullable(),
    answers: z.array(z.strictObject({ reference: z.string(), at: z.string(), question: z.string(), outcome: z.string() })).describe("The newest answer to each question."),
  })
  .meta({ id: "Incident" })

type IncidentOut = z.infer<typeof incidentForm>

const key = [{ apiKey: [] }]
const EXAMPLE: IncidentOut = { id: "7K4Q-92XM-3T5B", body: "police", question: "joint-duty", startedAt: "2026-11-25T14:05:00.000Z", phase: "open", closedAt: null, answers: [] }

export const incidentsPart: ApiPart = {
  schemas: { IncidentRequest: [incidentRequest, "input"], Incident: [incidentForm, "output"] },
  paths: {
    "/v1/incidents": {
      post: {
        operationId: "startIncident",
        summary: "Starts an incident for the key's body",
        security: key,
        parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string", minLength: 1, maxLength: 200 }, description: "Sent again with the same key, it is the same incident." }],
        requestBody: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/IncidentRequest" }, example: { question: "joint-duty" } } } },
        responses: { "201": { description: "It is started.", content: { "application/json": { schema: { $ref: "#/components/schemas/Incident" }, example: EXAMPLE } } }, "401": problemResponse("No key, or none that counts."), ...PROBLEMS },
      },
    },
    "/v1/incidents/{id}": {
      get: {
        operationId: "readIncident",
        summary: "An incident of the key's body: when, what was asked and what was answered",
        security: key,
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { "200": { description: "The incident.", content: json("Incident") }, "401": problemResponse("No key, or none that counts."), "404": problemResponse("No incident of this key's body has this id.") },
      },
    },
  },
}

/** `open` waits for the record; `null` where this server has none. */
export function incidentsApi(open: () => Promise<Office | null>): Hono {
  const app = new Hono()
  const tooLarge = (c: Context): Response => problem(c, 413, `a request is at most ${String(BODY_LIMIT_BYTES)} bytes`)
  app.post("/v1/incidents", atMost(BODY_LIMIT_BYTES, tooLarge), async (c) => {
    const office = await open()
    if (office === null) return noRecord(c)
    const apiKey = await keyOf(office, c)
    if (apiKey === null) return noKey(c)
    const idempotencyKey = c.req.header("idempotency-key") ?? ""
    if (!/^[\x21-\x7e]{1,200}$/.test(idempotencyKey)) return problem(c, 400, "the header `Idempotency-Key` is missing or not in form; expected 1 to 200 letters, digits and signs, new for each incident and the same when it is sent again")
    const sent = await receiveJson(c)
    if (sent.kind === "refused") return sent.response
    const read = incidentRequest.safeParse(sent.value)
    if (!read.success) return wrongFields(c, read.error.issues.map(({ path, message }) => ({ field: path.join("."), problem: message, allowed: [] })))
    const { question } = read.data
    if (question !== null && office.book.question(question) === undefined) return wrongFields(c, [{ field: "question", problem: "no question has this id", allowed: office.book.pack.questions.map(({ id }) => id) }])
    const incident = await startIncident(office.db, { form: idempotencyKey, body: apiKey.body, question, at: office.clock(), by: `key:${apiKey.id}`, deviceAt: null, needsReview: true })
    return c.json(incidentOut(incident, []), 201, { ...NOT_KEPT, location: `/v1/incidents/${incident.id}` })
  })
  app.get("/v1/incidents/:id", async (c) => {
    const office = await open()
    if (office === null) return noRecord(c)
    const apiKey = await keyOf(office, c)
    if (apiKey === null) return noKey(c)
    const view = await viewOf(office, c.req.param("id"))
    if (view?.incident.body !== apiKey.body) return problem(c, 404, "no incident of this key's body has this id")
    const answers = answersOf(view).map(({ at, content }) => ({ reference: content.reference, at: at.toISOString(), question: content.decision.cell.question, outcome: content.decision.cell.outcome }))
    return c.json(incidentOut(view.incident, answers), 200, NOT_KEPT)
  })
  return app
}

function incidentOut({ id, body, question, startedAt, phase, closedAt }: Incident, answers: IncidentOut["answers"]): IncidentOut {
  return { id, body, question, startedAt: startedAt.toISOString(), phase, closedAt: closedAt?.toISOString() ?? null, answers }
}
