/**
 * The API: `GET /v1/questions`, `POST /v1/answers`, `GET /openapi.json`, `GET /healthz`.
 *
 * What cannot be answered comes back as a problem (problem.ts). Other methods and other addresses are the whole app's business.
 */
import { Hono, type Context } from "hono"
import { allowedValues } from "../../kernel/diagram/values.ts"
import type { LawBook } from "../../law/book.ts"
import type { Day } from "../../law/types.ts"
import { answerIn } from "../../ui/answer-in.ts"
import { factLabel } from "../../ui/fact-words.ts"
import type { LanguageId } from "../../ui/languages.ts"
import { openSite, type Site } from "../../ui/site.ts"
import { openApi, type FieldError, type Questions } from "./api-forms.ts"
import { problem } from "./problem.ts"
import { readJson } from "./read-json.ts"
import { languageAsked, languageError, readRequest } from "./read-request.ts"
import { atMost, receive } from "./receive.ts"

const BODY_LIMIT_BYTES = 64 * 1024
const FIVE_MINUTES = { "cache-control": "public, max-age=300" }
const NOT_KEPT = { "cache-control": "no-store" }
const ANSWER_HEADERS = { "content-type": "application/json", ...NOT_KEPT }

export function askApi(book: LawBook, today: () => Day): Hono {
  const app = new Hono()
  const description = JSON.stringify(openApi(`${book.pack.settings.name} (${book.pack.settings.status})`))
  const siteIn = (language: LanguageId): Site => openSite(book, language, today(), "")
  const tooLarge = (c: Context): Response => problem(c, 413, `a request is at most ${String(BODY_LIMIT_BYTES)} bytes`)

  app.get("/healthz", (c) => c.json({ status: "ok", pack: book.pack.settings.id, digest: book.pack.digest }, 200, NOT_KEPT))
  app.get("/openapi.json", (c) => c.body(description, 200, { "content-type": "application/json", ...FIVE_MINUTES }))
  app.get("/v1/questions", (c) => {
    const language = languageAsked(book, c.req.query("language"))
    if (language === null) return wrongFields(c, [languageError(book, c.req.query("language") ?? "")])
    return c.json(questionList(siteIn(language)), 200, FIVE_MINUTES)
  })
  app.post("/v1/answers", atMost(BODY_LIMIT_BYTES, tooLarge), async (c) => {
    const unread = unreadable(c)
    if (unread !== null) return unread
    const json = readJson(await receive(c))
    if (json.kind === "problem") return problem(c, 400, `the body cannot be read: ${json.problem}`)
    const request = readRequest(book, today(), json.value)
    if (request.kind === "wrong") return wrongFields(c, request.errors)
    return new Response(JSON.stringify(answerIn(siteIn(request.language), request)), { headers: ANSWER_HEADERS })
  })
  return app
}

/** Refuses what is not said to be JSON in UTF-8, as it is. */
function unreadable(c: Context): Response | null {
  const encoding = c.req.header("content-encoding") ?? "identity"
  if (encoding.toLowerCase() !== "identity") {
    c.header("accept-encoding", "identity") // RFC 9110 §12.5.3
    return problem(c, 415, "the body is compressed; expected it as it is, without content-encoding")
  }
  const type = c.req.header("content-type") ?? ""
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return problem(c, 415, "the body is not said to be JSON; expected the content type application/json")
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? "utf-8"
  return /^utf-?8$/i.test(charset) ? null : problem(c, 415, "the body is said to be in another charset; expected JSON in UTF-8")
}

function questionList(site: Site): Questions {
  return {
    questions: site.pack.questions.map((question) => ({
      id: question.id,
      label: site.wording.question(question.id).text,
      facts: question.facts.map((fact) => ({
        id: fact.id,
        label: factLabel(site, fact).text,
        topic: fact.topic,
        visibility: fact.visibility,
        optional: fact.optional,
        allowed: [...allowedValues(fact)],
      })),
    })),
  }
}

function wrongFields(c: Context, errors: readonly FieldError[]): Response {
  return problem(c, 422, errors.length === 1 ? "a field cannot be used; `errors` names it" : `${String(errors.length)} fields cannot be used; \`errors\` names each`, errors)
}
