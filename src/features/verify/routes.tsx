/** The page that checks receipts, and the same page as a file to keep. */
import { Hono } from "hono"
import type { PageScript } from "../../ui/script.ts"
import { PUBLIC_PAGE, sendPage } from "../../ui/send-page.tsx"
import type { Site } from "../../ui/site.ts"
import { verifyView } from "./queries.ts"
import type { PublicRecord } from "./record-routes.ts"
import { VerifyFile } from "./verify-file.tsx"
import { VerifyPage } from "./verify-page.tsx"

export interface VerifyParts {
  readonly openSite: () => Site
  /** Waits for the record; `null` where this server has none. */
  readonly openRecord: () => Promise<PublicRecord | null>
  readonly script: PageScript
  /** The site's style sheet, for the file. */
  readonly css: string
}

export function verifyPages({ openSite, openRecord, script, css }: VerifyParts): Hono {
  const app = new Hono()
  app.get("/verify", async (c) => sendPage(c, <VerifyPage site={openSite()} view={await verifyView(await openRecord())} script={script} />, 200, PUBLIC_PAGE))
  app.get("/verify/file", async (c) => {
    const site = openSite()
    c.header("content-disposition", `attachment; filename="verify-${site.language}.html"`)
    return sendPage(c, <VerifyFile site={site} view={await verifyView(await openRecord())} script={script} css={css} />, 200, PUBLIC_PAGE)
  })
  return app
}
