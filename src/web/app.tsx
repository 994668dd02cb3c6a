/**
 * The whole site as one Hono app: the features under each language, the API, the style sheet, headers, and errors as pages.
 *
 * What is logged of a request is its route, status and time: never its address, query, sender or program.
 */
import { Hono, type Context } from "hono"
import { compress } from "hono/compress"
import { HTTPException } from "hono/http-exception"
import { routePath } from "hono/route"
import { askApi } from "../features/ask/api.ts"
import { askPages } from "../features/ask/routes.tsx"
import { homePages } from "../features/home/routes.tsx"
import { lawPages } from "../features/law/routes.tsx"
import type { LawBook } from "../law/book.ts"
import type { Day } from "../law/types.ts"
import { bestLanguage, isLanguageId, languagesOf, type LanguageId } from "../ui/languages.ts"
import { sendPage } from "../ui/send-page.tsx"
import { openSite, type Site } from "../ui/site.ts"
import { emblemIcon, styleSheet } from "../ui/style.ts"
import { ErrorPage } from "./error-page.tsx"
import { securityHeaders } from "./headers.ts"

export interface AppOptions {
  readonly book: LawBook
  /** Today in the pack's time zone; asked at each request, so a server that runs for weeks does not stay in the past. */
  readonly today: () => Day
  /** Given a line for each request. Without one only failures are told, to stderr. */
  readonly log?: (entry: LogEntry) => void
}

export interface LogEntry {
  /** The route as declared, such as `/en/ask/:question`. */
  readonly route: string
  readonly status: number
  readonly milliseconds: number
}

const FOREVER = "public, max-age=31536000, immutable"

export function makeApp({ book, today, log }: AppOptions): Hono {
  const app = new Hono()
  const sheet = styleSheet(book.pack)
  const languages = languagesOf(book.pack)
  const siteIn = (language: LanguageId): Site => openSite(book, language, today(), sheet.path)
  const siteOf = (c: Context): Site => siteIn(languageOf(c, languages))

  app.use(logged(log))
  app.use(securityHeaders)
  app.use("/style/*", compress())
  app.get(sheet.path, (c) => c.body(sheet.css, 200, { "content-type": "text/css; charset=utf-8", "cache-control": FOREVER }))
  app.get("/style/emblem.svg", (c) => c.body(emblemIcon(book.pack), 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }))
  app.route("/", askApi(book, today))
  app.get("/", (c) => {
    c.header("vary", "Accept-Language")
    return c.redirect(`/${bestLanguage(c.req.header("accept-language"), languages)}/`, 302)
  })
  for (const language of languages) {
    app.use(`/${language}/*`, compress())
    app.get(`/${language}`, (c) => c.redirect(`/${language}/`, 301))
    for (const pages of [homePages, askPages, lawPages]) app.route(`/${language}/`, pages(() => siteIn(language)))
  }

  app.notFound((c) => sendPage(c, <ErrorPage site={siteOf(c)} kind="not-found" />, 404, "no-store"))
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return sendPage(c, <ErrorPage site={siteOf(c)} kind={error.status === 413 ? "too-large" : "bad-request"} />, error.status, "no-store")
    process.stderr.write(`${routePath(c)}: ${error.stack ?? String(error)}\n`)
    return sendPage(c, <ErrorPage site={siteOf(c)} kind="failed" />, 500, "no-store")
  })
  return app
}

/** The language of the address, else the one the reader's browser likes best. */
function languageOf(c: Context, offered: readonly [LanguageId, ...LanguageId[]]): LanguageId {
  const first = c.req.path.split("/")[1] ?? ""
  return isLanguageId(first) && offered.includes(first) ? first : bestLanguage(c.req.header("accept-language"), offered)
}

function logged(log: AppOptions["log"]) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    const start = performance.now()
    await next()
    log?.({ route: routePath(c, -1), status: c.res.status, milliseconds: Math.round(performance.now() - start) })
  }
}
