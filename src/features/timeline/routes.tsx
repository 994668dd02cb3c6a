/** The time line of each language: the list, a page for each event and notice, what is not known, and the feed. */
import { Hono } from "hono"
import { PUBLIC_PAGE, sendPage } from "../../ui/send-page.tsx"
import type { Site } from "../../ui/site.ts"
import { EventPage } from "./event-page.tsx"
import { feedOf } from "./feed.ts"
import { readFilter } from "./filter.ts"
import { NoticePage } from "./notice-page.tsx"
import { eventView, noticeView, timelineView } from "./queries.ts"
import { TimelinePage } from "./timeline-page.tsx"
import { UnknownPage } from "./unknown-page.tsx"

export function timelinePages(openSite: () => Site): Hono {
  const app = new Hono()
  app.get("/timeline", (c) => {
    const site = openSite()
    return sendPage(c, <TimelinePage site={site} view={timelineView(site.pack, readFilter(site.pack, c.req.query()))} />, 200, PUBLIC_PAGE)
  })
  app.get("/timeline/unknown", (c) => sendPage(c, <UnknownPage site={openSite()} />, 200, PUBLIC_PAGE))
  app.get("/timeline/:event", (c) => {
    const site = openSite()
    const event = site.pack.timeline.events.find(({ id }) => id === c.req.param("event"))
    return event === undefined ? c.notFound() : sendPage(c, <EventPage site={site} view={eventView(site.pack, event)} />, 200, PUBLIC_PAGE)
  })
  app.get("/notices/:notice", (c) => {
    const site = openSite()
    const notice = site.pack.timeline.notices.find(({ id }) => id === c.req.param("notice"))
    return notice === undefined ? c.notFound() : sendPage(c, <NoticePage site={site} view={noticeView(site.pack, notice)} />, 200, PUBLIC_PAGE)
  })
  app.get("/timeline.atom", (c) => c.body(feedOf(openSite()), 200, { "content-type": "application/atom+xml; charset=utf-8", "cache-control": PUBLIC_PAGE }))
  return app
}
