/** The home page and the help page of each language. */
import { Hono } from "hono"
import { PUBLIC_PAGE, sendPage } from "../../ui/send-page.tsx"
import type { Site } from "../../ui/site.ts"
import { HelpPage, PlainRulesPage } from "./help-page.tsx"
import { HomePage } from "./home-page.tsx"
import { homeView, plainRules } from "./queries.ts"

export function homePages(openSite: () => Site): Hono {
  const app = new Hono()
  app.get("/", (c) => {
    const site = openSite()
    return sendPage(c, <HomePage site={site} view={homeView(site.pack, site.today)} />, 200, PUBLIC_PAGE)
  })
  app.get("/help", (c) => {
    const site = openSite()
    return sendPage(c, <HelpPage site={site} />, 200, PUBLIC_PAGE)
  })
  app.get("/help/rules", (c) => {
    const site = openSite()
    return sendPage(c, <PlainRulesPage site={site} questions={plainRules(site.pack, site.today)} />, 200, PUBLIC_PAGE)
  })
  return app
}
