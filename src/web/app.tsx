/**
 * The whole site as one Hono app: the features under each language, the API, the style sheet, and errors as pages or problems.
 *
 * What is logged of a request is its route, status and time: never its address, query, sender or program.
 */
import { Hono, type Context, type MiddlewareHandler } from "hono"
import { compress } from "hono/compress"
import { etag } from "hono/etag"
import { HTTPException } from "hono/http-exception"
import { routePath } from "hono/route"
import { askApi } from "../features/ask/api.ts"
import { askPart } from "../features/ask/api-forms.ts"
import { counselPages } from "../features/desk/counsel/routes.tsx"
import { deskApi } from "../features/desk/api.ts"
import { offlinePages } from "../features/desk/offline-routes.tsx"
import { deskPart } from "../features/desk/api-forms.ts"
import type { Way } from "../features/desk/incident/desk-page.tsx"
import { requestPages } from "../features/desk/requests/routes.tsx"
import { reviewPages } from "../features/desk/review/routes.tsx"
import { incidentsApi, incidentsPart } from "../features/desk/incidents-api.ts"
import { incidentPages } from "../features/desk/incident/routes.tsx"
import { recordRoutes } from "../features/verify/record-routes.ts"
import { verifyPages } from "../features/verify/routes.tsx"
import { openApi } from "../http/api-part.ts"
import { problem } from "../http/problem.ts"
import { ClientGone } from "../http/receive.ts"
import { askPages } from "../features/ask/routes.tsx"
import { guidePages, guideRoute } from "../features/guides/routes.tsx"
import { homePages } from "../features/home/routes.tsx"
import { lawPages } from "../features/law/routes.tsx"
import { keyPages } from "../features/people/keys-routes.tsx"
import { linePages } from "../features/people/lines-routes.tsx"
import { peoplePages } from "../features/people/routes.tsx"
import { linkPages } from "../features/sign-in/link-routes.tsx"
import { ownPages } from "../features/sign-in/own-routes.tsx"
import { providerPages, providerReturn } from "../features/sign-in/provider-routes.tsx"
import { signInPages } from "../features/sign-in/routes.tsx"
import { timelinePages } from "../features/timeline/routes.tsx"
import type { LawBook } from "../law/book.ts"
import type { Day } from "../law/types.ts"
import type { People } from "../people/people.ts"
import { bestLanguage, isLanguageId, languagesOf, type LanguageId } from "../ui/languages.ts"
import { pageScript, serviceWorker } from "../ui/script.ts"
import { sendPage } from "../ui/send-page.tsx"
import { openSite, type Site } from "../ui/site.ts"
import { emblemIcon, PLAIN_ICON, styleSheet } from "../ui/style.ts"
import { ErrorPage, type ErrorKind } from "./error-page.tsx"
import { isAway } from "../store/trouble.ts"
import { deskDoor } from "./desk-door.ts"
import { DEVICE_POLICY, LIVE_POLICY, PASSKEY_POLICY, SCRIPT_POLICY, WORKER_POLICY } from "./headers.ts"
import { methodsAt } from "./methods.ts"
import type { SiteDoors } from "./with-record.ts"

export interface AppOptions {
  readonly book: LawBook
  /** The book as it answers now, where counsel may withdraw clauses while it is served; asked at each request. */
  readonly law?: () => LawBook
  /** Today in the pack's time zone; asked at each request, so a server that runs for weeks does not stay in the past. */
  readonly today: () => Day
  /** Waits for the record behind the pages; `null` where there is none, and then nothing is entered and nothing of it is served. */
  readonly doors?: () => Promise<SiteDoors | null>
  /** Given an entry for each request. */
  readonly log?: (entry: LogEntry) => void
  /** Told of each failure of ours, stderr where it is left out: the route, the kind of error, and where it rose; nothing of the request. */
  readonly tell?: (failure: string) => void
}

export interface LogEntry {
  /** The route as declared, such as `/en/ask/:question`. */
  readonly route: string
  readonly status: number
  readonly milliseconds: number
}

