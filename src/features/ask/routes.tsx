/** May we do this?: the pages under `/<lang>/ask`. What they show is decided in queries.ts. */
import { Hono, type Context } from "hono"
import { HTTPException } from "hono/http-exception"
import type { Site } from "../../ui/site.ts"
import { PRIVATE_PAGE, PUBLIC_PAGE, sendPage } from "../../ui/send-page.tsx"
import { AnswerPage } from "./answer-page.tsx"
import { DangerPage, HelpFirstPage, QuestionsPage } from "./first-screens.tsx"
import type { Screen } from "./model.ts"
import { QuestionPage } from "./question-page.tsx"
import { screenFor } from "./queries.ts"
import { atMost } from "../../http/receive.ts"
import { fieldsOf, readForm, type Fields } from "../../http/sent-form.ts"
import { questionGroups } from "../../asking/question-groups.ts"
import { readSent } from "../../asking/sent.ts"
import { WrongDayPage } from "./wrong-day-page.tsx"
import type { Question } from "../../law/types.ts"

/** Far more than every fact of a question needs. */
const FORM_LIMIT_BYTES = 64 * 1024

export function askPages(openSite: () => Site): Hono {
  const app = new Hono()
  app.get("/ask", (c) => {
    const site = openSite()
    return sendPage(c, <QuestionsPage site={site} groups={questionGroups(site.book, site.today)} />, 200, PUBLIC_PAGE)
  })
  app.get("/ask/:question", (c) => {
    const site = openSite()
    const question = site.book.question(c.req.param("question"))
    return question === undefined ? c.notFound() : show(c, site, question, null)
  })
  app.post("/ask/:question", atMost(FORM_LIMIT_BYTES, tooLarge), async (c) => {
    const site = openSite()
    const question = site.book.question(c.req.param("question"))
    return question === undefined ? c.notFound() : show(c, site, question, await readForm(c))
  })
  return app
}

/** The whole app shows it as a page. */
function tooLarge(): never {
  throw new HTTPException(413)
}

function show(c: Context, site: Site, question: Question, form: Fields | null): Response | Promise<Response> {
  const sent = readSent(question, fieldsOf(Object.entries(c.req.queries())), form)
  const screen = screenFor(site, sent)
  if (screen.kind === "redirect") {
    c.header("cache-control", PRIVATE_PAGE)
    return c.redirect(screen.path, 303)
  }
  const status = screen.kind === "wrong-day" || (screen.kind === "question" && screen.asked.problem !== null) ? 422 : 200
  return sendPage(c, <ScreenPage site={site} question={question} screen={screen} />, status, PRIVATE_PAGE)
}

function ScreenPage({ site, question, screen }: { readonly site: Site; readonly question: Question; readonly screen: Exclude<Screen, { readonly kind: "redirect" }> }) {
  switch (screen.kind) {
    case "danger":
      return <DangerPage site={site} question={question} on={screen.on} />
    case "help-first":
      return <HelpFirstPage site={site} question={question} on={screen.on} />
    case "wrong-day":
      return <WrongDayPage site={site} path={screen.path} />
    case "question":
      return <QuestionPage site={site} asked={screen.asked} />
    case "answer":
      return <AnswerPage site={site} given={screen.given} />
  }
}
