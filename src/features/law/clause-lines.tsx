/** The clauses of some rules, a line each: where they stand, and what they do to whom. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { clauseWith } from "../../law/compare.ts"
import type { RuleId } from "../../law/types.ts"
import { ForceBadge } from "../../ui/clause-mark.tsx"
import { clauseHref, clauseOf } from "../../ui/clauses.ts"
import type { Site } from "../../ui/site.ts"
import { Worded } from "../../ui/worded.tsx"

/** Each clause once, in the sequence of the rules. */
export function ClauseLines({ site, rules }: { readonly site: Site; readonly rules: readonly RuleId[] }): JSX.Element {
  const ids = new Set(rules.map((id) => clauseWith(site.pack, id)?.id))
  const clauses = [...ids].flatMap((id) => (id === undefined ? [] : (clauseOf(site.pack, id) ?? [])))
  if (clauses.length === 0) return <></>
  return (
    <ul class="plain">
      {clauses.map(({ clause, instrument }) => (
        <li>
          <a href={clauseHref(site, clause)}><Worded site={site} of={site.wording.instrumentShort(instrument)} />: <Worded site={site} of={site.wording.clauseTitle(clause)} /></a>{" "}
          <ForceBadge site={site} force={clause.force} to={clause.to} />
        </li>
      ))}
    </ul>
  )
}
