/** Home: three doors, each to something that is there; the guides to a resident's rights; how much the pack holds; what is newest; help now. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { ShownGuide } from "../../law/guides/shown.ts"
import { guideHref, guidesOf, Runs } from "../../ui/guides.tsx"
import { HelpLines } from "../../ui/help-lines.tsx"
import { Arrow } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import type { Site } from "../../ui/site.ts"
import { SourceLine, DayOf } from "../../ui/source-line.tsx"
import { StatusWord } from "../../ui/status-mark.tsx"
import { eventHref } from "../../ui/timeline.ts"
import { Written } from "../../ui/worded.tsx"
import type { HomeView } from "./model.ts"

export function HomePage({ site, view }: { readonly site: Site; readonly view: HomeView }): JSX.Element {
  const guides = guidesOf(site)
  return (
    <Layout site={site} title={site.pack.settings.name} path="/">
      <header class="page-head">
        <h1>{site.t("home.title")}</h1>
        <p class="lead">{site.t("home.lead", { city: site.pack.settings.name })}</p>
      </header>
      <ul class="doors">
        {guides.length === 0 ? <Door site={site} to="/help" door="live" /> : <Door site={site} to="/#rights" door="live" text={site.t("guide.door-text")} go={site.t("guide.rights")} />}
        <Door site={site} to="/ask" door="work" />
        <Door site={site} to="/law" door="check" />
      </ul>
      {guides.length > 0 && <Rights site={site} guides={guides} />}
      <dl class="numbers">
        <Count count={view.instruments} label={site.t("home.instruments", { count: view.instruments })} />
        <Count count={view.questions} label={site.t("home.questions", { count: view.questions })} />
        <Count count={view.confirmedLately} label={site.t("home.confirmed", { count: view.confirmedLately })} />
      </dl>
      <div class="two">
        {view.newest.length > 0 && (
          <section class="flow">
            <h2>{site.t("home.newest")}</h2>
            {view.newest.map((one) => (
              <NewestEvent site={site} {...one} />
            ))}
            <p>
              <a href={site.href("/timeline")}>{site.t("home.timeline")}</a> · <a href={site.href("/timeline/unknown")}>{site.t("unknown.title")}</a>
            </p>
          </section>
        )}
        <section class="flow">
          <h2>{site.t("home.help-now")}</h2>
          <HelpLines site={site} lines={view.helpNow} />
          <p>
            <a href={site.href("/help")}>{site.t("home.all-lines")}</a>
          </p>
        </section>
      </div>
    </Layout>
  )
}

function Rights({ site, guides }: { readonly site: Site; readonly guides: readonly ShownGuide[] }): JSX.Element {
  return (
    <section class="flow" id="rights">
      <h2>{site.t("guide.rights")}</h2>
      <p class="muted">{site.t("guide.rights-lead")}</p>
      <ul class="index">
        {guides.map((guide) => (
          <li>
            <a href={guideHref(site, guide.id)}>
              <Runs site={site} text={guide.title} />
            </a>
            <p class="meta">
              <Runs site={site} text={guide.summary} />
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href={site.href("/help/rules")}>{site.t("help.rules")}</a>
      </p>
    </section>
  )
}

/** `text` and `go`: said in the place of what the door says otherwise. */
function Door({ site, to, door, text, go }: { readonly site: Site; readonly to: string; readonly door: "live" | "work" | "check"; readonly text?: string; readonly go?: string }): JSX.Element {
  return (
    <li>
      <a class="door" href={site.href(to)}>
        <h2>{site.t(`door.${door}`)}</h2>
        <p>{text ?? site.t(`door.${door}-text`)}</p>
        <span class="go">
          {go ?? site.t(`door.${door}-go`)}
          <Arrow />
        </span>
      </a>
    </li>
  )
}

/** What it is and how it came to stand so; with the source, since nothing is told here without one. */
function NewestEvent({ site, event, status: { status, date, dateIs, says, source } }: HomeView["newest"][number] & { readonly site: Site }): JSX.Element {
  return (
    <article class="entry">
      <p class="meta">
        <StatusWord site={site} status={status} /> <DayOf site={site} date={date} dateIs={dateIs} />
      </p>
      <h3>
        <a href={eventHref(site, event.id)}>
          <Written site={site} text={event.title} />
        </a>
      </h3>
      <p>
        <Written site={site} text={says ?? event.what} />
      </p>
      <p class="meta">
        <SourceLine site={site} source={source} />
      </p>
    </article>
  )
}

/** The number above its label, and the label read first. */
function Count({ count, label }: { readonly count: number; readonly label: string }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </div>
  )
}
