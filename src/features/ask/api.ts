/**
 * The API: `GET /v1/questions`, `POST /v1/answers`, `GET /openapi.json`, `GET /healthz`.
 *
 * What cannot be answered comes back as a problem (RFC 9457) that names each field at fault and what is allowed there.
 * Texts of problems are for those who write programs, and in English like the ids they speak of.
 */
import { Hono, type Context } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import type { z } from "zod"
import { allowedValues, parseGiven, type Given } from "../../kernel/diagram/values.ts"
import type { Answer } from "../../law/answer-form.ts"
import type { LawBook } from "../../law/book.ts"
import { parseDay } from "../../law/days.ts"
import type { Day, Fact, FactId, Question } from "../../law/types.ts"
import { answerRequest, openApi, type AnswerRequest, type FieldError, type ProblemDetails, type Questions } from "./api-forms.ts"

const BODY_LIMIT_BYTES = 64 * 1024
/** A closed list longer than this is not repeated whole in a message. */
const MOST_ALLOWED = 60

export function askApi(book: LawBook, today: () => Day): Hono {
  const app = new Hono()
  const description = JSON.stringify(openApi(`${book.pack.settings.name} (${book.pack.settings.status})`))
  const tooLarge = (c: Context): Response => problem(c, 413, "The body is too large", `a request is at most ${BODY_LIMIT_BYTES} bytes`)

  app.get("/healthz", (c) => c.json({ status: "ok", pack: book.pack.settings.id, digest: book.pack.digest }, 200, { "cache-control": "no-store" }))
  app.get("/openapi.json", (c) => c.body(description, 200, { "content-type": "application/json", "cache-control": "public, max-age=300" }))
  app.get("/v1/questions", (c) => {
    const language = languageOf(book, c.req.query("language"))
    if (language === null) return wrongFields(c, [languageError(book, c.req.query("language") ?? "")])
    return c.json(questionList(book, language), 200, { "cache-control": "public, max-age=300" })
  })
  app.post("/v1/answers", bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooLarge }), async (c) => {
    if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(c.req.header("content-type") ?? "")) return problem(c, 415, "The body is not JSON", "send it as application/json")
    const read = readRequest(book, today(), parseJson(await c.req.text()))
    if (read.kind === "not-json") return problem(c, 400, "The body is not JSON", "it cannot be read as JSON text in UTF-8")
    if (read.kind === "wrong") return wrongFields(c, read.errors)
    return c.json(answer(book, read), 200, { "cache-control": "no-store" })
  })
  app.all("/v1/questions", (c) => notAllowed(c, "GET"))
  app.all("/v1/answers", (c) => notAllowed(c, "POST"))
  app.all("/v1/*", (c) => problem(c, 404, "There is nothing here", "GET /openapi.json lists the addresses"))
  return app
}

interface ReadRequest {
  readonly kind: "read"
  readonly question: Question
  readonly on: Day
  readonly facts: ReadonlyMap<FactId, Given>
  readonly language: string
}

function answer(book: LawBook, request: ReadRequest): Answer {
  return book.answer({ question: request.question.id, on: request.on, facts: request.facts, language: request.language })
}

/** `undefined` where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readRequest(book: LawBook, today: Day, json: unknown): ReadRequest | { readonly kind: "not-json" } | { readonly kind: "wrong"; readonly errors: readonly FieldError[] } {
  if (json === undefined) return { kind: "not-json" }
  const shaped = answerRequest.safeParse(json)
  if (!shaped.success) return { kind: "wrong", errors: shaped.error.issues.map(shapeError) }
  const { data } = shaped
  const question = book.question(data.question)
  const on = data.on === undefined ? today : parseDay(data.on)
  const language = languageOf(book, data.language)
  const facts = new Map<FactId, Given>()
  const errors: FieldError[] = [
    ...(question === undefined ? [{ field: "question", problem: `no question is named \`${shortened(data.question)}\``, allowed: book.pack.questions.map(({ id }) => id as string) }] : readFacts(question, data.facts, facts)),
    ...(on === null ? [{ field: "on", problem: `\`${shortened(data.on ?? "")}\` is not a day`, allowed: ["a day such as 2025-08-30"] }] : []),
    ...(language === null ? [languageError(book, data.language ?? "")] : []),
  ]
  if (errors.length > 0 || question === undefined || on === null || language === null) return { kind: "wrong", errors }
  return { kind: "read", question, on, facts, language }
}

function shapeError(issue: z.core.$ZodIssue): FieldError {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 5) : []
  const field = [...issue.path, ...(unknown.length === 1 ? unknown : [])].map(String).join(".")
  return { field: field === "" ? "(body)" : field, problem: issue.message, allowed: unknown.length > 0 ? Object.keys(answerRequest.shape) : [] }
}

/** Reads each fact into `facts`; the problems of those that cannot be read. */
function readFacts(question: Question, sent: AnswerRequest["facts"], facts: Map<FactId, Given>): readonly FieldError[] {
  return Object.entries(sent).flatMap(([name, value]) => {
    const fact = question.facts.find(({ id }) => id === name)
    if (fact === undefined) return [{ field: `facts.${shortened(name)}`, problem: "this question has no such fact", allowed: question.facts.map(({ id }) => id as string) }]
    const read = readValue(fact, value)
    if (read.kind === "given") {
      facts.set(fact.id, read.given)
      return []
    }
    return [{ field: `facts.${name}`, problem: shortened(read.problem), allowed: read.allowed.slice(0, MOST_ALLOWED) }]
  })
}

function readValue(fact: Fact, value: AnswerRequest["facts"][string]): ReturnType<typeof parseGiven> {
  if (Array.isArray(value)) {
    if (fact.shape.kind !== "set") return { kind: "problem", problem: "an array is for facts that are sets", allowed: allowedValues(fact) }
    const members = value.map(written)
    if (members.some((member) => member.includes(","))) return { kind: "problem", problem: "a member of a set holds no comma", allowed: allowedValues(fact) }
    return parseGiven(fact, members.join(","))
  }
  return parseGiven(fact, written(value))
}

function written(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value)
}

function languageOf(book: LawBook, asked: string | undefined): string | null {
  const { languages } = book.pack.settings
  return asked === undefined ? languages[0] : (languages.find((language) => language === asked) ?? null)
}

function languageError(book: LawBook, asked: string): FieldError {
  return { field: "language", problem: `the pack has no words in \`${shortened(asked)}\``, allowed: [...book.pack.settings.languages] }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function questionList(book: LawBook, language: string): Questions {
  const wording = book.wording(language)
  return {
    questions: book.pack.questions.map((question) => ({
      id: question.id,
      label: wording.question(question.id).text,
      facts: question.facts.map((fact) => ({
        id: fact.id,
        label: fact.visibility === "asker" ? "body" : wording.fact(fact.id).text,
        topic: fact.topic,
        visibility: fact.visibility,
        optional: fact.optional,
        allowed: [...allowedValues(fact)],
      })),
    })),
  }
}

function wrongFields(c: Context, errors: readonly FieldError[]): Response {
  return problem(c, 422, "A field is wrong", `${errors.length} of the fields sent cannot be used`, errors)
}

function notAllowed(c: Context, method: string): Response {
  c.header("allow", method)
  return problem(c, 405, "The method is not allowed", `this address answers ${method}`)
}

function problem(c: Context, status: ContentfulStatusCode, title: string, detail: string, errors: readonly FieldError[] = []): Response {
  const details: ProblemDetails = { type: "about:blank", title, status, detail, errors: [...errors] }
  return c.body(JSON.stringify(details), status, { "content-type": "application/problem+json", "cache-control": "no-store" })
}
