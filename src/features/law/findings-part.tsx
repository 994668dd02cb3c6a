/** On a question's page: what today's rules leave open, settle against each other, or say in vain; each with its clauses and an example. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Found, Findings } from "../../kernel/diagram/findings.ts"
import { questionFindings } from "../../law/findings.ts"
import type { Question, RuleId } from "../../law/types.ts"
import { printCount } from "../../ui/languages.ts"
import { boxWords } from "../../ui/saying-words.ts"
import { hasPrivateFacts } from "../../ui/situation.ts"
import { SituationForm } from "../../ui/situation-form.tsx"
import type { Site } from "../../ui/site.ts"
import { ClauseLines } from "./clause-lines.tsx"

export function FindingsPart({ site, question }: { readonly site: Site; readonly question: Question }): JSX.Element {
  const { found } = questionFindings(site.pack, question, site.today)
  return (
    <section class="flow">
      <h2>{site.t("finding.title")}</h2>
      {found === null ? <p>{site.t("finding.too-large")}</p> : <AllKinds site={site} question={question} found={found} />}
    </section>
  )
}

interface Line {
  readonly says: string
  readonly rules: readonly RuleId[]
  readonly example: Found | null
}

function AllKinds({ site, question, found }: { readonly site: Site; readonly question: Question; readonly found: Findings }): JSX.Element {
  const kinds = kindsOf(site, question, found).filter(({ lines }) => lines.length > 0)
  return (
    <>
      <p class="muted">{site.t("finding.lead", { count: printCount(site.language, found.situations) })}</p>
      {kinds.length === 0 && <p>{site.t("finding.none")}</p>}
      {kinds.map(({ title, lines }) => (
        <div class="clause-part">
          <p class="part-title">{title}</p>
          <ul class="plain">{lines.map((line) => <li><LinePart site={site} question={question} line={line} /></li>)}</ul>
        </div>
      ))}
    </>
  )
}

function kindsOf(site: Site, question: Question, found: Findings): readonly { readonly title: string; readonly lines: readonly Line[] }[] {
  const { silence, situations } = found
  const counts = (count: bigint, of: bigint = situations): { readonly count: string; readonly of: string } => ({ count: printCount(site.language, count), of: printCount(site.language, of) })
  const rest: readonly Line[] = silence.rest === 0n ? [] : [{ says: site.t("finding.gap-rest", counts(silence.rest)), rules: [], example: null }]
  return [
    { title: site.t("finding.gaps"), lines: [...silence.gaps.map((gap): Line => ({ says: site.t("finding.gap", { ...counts(gap.count), where: boxWords(site, question, gap.where) }), rules: [], example: gap })), ...rest] },
    { title: site.t("finding.conflicts"), lines: found.conflicts.map((one) => ({ says: site.t("finding.in", counts(one.count)), rules: [one.must, one.forbid], example: one })) },
    { title: site.t("finding.overridden"), lines: found.overridden.map((one) => ({ says: site.t("finding.in", counts(one.count, one.of)), rules: [one.permit, one.forbid], example: one })) },
    { title: site.t("finding.dead"), lines: found.dead.map((rule) => ({ says: site.wording.reason(rule).text, rules: [rule], example: null })) },
    { title: site.t("finding.idle"), lines: found.idle.map((one) => ({ says: site.t("finding.in", counts(one.count)), rules: [one.rule, ...one.instead], example: one })) },
    { title: site.t("finding.redundant"), lines: found.redundant.map((one) => ({ says: site.t("finding.in", counts(one.count)), rules: [one.rule, ...one.covers], example: one })) },
  ]
}

function LinePart({ site, question, line: { says, rules, example } }: { readonly site: Site; readonly question: Question; readonly line: Line }): Child {
  const situation = example === null ? null : { question, on: null, facts: example.witness }
  return (
    <>
      <p>{says}</p>
      <ClauseLines site={site} rules={rules} />
      {situation !== null && (
        <SituationForm site={site} situation={situation} isPrivate={hasPrivateFacts(situation)}>
          <button class="as-link meta">{site.t("change.example")}</button>
        </SituationForm>
      )}
    </>
  )
}
