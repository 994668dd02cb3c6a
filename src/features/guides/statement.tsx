/**
 * A statement of a guide: its words, how they stand in this language, the source's words a tap away, where it comes from, the clauses it
 * cites with the clause mark, and the help line it names.
 */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { ShownGuide, ShownStatement, ShownText } from "../../law/guides/shown.ts"
import type { ClauseId, Source } from "../../law/types.ts"
import { Confidence, ForceBadge, Standing } from "../../ui/clause-mark.tsx"
import { clauseHref, clauseOf, type ClauseAt } from "../../ui/clauses.ts"
import { Pieces, Runs } from "../../ui/guides.tsx"
import { HelpLineEntry } from "../../ui/help-lines.tsx"
import { langOf, type Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import type { GuideView } from "./model.ts"
import { ownSources } from "./queries.ts"

interface Props {
  readonly site: Site
  readonly view: GuideView
  readonly statement: ShownStatement
}

export function StatementItem({ site, view, statement }: Props): JSX.Element {
  const clauses = statement.cites.flatMap((id) => clauseAt(site, id))
  return (
    <li class={clauses.length > 0 ? "clause" : undefined}>
      {statement.contested !== null && <p class="contested">{site.t("guide.contested", { day: site.day(statement.contested) })}</p>}
      <StatementText site={site} view={view} statement={statement} />
      {clauses.map((at) => (
        <Cited site={site} at={at} />
      ))}
      {statement.help !== null && <HelpLineEntry site={site} line={statement.help} />}
    </li>
  )
}

/** Without what it cites. */
export function StatementText({ site, view, statement }: Props): JSX.Element {
  const { text } = statement
  if (text === null) return <></>
  return (
    <div class="said">
      <Runs site={site} text={text} />
      <SourceNumbers site={site} numbers={numbersOf(view, ownSources(site, statement))} />
      <HowItStands site={site} guide={view.guide} text={text} />
    </div>
  )
}

function clauseAt(site: Site, id: ClauseId): readonly ClauseAt[] {
  const found = clauseOf(site.pack, id)
  return found === undefined ? [] : [found]
}

/** The first source bears no number: what has none rests on it. */
function numbersOf({ sources }: GuideView, own: readonly Source[]): readonly number[] {
  return own.map((source) => sources.indexOf(source) + 1).filter((number) => number > 1)
}

function SourceNumbers({ site, numbers }: { readonly site: Site; readonly numbers: readonly number[] }): JSX.Element {
  return (
    <>
      {numbers.map((number) => (
        <sup>
          <a href={`#source-${number}`} aria-label={site.t("guide.source", { number })}>
            {number}
          </a>
        </sup>
      ))}
    </>
  )
}

/** What a reader of a translation must know of this text, and the words it translates. Where the whole guide is missing, its banner says so once. */
export function HowItStands({ site, guide, text }: { readonly site: Site; readonly guide: ShownGuide; readonly text: ShownText }): JSX.Element {
  return (
    <>
      {text.state.kind === "stale" && <span class="tag">{site.t("guide.stale-here")}</span>}
      {text.state.kind === "missing" && guide.state.kind !== "missing" && <span class="tag">{site.t("guide.missing-here")}</span>}
      {text.original !== null && <Original site={site} original={text.original} />}
    </>
  )
}

function Original({ site, original }: { readonly site: Site; readonly original: NonNullable<ShownText["original"]> }): JSX.Element {
  return (
    <details class="original">
      <summary>
        <span aria-hidden="true">{markOf(original.language)}</span>
        <span class="hidden">{site.t("guide.original")}</span>
      </summary>
      <p {...langOf(site, original.language)}>
        <Pieces runs={original.runs} />
      </p>
    </details>
  )
}

/** How a page marks a language where there is little room: `EN`. */
export function markOf(language: string): string {
  return language.toUpperCase()
}

/** The clause mark under a statement, whose words are the guide's: the clause by name, what it does to whom, how sure we are, confirmed to which day. */
function Cited({ site, at: { clause, instrument } }: { readonly site: Site; readonly at: ClauseAt }): JSX.Element {
  return (
    <div class="cited">
      <a href={clauseHref(site, clause)}>
        <Worded site={site} of={site.wording.instrumentShort(instrument)} />: <Worded site={site} of={site.wording.clauseTitle(clause)} />
      </a>{" "}
      <ForceBadge site={site} force={clause.force} to={clause.to} />
      <ul class="meta dots">
        <li>
          <Confidence site={site} confidence={clause.confidence} source={clause.source} />
        </li>
        <li>{site.t("clause.confirmed", { day: site.day(clause.source.confirmedThrough) })}</li>
      </ul>
      <Standing site={site} clause={clause} on={site.today} disputeAt={clause} />
    </div>
  )
}
