/** The API answers in the form it describes, and tells what is wrong with a request; whatever is sent, it does not fail. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bug } from "../../kernel/text/bug.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { answerForm, problemForm, type ProblemDetails } from "../../http/forms.ts"
import { questionsForm } from "./api-forms.ts"
import { askApi } from "./api.ts"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const api = askApi(() => book, () => "2026-11-24" as Day)

async function post(body: unknown, contentType = "application/json", headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const sent = typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body)
  return api.request("/v1/answers", { method: "POST", body: sent, headers: { "content-type": contentType, ...headers } })
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

const ASKS = JSON.stringify({ question: "joint-duty" })

test.each([
  ["application/json", 200],
  ["Application/JSON; charset=UTF-8", 200],
  ["application/json;charset=\"utf-8\"", 200],
  ["application/ld+json", 200],
  ["application/json; charset=iso-8859-1", 415],
  ["application/jsonp", 415],
  ["application/x-www-form-urlencoded", 415],
  ["text/plain", 415],
  ["", 415],
])("content type `%s`: %i", async (contentType, status) => {
  const response = await post(ASKS, contentType)
  expect(response.status).toBe(status)
  if (status !== 200) await problemOf(response)
})

test("a compressed body is refused, saying what is read", async () => {
  const response = await post(ASKS, "application/json", { "content-encoding": "gzip" })
  expect(response.status).toBe(415)
  expect(response.headers.get("accept-encoding")).toBe("identity")
  expect((await problemOf(response)).detail).toContain("compressed")
})

test.each([
  ["with its length", { "content-length": "70002" }],
  ["without its length", {}],
  ["with a length that is not believed", { "content-length": "2", "transfer-encoding": "chunked" }],
])("too much, %s, is refused", async (_name, headers) => {
  const response = await post(`"${"x".repeat(70_000)}"`, "application/json", headers)
  expect(response.status).toBe(413)
  expect((await problemOf(response)).detail).toContain("65536")
})

test.each([
  ["no body", "", "it is empty"],
  ["bytes that are no UTF-8", Buffer.from([...Buffer.from('{"question":"joint-duty","facts":{"who":"'), 0xc3, 0x28, ...Buffer.from('"}}')]), "it is not UTF-8"],
  ["a surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), "it is not UTF-8"],
  ["UTF-16", Buffer.from(ASKS, "utf16le"), "it is not JSON"],
  ["half an object", '{"question":', "it is not JSON"],
  ["two objects", `${ASKS}${ASKS}`, "it is not JSON"],
  ["a name that stands twice", '{"question":"joint-duty","question":"admit-to-staff-area"}', "the name `question` stands twice"],
  ["a fact that stands twice", '{"question":"joint-duty","facts":{"who":"troops","who":"not-said"}}', "the name `who` stands twice"],
  ["a fact that stands twice, once in disguise", '{"question":"joint-duty","facts":{"who":"troops","\\u0077ho":"not-said"}}', "the name `who` stands twice"],
  ["a number too large", '{"question":"joint-duty","facts":{"who":1e400}}', "the number `1e400`"],
  ["a number too near to zero", '{"question":"joint-duty","facts":{"who":1e-400}}', "the number `1e-400`"],
  ["a whole number that rounds", '{"question":"joint-duty","facts":{"who":9007199254740993}}', "the number `9007199254740993`"],
  ["a number that rounds to a whole one", '{"question":"joint-duty","facts":{"who":17.99999999999999999}}', "the number `17.99999999999999999`"],
])("%s is refused as what cannot be read one way alone", async (_name, body, detail) => {
  const response = await post(body)
  expect(response.status).toBe(400)
  expect((await problemOf(response)).detail).toContain(detail)
})

test.each(['{"question":"joint-duty","facts":{"who":"a:\\"who\\":1e400"}}', '{"facts":{"who":"question"},"question":"joint-duty"}', '[{"a":1},{"a":1}]', '{"a":{"a":1}}', '{"a":-0,"b":0.1,"c":9007199254740991,"d":1E5,"e":123456789012.345}'])("what only looks ambiguous is read: %s", async (body) => {
  expect((await post(body)).status).toBe(422)
})

test.each([
  ["`null`", null, "`null` is not a value of `who`"],
  ["an object", { troops: true }, "an object is not a value of `who`"],
  ["an array of arrays", [["troops"]], "an array that holds more than texts, numbers, true and false is not a value of `who`"],
  ["an array", ["troops"], "an array is for facts that are sets; `who` takes one value"],
  ["minus nought", -0, "`0` is not a value of `who`"],
  ["something long", "x".repeat(10_000), `\`${"x".repeat(60)}…\` is not a value of \`who\``],
])("%s for a fact comes back with what is allowed", async (_name, value, problem) => {
  const { errors } = await problemOf(await post({ question: "joint-duty", facts: { who: value } }))
  expect(errors).toEqual([{ field: "facts.who", problem, allowed: ["federal-agents", "troops", "not-said", "unknown"] }])
})

test("`__proto__` is a fact that no question has", async () => {
  const { errors } = await problemOf(await post('{"question":"joint-duty","facts":{"__proto__":"yes"}}'))
  expect(errors.map(({ field, allowed }) => [field, allowed.includes("who")])).toEqual([["facts.__proto__", true]])
  expect((await problemOf(await post('{"question":"joint-duty","__proto__":{"facts":{}}}'))).errors.map(({ field }) => field)).toEqual(["__proto__"])
})

test.each([
  ["a question", { question: "q".repeat(60_000) }],
  ["a fact", { question: "joint-duty", facts: { ["f".repeat(60_000)]: "yes" } }],
  ["a day", { question: "joint-duty", on: "d".repeat(60_000) }],
  ["a language", { question: "joint-duty", language: "l".repeat(60_000) }],
  ["a field", { question: "joint-duty", ["k".repeat(60_000)]: 1 }],
  ["a thousand fields", { question: "joint-duty", ...Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field-${String(index)}`, 1])) }],
  ["a thousand facts", { question: "joint-duty", facts: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`fact-${String(index)}`, 1])) }],
])("%s of any length is not sent back whole", async (_name, body) => {
  const response = await post(body)
  expect(response.status).toBe(422)
  expect((await response.text()).length).toBeLessThan(6_000)
})

test("depth does not matter", async () => {
  const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`
  expect((await post(deep)).status).toBe(422)
  expect((await post(`{"question":"joint-duty","facts":{"who":${deep}}}`)).status).toBe(422)
  expect((await post("[".repeat(60_000))).status).toBe(400)
})

test("who asks is asked in words, not by the name of the fact", async () => {
  for (const [language, label] of [["en", "Which department or agency do you work for?"], ["es", "¿Para qué departamento o agencia trabaja?"]]) {
    const { questions } = questionsForm.parse(await (await api.request(`/v1/questions?language=${String(language)}`)).json())
    const asker = questions.flatMap(({ facts }) => facts).find(({ id }) => id === "body")
    expect(asker?.label).toBe(label)
    const { next } = answerForm.parse(await (await post({ question: "joint-duty", language, facts: { who: "troops", purpose: "immigration", existing_agreement: false } })).json())
    expect([next?.fact, next?.label]).toEqual(["body", label])
  }
})

test("the questions have the form that is described", async () => {
  const list = questionsForm.parse(await (await api.request("/v1/questions?language=es")).json())
  expect(list.questions.map(({ id }) => id)).toEqual(["joint-duty", "admit-to-staff-area"])
  expect((await api.request("/v1/questions?language=fr")).status).toBe(422)
})

describe("whatever is sent", () => {
  test("any JSON gets an answer or a problem", async () => {
    await fc.assert(fc.asyncProperty(fc.json(), async (body) => {
        expect([400, 422]).toContain((await post(body)).status)
      }), { numRuns: 300 })
  })

  test("any bytes get an answer or a problem", async () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.tuple(fc.uint8Array({ maxLength: 3 }), fc.nat(ASKS.length)).map(([piece, at]) => Buffer.concat([Buffer.from(ASKS.slice(0, at)), piece, Buffer.from(ASKS.slice(at))])))
    await fc.assert(fc.asyncProperty(bytes, async (body) => {
        expect([200, 400, 422]).toContain((await post(body)).status)
      }), { numRuns: 500 })
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
