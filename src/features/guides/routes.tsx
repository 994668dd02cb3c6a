/** The guides of each language, each at its name: `/en/door`. */
import { Hono } from "hono"
import { guideOf } from "../../law/guides/shown.ts"
import type { Pack } from "../../law/types.ts"
import type { PageScript } from "../../ui/script.ts"
import { PUBLIC_PAGE, sendPage } from "../../ui/send-page.tsx"
import type { Site } from "../../ui/site.ts"
import { GuidePage } from "./guide-page.tsx"
import { guideView } from "./queries.ts"

/** One route for all of them, so that what is logged of a request does not tell which was read. `null` where a pack has none. Grouped, since the router anchors what stands in braces as it is: `^paper|papers$` would find `paper` in both. */
export function guideRoute({ guides }: Pack): string | null {
  return guides.length === 0 ? null : `/:guide{(?:${guides.map(({ id }) => id).join("|")})}`
}

export function guidePages({ openSite, route, script }: { readonly openSite: () => Site; readonly route: string; readonly script: PageScript }): Hono {
  const app = new Hono()
  // A guide that is hidden leaves its address to what else stands there: an official pack without a reviewed guide still has help.
  app.get(route, async (c, next) => {
    const site = openSite()
    const guide = guideOf(site.pack, c.req.param("guide") ?? "", site.language, site.today)
    return guide === null ? next() : sendPage(c, <GuidePage site={site} view={guideView(site, guide)} script={script} />, 200, PUBLIC_PAGE)
  })
  return app
}
