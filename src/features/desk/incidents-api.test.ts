/** Incidents started and read by programs: once each, of their own body alone, and nothing of people. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { testOffice, type TestOffice } from "../../../tests/setup/office.ts"
import { makeApiKey } from "../../record/api-keys.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import { incidentForm, incidentsApi, incidentsPart } from "./incidents-api.ts"

let desk: TestOffice
let police: string
let library: string
let api: ReturnType<typeof incidentsApi>

beforeAll(async () => {
  desk = await testOffice()
  police = (await makeApiKey(desk.office.db, nodeCrypto, "police")).secret
  library = (await makeApiKey(desk.office.db, nodeCrypto, "library")).secret
  api = incidentsApi(() => Promise.resolve(desk.office))
})
afterAll(() => desk.setup.close())

async function start(body: unknown, key: string, idempotencyKey: string): Promise<Response> {
  return api.request("/v1/incidents", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", authorization: `Bearer ${key}`, "idempotency-key": idempotencyKey } })
}

test("the example of the description runs: it starts one incident, however often it is sent, and reads back", async () => {
  const example = z.object({ post: z.object({ requestBody: z.object({ content: z.object({ "application/json": z.object({ example: z.unknown() }) }) }) }) }).parse(incidentsPart.paths["/v1/incidents"]).post.requestBody.content["application/json"].example
  const sent = await Promise.all([1, 2, 3].map(() => start(example, police, "one")))
  const incidents = await Promise.all(sent.map(async (response) => incidentForm.parse(await response.json())))
  expect([sent.map(({ status }) => status), new Set(incidents.map(({ id }) => id)).size]).toEqual([[201, 201, 201], 1])
  const read = await api.request(sent[0]?.headers.get("location") ?? "", { headers: { authorization: `Bearer ${police}` } })
  expect([read.status, read.headers.get("cache-control"), incidentForm.parse(await read.json())]).toEqual([200, "no-store", incidents[0]])
})

test.each<[string, unknown, () => string, string, number]>([
  ["a question that is not there", { question: "x" }, () => police, "a", 422],
  ["a field that nobody knows", { note: "x" }, () => police, "b", 422],
  ["no key", {}, () => "", "c", 401],
  ["no idempotency key", {}, () => police, "", 400],
])("%s is refused, and nothing is started", async (_, body, key, idempotencyKey, status) => {
  const count = async (): Promise<number> => (await desk.office.db.selectFrom("incident").select("id").execute()).length
  const before = await count()
  expect([(await start(body, key(), idempotencyKey)).status, await count()]).toEqual([status, before])
})

test("another body's incident is not there", async () => {
  const { id } = incidentForm.parse(await (await start({}, police, "mine")).json())
  for (const [key, status] of [[library, 404], ["", 401]] as const) expect((await api.request(`/v1/incidents/${id}`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(status)
})
