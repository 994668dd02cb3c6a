/** The API answers in the form it describes, and tells what is wrong with a request; whatever is sent, it does not fail. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bug } from "../../kernel/text/bug.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { answerForm, problemForm, questionsForm, type ProblemDetails } from "./api-forms.ts"
import { askApi } from "./api.ts"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const api = askApi(book, () => "2026-11-24" as Day)

async function post(body: unknown, contentType = "application/json"): Promise<Response> {
  return api.request("/v1/answers", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers: { "content-type": contentType } })
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  const details = problemForm.parse(await response.json())
  expect(details.status).toBe(response.status)
  return details
}

test("an answer has the form that is described", async () => {
  const response = await post({ question: "joint-duty", facts: { body: "police", who: "troops", purpose: "immigration", existing_agreement: false } })
  expect(response.status).toBe(200)
  const answer = answerForm.parse(await response.json())
  expect(answer.outcome).toBe("prohibited")
  expect(answer.on).toBe("2026-11-24")
  expect(answer.facts).toEqual({ body: "police", who: "troops", purpose: "immigration", existing_agreement: "no" })
})

test("JSON's own values and the words of an address say the same", async () => {
  const facts = { body: "police", who: "troops", purpose: "immigration" }
  const withWord = await (await post({ question: "joint-duty", facts: { ...facts, existing_agreement: "yes" } })).json()
  const withTrue = await (await post({ question: "joint-duty", facts: { ...facts, existing_agreement: true } })).json()
  expect(withTrue).toEqual(withWord)
})

test("with facts missing, the answer is open and says what to ask", async () => {
  const answer = answerForm.parse(await (await post({ question: "joint-duty" })).json())
  expect(answer.outcome).toBe("open")
  expect(answer.next?.values.length).toBeGreaterThan(1)
})

test("texts come in the language asked for", async () => {
  const answer = answerForm.parse(await (await post({ question: "joint-duty", language: "es", facts: { body: "police" } })).json())
  expect(answer.next?.label).toBe("¿De qué dicen que se trata?")
})

test.each([
  ["no JSON", "{", 400, []],
  ["nothing", "", 400, []],
  ["a list", [], 422, ["(body)"]],
  ["no question", {}, 422, ["question"]],
  ["a question that nobody asks", { question: "nothing" }, 422, ["question"]],
  ["a fact that the question does not have", { question: "joint-duty", facts: { age: 17 } }, 422, ["facts.age"]],
  ["a value that the fact does not have", { question: "joint-duty", facts: { who: "martians" } }, 422, ["facts.who"]],
  ["two mistakes", { question: "joint-duty", on: "2026-02-30", facts: { who: "martians" } }, 422, ["facts.who", "on"]],
  ["a list for one value", { question: "joint-duty", facts: { who: ["troops"] } }, 422, ["facts.who"]],
  ["a fact without a value", { question: "joint-duty", facts: { who: null } }, 422, ["facts.who"]],
  ["a day that is none", { question: "joint-duty", on: "soon" }, 422, ["on"]],
  ["a language without words", { question: "joint-duty", language: "fr" }, 422, ["language"]],
  ["a key that is not known", { question: "joint-duty", body: "police" }, 422, ["body"]],
  ["a fact named after what every object has", { question: "joint-duty", facts: { constructor: "yes" } }, 422, ["facts.constructor"]],
])("%s", async (_name, body, status, fields) => {
  const response = await post(body)
  expect(response.status).toBe(status)
  const { errors } = await problemOf(response)
  expect(errors.map(({ field }) => field)).toEqual(fields)
})

test("a wrong value comes back with what is allowed", async () => {
  const { errors } = await problemOf(await post({ question: "joint-duty", facts: { who: "martians" } }))
  expect(errors[0]).toEqual({ field: "facts.who", problem: "`martians` is not a value of `who`", allowed: ["federal-agents", "troops", "not-said", "unknown"] })
})

test("only JSON is read, and not too much of it", async () => {
  expect((await post("question=joint-duty", "application/x-www-form-urlencoded")).status).toBe(415)
  expect((await post("{}", "text/plain")).status).toBe(415)
  expect((await post(`"${"x".repeat(70_000)}"`)).status).toBe(413)
})

test.each([["GET", "/v1/answers", "POST"], ["POST", "/v1/questions", "GET"]])("%s %s answers which method it takes", async (method, path, allow) => {
  const response = await api.request(path, { method })
  expect(response.status).toBe(405)
  expect(response.headers.get("allow")).toBe(allow)
})

test("the questions have the form that is described", async () => {
  const list = questionsForm.parse(await (await api.request("/v1/questions?language=es")).json())
  expect(list.questions.map(({ id }) => id)).toEqual(["joint-duty", "admit-to-staff-area"])
  expect((await api.request("/v1/questions?language=fr")).status).toBe(422)
})

test("the description names each address and form once", async () => {
  const described = (await (await api.request("/openapi.json")).json()) as { openapi: string; paths: Record<string, unknown>; components: { schemas: Record<string, unknown> } }
  expect(described.openapi).toBe("3.1.0")
  expect(Object.keys(described.paths)).toEqual(["/v1/questions", "/v1/answers", "/healthz"])
  expect(Object.keys(described.components.schemas)).toEqual(["AnswerRequest", "Answer", "Questions", "Problem"])
  const references = [...JSON.stringify(described).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? "")
  expect(references.filter((name) => !(name in described.components.schemas))).toEqual([])
})

describe("whatever is sent", () => {
  test("any JSON gets an answer or a problem", async () => {
    await fc.assert(fc.asyncProperty(fc.json(), async (body) => {
        expect([200, 400, 422]).toContain((await post(body)).status)
      }), { numRuns: 300 })
  })

  test("any facts get an answer or a problem", async () => {
    const value = fc.oneof(fc.string(), fc.boolean(), fc.double(), fc.array(fc.string()), fc.constantFrom("unknown", "absent", "present", "yes", "troops", "police", "nothing"))
    const facts = fc.dictionary(fc.oneof(fc.constantFrom("body", "who", "purpose", "existing_agreement", "paper", "__proto__"), fc.string()), value)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("joint-duty", "admit-to-staff-area"), facts, async (question, given) => {
        expect([200, 422]).toContain((await post({ question, facts: given })).status)
      }),
      { numRuns: 300 },
    )
  })
})