/** From the desk's first page to its other parts; each is shown to whom its deed is allowed. */
const DESK_WAYS: readonly Way[] = [
  { deed: "people/read", to: "/desk/people", text: "people.people-title" },
  { deed: "lines/set", to: "/desk/lines", text: "people.lines-title" },
  { deed: "keys/read", to: "/desk/keys", text: "people.keys-title" },
  { deed: "counsel/read", to: "/desk/counsel", text: "counsel.title" },
  { deed: "counsel/rota", to: "/desk/counsel/rota", text: "counsel.rota-title" },
  { deed: "incident/start", to: "/offline", text: "offline.title" },
  { deed: "oversight/read", to: "/desk/oversight", text: "review.oversight" },
  { deed: "police-log/read", to: "/desk/requests", text: "review.requests" },
]

const FOREVER = "public, max-age=31536000, immutable"

export function makeApp({ book, law = () => book, today, doors = () => Promise.resolve(null), log, tell = toStderr }: AppOptions): Hono {
  const app = new Hono()
  const sheet = styleSheet(book.pack)
  const languages = languagesOf(book.pack)
  const [verifying, passkeys, live] = [pageScript("verify-page"), pageScript("passkey-page"), pageScript("counsel-page")]
  const [leave, offline] = [pageScript("leave-page"), pageScript("offline-desk")]
  const worker = serviceWorker()
  const guides = guideRoute(book.pack)
  const description = JSON.stringify(openApi(`${book.pack.settings.name} (${book.pack.settings.status})`, [askPart, deskPart, incidentsPart]))
  const siteIn = (language: LanguageId): Site => openSite(law(), language, today(), sheet.path)
  const openDoor = async (): Promise<People | null> => (await doors())?.people ?? null
  const failure = (c: Context, kind: ErrorKind): Response | Promise<Response> => {
    const { status, detail } = FAILURES[kind]
    return isForPrograms(c) ? problem(c, status, detail) : sendPage(c, <ErrorPage site={siteIn(languageOf(c, languages))} kind={kind} />, status, "no-store")
  }

  if (log !== undefined) app.use(logged(log))
  for (const path of ["/style/*", "/script/*", "/openapi.json", "/v1/questions", ...languages.map((language) => `/${language}/*`)]) app.use(path, compress(), taggedUnlessDesk(), compressible)
  app.get(sheet.path, (c) => c.body(sheet.css, 200, { "content-type": "text/css; charset=utf-8", "cache-control": FOREVER }))
  app.get("/style/plain.svg", (c) => c.body(PLAIN_ICON, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }))
  app.get("/style/emblem.svg", (c) => c.body(emblemIcon(book.pack), 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }))
  for (const { path, code } of [verifying, passkeys, live, leave, offline]) app.get(path, (c) => c.body(code, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": FOREVER }))
  app.get("/service-worker.js", (c) => c.body(worker, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache", "content-security-policy": WORKER_POLICY }))
  app.route("/", askApi(law, today))
  app.get("/openapi.json", (c) => c.body(description, 200, { "content-type": "application/json", "cache-control": "public, max-age=300" }))
  for (const api of [deskApi, incidentsApi]) app.route("/", api(async () => (await doors())?.desk ?? null))
  app.route("/", recordRoutes(async () => (await doors())?.publicRecord ?? null))
  app.route("/", providerReturn(openDoor, (language) => siteIn(languages.find((one) => one === language) ?? languages[0])))
  app.get("/", (c) => {
    c.header("vary", "Accept-Language")
    c.header("cache-control", "no-cache")
    return c.redirect(`/${bestLanguage(c.req.header("accept-language"), languages)}/`, 302)
  })
  for (const language of languages) {
    app.get(`/${language}`, (c) => c.redirect(`/${language}/`, 301))
    for (const path of ["desk", "sign-in"]) app.use(`/${language}/${path}/*`, ...deskDoor(() => siteIn(language), openDoor))
    for (const path of ["desk/me/*", "sign-in/*"]) app.use(`/${language}/${path}`, runsScript(PASSKEY_POLICY))
    for (const pages of [signInPages({ script: passkeys }), linkPages({ script: passkeys }), providerPages(), ownPages({ script: passkeys }), peoplePages(), keyPages(), linePages()]) app.route(`/${language}/`, pages)
    for (const path of ["desk/counsel", "desk/counsel/mail"]) app.use(`/${language}/${path}`, runsScript(LIVE_POLICY))
    app.route(`/${language}/`, counselPages({ openDesk: async () => (await doors())?.desk ?? null, script: live }))
    app.route(`/${language}/`, reviewPages(async () => (await doors())?.desk ?? null))
    app.route(`/${language}/`, requestPages())
    app.route(`/${language}/`, incidentPages(async () => (await doors())?.desk ?? null, DESK_WAYS))
    if (guides !== null) {
      app.use(`/${language}${guides}`, runsScript(SCRIPT_POLICY))
      app.route(`/${language}/`, guidePages({ openSite: () => siteIn(language), route: guides, script: leave }))
    }
    for (const pages of [homePages, askPages, lawPages, timelinePages]) app.route(`/${language}/`, pages(() => siteIn(language)))
    app.use(`/${language}/verify`, runsScript(SCRIPT_POLICY))
    app.use(`/${language}/offline`, runsScript(DEVICE_POLICY))
    app.route(`/${language}/`, offlinePages(() => siteIn(language), offline))
    app.route(`/${language}/`, verifyPages({ openSite: () => siteIn(language), openRecord: async () => (await doors())?.publicRecord ?? null, script: verifying, css: sheet.css }))
  }

  app.notFound((c) => {
    const methods = methodsAt(app, c.req.path)
    if (methods === null || methods.includes(c.req.method)) {
      if (c.req.method !== "OPTIONS" || methods === null) return failure(c, "not-found")
      return c.body(null, 204, { allow: methods.join(", ") })
    }
    c.header("allow", methods.join(", "))
    return failure(c, "not-allowed")
  })
  app.onError((error, c) => {
    if (error instanceof ClientGone) return c.body(null, 400)
    if (error instanceof HTTPException && error.status < 500) return failure(c, error.status === 413 ? "too-large" : "bad-request")
    tell(`${routePath(c)}: ${withoutMessage(error)}`)
    if (!isAway(error)) return failure(c, "failed")
    c.header("retry-after", "5")
    return failure(c, "away")
  })
  return app
}

const FAILURES = {
  "not-found": { status: 404, detail: "there is nothing at this address; GET /openapi.json lists them" },
  "not-allowed": { status: 405, detail: "this address does not take the method; `Allow` lists those it takes" },
  "too-large": { status: 413, detail: "more was sent at once than is read" },
  "bad-request": { status: 400, detail: "the request cannot be read" },
  away: { status: 503, detail: "the database cannot be reached now, and whether this was kept is not known; send the same again in a while, a decision under the same idempotency key" },
  failed: { status: 500, detail: "the program failed; nothing was wrong with the request" },
} as const satisfies Readonly<Record<ErrorKind, { readonly status: number; readonly detail: string }>>

/** Programs get problems, people get pages. */
function isForPrograms(c: Context): boolean {
  return /^\/(?:v1(?:\/|$)|record(?:\/|$)|openapi\.json$|healthz$)/.test(c.req.path)
}

/** A tag is made of the whole answer: of one that is never kept it is of no use, and of a stream it cannot be made. */
function taggedUnlessDesk(): MiddlewareHandler {
  const tag = etag()
  return (c, next) => (/^\/[a-z]+\/desk(?:\/|$)/.test(c.req.path) ? next() : tag(c, next))
}

/** Said of HEAD as well, which is not compressed (RFC 9110 §9.3.2). */
async function compressible(c: Context, next: () => Promise<void>): Promise<void> {
  c.header("vary", "Accept-Encoding")
  await next()
}

/** Also on a page that says what was wrong, which is the same page once more. */
function runsScript(policy: string) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    await next()
    if (c.res.ok || c.res.status === 422) c.header("content-security-policy", policy)
  }
}

function toStderr(failure: string): void {
  process.stderr.write(`${failure}\n`)
}

/** Where an error came from. Its message may hold what somebody sent, and that is nobody's business. */
function withoutMessage(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line))
  return [error.name, ...frames].join("\n")
}

/** The language of the address, else the one the reader's browser likes best. */
function languageOf(c: Context, offered: readonly [LanguageId, ...LanguageId[]]): LanguageId {
  const first = c.req.path.split("/")[1] ?? ""
  return isLanguageId(first) && offered.includes(first) ? first : bestLanguage(c.req.header("accept-language"), offered)
}

function logged(log: NonNullable<AppOptions["log"]>) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    const start = performance.now()
    await next()
    log({ route: routePath(c, -1).replace(/\{.*\}$/, ""), status: c.res.status, milliseconds: Math.round(performance.now() - start) })
  }
}
