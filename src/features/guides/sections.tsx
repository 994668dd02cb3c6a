/** The sections of a guide, each in the form that its name asks for; every other one as a heading and its statements. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { ShownGuide, ShownSection, ShownStatement } from "../../law/guides/shown.ts"
import type { Source } from "../../law/types.ts"
import { guideHref, Pieces, Runs } from "../../ui/guides.tsx"
import { HelpLineEntry } from "../../ui/help-lines.tsx"
import type { Site } from "../../ui/site.ts"
import { SourceLine } from "../../ui/source-line.tsx"
import type { GuideView } from "./model.ts"
import { opensInPlace } from "./queries.ts"
import { HowItStands, StatementItem, StatementText } from "./statement.tsx"

interface Props {
  readonly site: Site
  readonly view: GuideView
  readonly section: ShownSection
}

export function SectionPart({ site, view, section }: Props): JSX.Element {
  const { id } = section
  if (id === "now") return <Now site={site} view={view} section={section} />
  if (id === "say") return <Words site={site} view={view} section={section} />
  if (id === "sources") return <Sources site={site} view={view} section={section} />
  if (opensInPlace(view.guide, section)) return <InPlace site={site} view={view} section={section} />
  return (
    <section class="flow">
      <Heading site={site} section={section} />
      <Statements site={site} view={view} section={section} />
      {id === "paper" && view.paper !== null && <WhichPaper site={site} paper={view.paper} />}
      {id === "help" && <AskForLanguage site={site} section={section} />}
    </section>
  )
}

/** What to do and what not to do, a box each. */
export function Boxed({ site, view, section, kind }: Props & { readonly kind: "do" | "dont" }): JSX.Element {
  return (
    <section class={`box ${kind}`}>
      <Heading site={site} section={section} />
      <Statements site={site} view={view} section={section} />
    </section>
  )
}

function Heading({ site, section: { heading } }: Pick<Props, "site" | "section">): JSX.Element {
  return (
    <h2>
      <Runs site={site} text={heading} />
    </h2>
  )
}

function Statements({ site, view, section }: Props): JSX.Element {
  return (
    <ul class="statements">
      {section.statements.map((statement) => (
        <StatementItem site={site} view={view} statement={statement} />
      ))}
    </ul>
  )
}

/** The one thing to do now, in large type; a number to call stands under it with what is known of it. */
function Now({ site, view, section }: Props): JSX.Element {
  const lines = section.statements.flatMap(({ help }) => help ?? [])
  return (
    <section>
      <div class="now">
        <Heading site={site} section={section} />
        {section.statements.map((statement) => (
          <StatementText site={site} view={view} statement={statement} />
        ))}
      </div>
      {lines.map((line) => (
        <HelpLineEntry site={site} line={line} />
      ))}
    </section>
  )
}

/** One kind of paper: it opens here, and no address tells that it was opened. */
function InPlace({ site, view, section }: Props): JSX.Element {
  return (
    <details class="in-place">
      <summary>
        <Heading site={site} section={section} />
      </summary>
      <Statements site={site} view={view} section={section} />
    </details>
  )
}

function WhichPaper({ site, paper }: { readonly site: Site; readonly paper: ShownGuide }): JSX.Element {
  return (
    <p>
      <a href={guideHref(site, paper.id)}>
        <Runs site={site} text={paper.title} />
      </a>
    </p>
  )
}

/** The words themselves stay in the language that officers are spoken to in, the guide's own; a translation says what they mean. */
function Words({ site, view, section }: Props): JSX.Element {
  return (
    <section class="flow">
      <Heading site={site} section={section} />
      <ul class="words">
        {section.statements.map((statement) => (
          <WordsToSay site={site} guide={view.guide} statement={statement} />
        ))}
      </ul>
    </section>
  )
}

function WordsToSay({ site, guide, statement: { text } }: { readonly site: Site; readonly guide: ShownGuide; readonly statement: ShownStatement }): JSX.Element {
  if (text === null) return <></>
  const { original } = text
  const spoken = original ?? text
  return (
    <li>
      <q lang={spoken.language} dir="ltr">
        <Pieces runs={spoken.runs} />
      </q>
      {original !== null && (
        <div class="muted">
          <Runs site={site} text={text} />
        </div>
      )}
      <HowItStands site={site} guide={guide} text={{ ...text, original: null }} />
    </li>
  )
}

/** Nobody may be told to call a line and then not be understood: what to say first, where the page's language is not the city's first. */
function AskForLanguage({ site, section }: Omit<Props, "view">): JSX.Element {
  const lines = section.statements.flatMap(({ help }) => help ?? [])
  if (lines.length === 0 || site.language === site.pack.settings.languages[0] || lines.every(({ languages }) => languages.includes(site.language))) return <></>
  const say = (inside: readonly Child[]): JSX.Element => (
    <q lang="en" dir="ltr">
      {inside}
    </q>
  )
  return <p class="notice warn">{site.rich("guide.ask-language", {}, { say })}</p>
}

function Sources({ site, view, section }: Props): JSX.Element {
  return (
    <section class="flow">
      <Heading site={site} section={section} />
      <Statements site={site} view={view} section={section} />
      {view.sources.length > 1 && <p class="meta">{site.t("guide.sources-lead")}</p>}
      <ol class="meta sources">
        {view.sources.map((source, index) => (
          <SourceEntry site={site} source={source} number={index + 1} />
        ))}
      </ol>
    </section>
  )
}

function SourceEntry({ site, source, number }: { readonly site: Site; readonly source: Source; readonly number: number }): JSX.Element {
  return (
    <li id={`source-${number}`}>
      <SourceLine site={site} source={source} />. {site.t("clause.confirmed", { day: site.day(source.confirmedThrough) })}
    </li>
  )
}
