/** The law: the pages under `/<lang>/law`, `/bodies` and `/federal`. */
import { Hono } from "hono"
import { instrumentOf } from "../../ui/clauses.ts"
import { hasFederalPage } from "../../ui/federal.ts"
import { PRIVATE_PAGE, PUBLIC_PAGE, sendPage } from "../../ui/send-page.tsx"
import type { Site } from "../../ui/site.ts"
import { BodiesPage, BodyPage } from "./body-pages.tsx"
import { ComparePage } from "./compare-page.tsx"
import { compareView } from "./comparing.ts"
import { FederalPage } from "./federal-page.tsx"
import { InstrumentPage } from "./instrument-page.tsx"
import { LawPage } from "./law-page.tsx"
import { bodyView, questionView } from "./queries.ts"
import { QuestionPage } from "./question-page.tsx"

export function lawPages(openSite: () => Site): Hono {
  const app = new Hono()
  app.get("/law", (c) => sendPage(c, <LawPage site={openSite()} />, 200, PUBLIC_PAGE))
  app.get("/law/compare", (c) => {
    const site = openSite()
    const view = compareView(site.pack, c.req.query("from"), c.req.query("to"))
    return sendPage(c, <ComparePage site={site} view={view} />, view.problems.length > 0 ? 422 : 200, PUBLIC_PAGE)
  })
  app.get("/law/questions", (c) => c.redirect(openSite().href("/law"), 302))
  app.get("/law/questions/:question", (c) => {
    const site = openSite()
    const question = site.book.question(c.req.param("question"))
    if (question === undefined) return c.notFound()
    const view = questionView(site.book, question, site.today, c.req.query())
    return sendPage(c, <QuestionPage site={site} view={view} />, 200, view.walked === undefined ? PUBLIC_PAGE : PRIVATE_PAGE)
  })
  app.get("/law/:instrument", (c) => {
    const site = openSite()
    const instrument = instrumentOf(site.pack, c.req.param("instrument"))
    return instrument === undefined ? c.notFound() : sendPage(c, <InstrumentPage site={site} instrument={instrument} />, 200, PUBLIC_PAGE)
  })
  app.get("/bodies", (c) => sendPage(c, <BodiesPage site={openSite()} />, 200, PUBLIC_PAGE))
  app.get("/bodies/:body", (c) => {
    const site = openSite()
    const body = site.pack.bodies.find(({ id }) => id === c.req.param("body"))
    return body === undefined ? c.notFound() : sendPage(c, <BodyPage site={site} view={bodyView(site.book, body, site.today)} />, 200, PUBLIC_PAGE)
  })
  app.get("/federal", (c) => {
    const site = openSite()
    return hasFederalPage(site.pack) ? sendPage(c, <FederalPage site={site} />, 200, PUBLIC_PAGE) : c.notFound()
  })
  return app
}
