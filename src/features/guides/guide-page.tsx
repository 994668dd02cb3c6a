/**
 * A guide's page, for somebody who is afraid and reads on a cheap telephone: what state the text is in, then the one thing to do now in large
 * type, then the rest in the guide's own sequence. No emblem, no cookie, nothing kept, nothing from elsewhere, no script needed.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { ShownGuide } from "../../law/guides/shown.ts"
import { plainRuns, Runs } from "../../ui/guides.tsx"
import { Arrow } from "../../ui/icons.tsx"
import { isLanguageId, LANGUAGES } from "../../ui/languages.ts"
import { Layout } from "../../ui/layout.tsx"
import { bold, Notice } from "../../ui/notices.tsx"
import type { PageScript } from "../../ui/script.ts"
import type { Site } from "../../ui/site.ts"
import { Leave } from "./leave.tsx"
import type { GuideView } from "./model.ts"
import { blocksOf } from "./queries.ts"
import { Boxed, SectionPart } from "./sections.tsx"
import { markOf } from "./statement.tsx"

export function GuidePage({ site, view, script }: { readonly site: Site; readonly view: GuideView; readonly script: PageScript }): JSX.Element {
  const { guide } = view
  return (
    <Layout site={site} title={plainRuns(guide.title.runs)} path={`/${guide.id}`} width="narrow" script={script} resident={{ state: <State site={site} guide={guide} /> }} above={<Leave site={site} />}>
      <p class="crumb">
        <a href={site.href("/#rights")}>
          <Arrow back />
          {site.t("guide.rights")}
        </a>
      </p>
      <header class="page-head">
        <h1>
          <Runs site={site} text={guide.title} />
        </h1>
        <p class="lead">
          <Runs site={site} text={guide.summary} />
        </p>
        {guide.confirmed.stale && (
          <Notice kind="warn">
            <p>{site.rich("guide.confirmed", { day: site.day(guide.confirmed.through) }, bold)}</p>
          </Notice>
        )}
      </header>
      <div class="guide flow-3">
        {blocksOf(guide).map((block) => {
          switch (block.kind) {
            case "one":
              return <SectionPart site={site} view={view} section={block.section} />
            case "pair":
              return (
                <div class="pair">
                  <Boxed site={site} view={view} section={block.doThis} kind="do" />
                  <Boxed site={site} view={view} section={block.doNot} kind="dont" />
                </div>
              )
          }
        })}
        <p class="muted">{site.t("guide.no-record")}</p>
      </div>
    </Layout>
  )
}

/** How the guide stands in this language, in the page's banner. */
function State({ site, guide }: { readonly site: Site; readonly guide: ShownGuide }): JSX.Element {
  const { state } = guide
  switch (state.kind) {
    case "reviewed":
      return <p>{site.t("guide.reviewed", { by: state.by, day: site.day(state.on) })}</p>
    case "draft":
      return guide.title.original === null ? <p>{site.rich("guide.draft", {}, bold)}</p> : <DraftTranslation site={site} guide={guide} language={guide.title.original.language} />
    case "missing":
    case "stale":
      return <p>{site.rich("guide.missing", {}, bold)}</p>
  }
}

function DraftTranslation({ site, guide, language }: { readonly site: Site; readonly guide: ShownGuide; readonly language: string }): JSX.Element {
  const mark = (inside: readonly Child[]): JSX.Element => <span class="language-mark">{inside}</span>
  return (
    <p>
      {site.rich("guide.draft-translation", { mark: markOf(language) }, { ...bold, mark })}{" "}
      {isLanguageId(language) && (
        <a href={`/${language}/${guide.id}`} lang={language} hreflang={language}>
          {LANGUAGES[language].name}
        </a>
      )}
    </p>
  )
}
