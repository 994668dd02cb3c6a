/**
 * The desk without a connection: a page that may be saved, since it is the same for everybody. What is sent from it later is drafts.ts's business.
 *
 * It holds every question of the pack and takes a second to write, so it is written once for a law and a day.
 */
import { Hono } from "hono"
import type { LawBook } from "../../law/book.ts"
import type { Day } from "../../law/types.ts"
import type { PageScript } from "../../ui/script.ts"
import { htmlOf, PUBLIC_PAGE } from "../../ui/send-page.tsx"
import type { Site } from "../../ui/site.ts"
import { OfflinePage } from "./offline-page.tsx"

export function offlinePages(openSite: () => Site, script: PageScript): Hono {
  const app = new Hono()
  const pages = new WeakMap<LawBook, { readonly day: Day; readonly html: Promise<string> }>()
  app.get("/offline", async (c) => {
    const site = openSite()
    const known = pages.get(site.book)
    const page = known?.day === site.today ? known : { day: site.today, html: htmlOf(<OfflinePage site={site} script={script} />) }
    pages.set(site.book, page)
    c.header("cache-control", PUBLIC_PAGE)
    return c.html(await page.html)
  })
  return app
}
