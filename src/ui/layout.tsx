/**
 * Every page's frame: what stands in the head, the demonstration banner, the city's name, ways on, and the footer.
 *
 * The language switch keeps the page: each language in its own name, with its `lang`. Nothing is remembered of it.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { hasFederalPage } from "./federal.ts"
import { Emblem } from "./icons.tsx"
import { LANGUAGES, type LanguageId } from "./languages.ts"
import { bold } from "./notices.tsx"
import type { PageScript } from "./script.ts"
import type { Site } from "./site.ts"
import { hasTimeline } from "./timeline.ts"
import { Written } from "./worded.tsx"

export interface LayoutProps {
  readonly site: Site
  readonly title: string
  /** The page's address without its language, for the switch: `/law?on=2025-08-29`. */
  readonly path: string
  /** The page shows a problem with what was sent: its title says so first. */
  readonly failed?: boolean
  /** What the page runs, where it runs anything. */
  readonly script?: PageScript
  /** Between the head and the page. */
  readonly above?: Child
  /** A page for those who sign in: only there is a cookie. */
  readonly staff?: boolean
  /** A page for residents, with what is said of its state: no emblem, and only what they look for in its head. */
  readonly resident?: { readonly state: Child }
  /** The page is of the time line, and says where its feed is. */
  readonly feed?: boolean
  /** One narrow column, or room for a column beside it. */
  readonly width?: "narrow" | "wide"
  readonly children: Child
}

export function Layout({ site, title, path, failed, script, above, staff, resident, feed, width, children }: LayoutProps): JSX.Element {
  const { name } = site.pack.settings
  return (
    <html lang={site.language} dir={LANGUAGES[site.language].dir}>
      <head>
        <meta charset="utf-8" />
        <title>{`${failed === true ? `${site.t("error.title")} ` : ""}${title === name ? title : `${title} – ${name}`}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={site.sheet} />
        {script !== undefined && <script src={script.path} integrity={script.integrity} defer></script>}
        <link rel="icon" href={resident === undefined ? "/style/emblem.svg" : "/style/plain.svg"} type="image/svg+xml" />
        {feed === true && <link rel="alternate" type="application/atom+xml" href={site.href("/timeline.atom")} title={site.t("feed.title", { city: name })} />}
        {site.languages.map((language) => (
          <link rel="alternate" hreflang={language} href={`/${language}${path}`} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {site.t("site.skip")}
        </a>
        <Banner site={site} path={path} state={resident?.state ?? null} />
        <Head site={site} path={path} resident={resident !== undefined} />
        {above}
        <main id="main" class={`wrap ${width ?? "wide"}`}>
          {children}
        </main>
        <Footer site={site} staff={staff === true} />
      </body>
    </html>
  )
}

/** `state`: said in the place of what is said of the program's words. */
function Banner({ site, path, state }: { readonly site: Site; readonly path: string; readonly state: Child }): JSX.Element {
  const { status, publisher, languages } = site.pack.settings
  const [first] = site.languages
  const isDraft = site.language !== languages[0] && site.pack.words.get(site.language)?.state.kind !== "reviewed"
  if (status !== "demonstration" && !isDraft && state === null) return <></>
  return (
    <aside class="banner" aria-label={site.t("banner.label")}>
      <div class="wrap">
        {status === "demonstration" && (
          <p>
            {site.rich("banner.demonstration", {}, bold)} <Written site={site} text={publisher} />
          </p>
        )}
        {state}
        {state === null && isDraft && first !== undefined && (
          <p>
            {site.t("banner.translation")}{" "}
            <a href={`/${first}${path}`} lang={first} hreflang={first}>
              {LANGUAGES[first].name}
            </a>
          </p>
        )}
      </div>
    </aside>
  )
}

function Head({ site, path, resident }: { readonly site: Site; readonly path: string; readonly resident: boolean }): JSX.Element {
  const { name, emblem } = site.pack.settings
  return (
    <header class="head">
      <div class="wrap">
        <a class="brand" href={site.href("/")}>
          {emblem !== null && !resident && <Emblem viewBox={emblem.viewBox} path={emblem.path} />}
          <span>{name}</span>
        </a>
        <nav class="main-nav" aria-label={site.t("nav.label")}>
          <ul>
            {resident ? <NavLink site={site} to="/#rights" path={path} text={site.t("guide.rights")} /> : <CityLinks site={site} path={path} />}
            <NavLink site={site} to="/help" path={path} text={site.t("nav.help")} />
          </ul>
        </nav>
        {site.languages.length > 1 && (
          <nav class="languages" aria-label={site.t("nav.languages")}>
            <ul>
              {site.languages.filter((language) => language !== site.language).map((language) => (
                <li>
                  <LanguageLink language={language} path={path} />
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </header>
  )
}

function CityLinks({ site, path }: { readonly site: Site; readonly path: string }): JSX.Element {
  return (
    <>
      <NavLink site={site} to="/ask" path={path} text={site.t("nav.ask")} />
      <NavLink site={site} to="/law" path={path} text={site.t("nav.law")} />
      {hasTimeline(site.pack) && <NavLink site={site} to="/timeline" path={path} text={site.t("nav.timeline")} />}
    </>
  )
}

function NavLink({ site, to, path, text }: { readonly site: Site; readonly to: string; readonly path: string; readonly text: string }): JSX.Element {
  const isHere = path === to || path.startsWith(`${to}?`)
  return (
    <li>
      <a href={site.href(to)} {...(isHere ? { "aria-current": "page" } : {})}>
        {text}
      </a>
    </li>
  )
}

function LanguageLink({ language, path }: { readonly language: LanguageId; readonly path: string }): JSX.Element {
  return (
    <a href={`/${language}${path}`} lang={language} hreflang={language} rel="alternate">
      {LANGUAGES[language].name}
    </a>
  )
}

function Footer({ site, staff }: { readonly site: Site; readonly staff: boolean }): JSX.Element {
  return (
    <footer class="foot">
      <div class="wrap">
        <ul class="foot-links">
          <li>
            <a href={site.href("/bodies")}>{site.t("foot.bodies")}</a>
          </li>
          {hasFederalPage(site.pack) && (
            <li>
              <a href={site.href("/federal")}>{site.t("foot.federal")}</a>
            </li>
          )}
          <li>
            <a href={site.href("/help")}>{site.t("nav.help")}</a>
          </li>
          <li>
            <a href={site.href("/verify")}>{site.t("foot.verify")}</a>
          </li>
          <li>
            <a href="/openapi.json">{site.t("foot.api")}</a>
          </li>
        </ul>
        <p>{site.t("foot.not-advice")}</p>
        <p>{site.t(staff ? "people.one-cookie" : "foot.no-cookies")}</p>
        <p>{site.t("foot.made-with")}</p>
      </div>
    </footer>
  )
}
