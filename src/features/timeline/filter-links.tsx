/** Chooses what the list shows: plain links, each of which keeps what else is chosen. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"
import { EVERYTHING, filterPath, leavesOut } from "./filter.ts"
import type { Choice, Filter, TimelineView } from "./model.ts"

interface Props {
  readonly site: Site
  readonly view: TimelineView
}

export function FilterLinks({ site, view }: Props): JSX.Element {
  const { filter, entries, of, kinds, sides, clauses } = view
  return (
    <nav class="filter" aria-label={site.t("timeline.choose")}>
      <ul class="choose">
        {(["newest", "oldest"] as const).map((first) => (
          <li>
            <ChoiceLink site={site} to={{ ...filter, first }} isChosen={filter.first === first}>
              {site.t(`timeline.${first}`)}
            </ChoiceLink>
          </li>
        ))}
      </ul>
      <details open={leavesOut(filter)}>
        <summary>{site.t("timeline.choose")}</summary>
        <dl class="rows">
          <Choices site={site} label={site.t("timeline.by-kind")} choices={kinds} chosen={filter.kind} to={(kind) => ({ ...filter, kind })} text={(kind) => site.t(`entry-kind.${kind}`)} />
          <Choices site={site} label={site.t("timeline.by-side")} choices={sides} chosen={filter.side} to={(side) => ({ ...filter, side })} text={(side) => site.t(`side.${side}`)} />
          <Choices
            site={site}
            label={site.t("timeline.by-clause")}
            choices={clauses.map(({ value, count }) => ({ value: value.clause.id, count }))}
            chosen={filter.clause}
            to={(clause) => ({ ...filter, clause })}
            text={(id) => clauses.flatMap(({ value: { clause, instrument } }) => (clause.id === id ? [<Worded site={site} of={site.wording.instrumentShort(instrument)} />, ": ", <Worded site={site} of={site.wording.clauseTitle(clause)} />] : []))}
          />
        </dl>
      </details>
      <p class="muted">
        {site.t("timeline.shown", { count: entries.length, of })}
        {leavesOut(filter) && <> <a href={site.href(filterPath({ ...EVERYTHING, first: filter.first }))}>{site.t("timeline.show-all")}</a></>}
      </p>
    </nav>
  )
}

interface ChoicesProps<T> {
  readonly site: Site
  readonly label: string
  readonly choices: readonly Choice<T>[]
  readonly chosen: T | null
  readonly to: (value: T | null) => Filter
  readonly text: (value: T) => Child
}

function Choices<T>({ site, label, choices, chosen, to, text }: ChoicesProps<T>): JSX.Element {
  if (choices.length === 0) return <></>
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <ul class="choose">
          <li>
            <ChoiceLink site={site} to={to(null)} isChosen={chosen === null}>
              {site.t("timeline.all")}
            </ChoiceLink>
          </li>
          {choices.map(({ value, count }) => (
            <li>
              <ChoiceLink site={site} to={to(value)} isChosen={chosen === value}>
                {text(value)} <span class="muted">({count})</span>
              </ChoiceLink>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  )
}

function ChoiceLink({ site, to, isChosen, children }: { readonly site: Site; readonly to: Filter; readonly isChosen: boolean; readonly children: Child }): JSX.Element {
  return (
    <a href={`${site.href(filterPath(to))}#list`} {...(isChosen ? { "aria-current": "true" } : {})}>
      {children}
    </a>
  )
}
