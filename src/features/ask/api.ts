/**
 * The API: `GET /v1/questions`, `POST /v1/answers`, `GET /healthz`.
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
import type { Questions } from "./api-forms.ts"
import { problem, wrongFields } from "../../http/problem.ts"
import { receiveJson } from "../../http/receive-json.ts"
import { languageAsked, languageError, readRequest } from "../../http/read-request.ts"
import { atMost } from "../../http/receive.ts"

const BODY_LIMIT_BYTES = 64 * 1024
const FIVE_MINUTES = { "cache-control": "public, max-age=300" }
const NOT_KEPT = { "cache-control": "no-store" }
const ANSWER_HEADERS = { "content-type": "application/json", ...NOT_KEPT }

/** `law` is asked at each request: counsel may have withdrawn a clause since the last. */
export function askApi(law: () => LawBook, today: () => Day): Hono {
  const app = new Hono()
  const siteIn = (language: LanguageId): Site => openSite(law(), language, today(), "")
  const tooLarge = (c: Context): Response => problem(c, 413, `a request is at most ${String(BODY_LIMIT_BYTES)} bytes`)

  app.get("/healthz", (c) => {
    const { pack } = law()
    return c.json({ status: "ok", pack: pack.settings.id, digest: pack.digest }, 200, NOT_KEPT)
  })
  app.get("/v1/questions", (c) => {
    const book = law()
    const language = languageAsked(book, c.req.query("language"))
    if (language === null) return wrongFields(c, [languageError(book, c.req.query("language") ?? "")])
    return c.json(questionList(siteIn(language)), 200, FIVE_MINUTES)
  })
  app.post("/v1/answers", atMost(BODY_LIMIT_BYTES, tooLarge), async (c) => {
    const sent = await receiveJson(c)
    if (sent.kind === "refused") return sent.response
    const request = readRequest(law(), today(), sent.value)
    if (request.kind === "wrong") return wrongFields(c, request.errors)
    return new Response(JSON.stringify(answerIn(siteIn(request.language), request)), { headers: ANSWER_HEADERS })
  })
  return app
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
