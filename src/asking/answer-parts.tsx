/**
 * The answer, in the sequence in which it is needed: the outcome, what to know before relying on it, the words to say, the steps by
 * person, whom to call, then why, and what would change it. Printed, it is a card.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { AnswerChange } from "../law/answer-form.ts"
import { silentStepsFor } from "../law/answer.ts"
import type { Fact, RuleId, StepId } from "../law/types.ts"
import type { Text } from "../law/wording.ts"
import { ClauseMark, sameDisputeBefore } from "../ui/clause-mark.tsx"
import { clauseHref, citedClause, instrumentHref } from "../ui/clauses.ts"
import { DataTable } from "../ui/data-table.tsx"
import { DiagramPicture } from "../ui/diagram-picture.tsx"
import { classWords } from "../ui/cell-words.ts"
import { factOf, factShort } from "../ui/fact-words.ts"
import { bold, DraftNotice, Notice, StaleNotice, WithdrawnFrom } from "../ui/notices.tsx"
import { labelOf, Outcome, OutcomeWord } from "../ui/outcome.tsx"
import { Phone } from "../ui/phone.tsx"
import { Say } from "../ui/say.tsx"
import type { Site } from "../ui/site.ts"
import type { Situation } from "../ui/situation.ts"
import { Steps, type StepLine } from "../ui/steps.tsx"
import { Worded, Written, WrittenList } from "../ui/worded.tsx"
import { DangerReminder, OnDay } from "./danger.tsx"
import type { Citation, GivenAnswer } from "./model.ts"

export interface AnswerProps {
  readonly site: Site
  readonly given: GivenAnswer
}

export interface AnswerBodyProps extends AnswerProps {
  /** Whom to call. */
  readonly lines: Lines
  /** Where an answer for other facts stands; `null` where it has no address. */
  readonly changed: (change: AnswerChange) => string | null
  /** Shown after the steps, before why: where it stands on the record, and the way on. */
  readonly next?: Child
}

/** From the danger reminder to the way to the answer; the page around it has the question as its heading. */
export function AnswerBody({ site, given, lines, changed, next }: AnswerBodyProps): JSX.Element {
  return (
    <>
      <DangerReminder site={site} />
      <First site={site} given={given} />
      <Outcome site={site} result={given.answer.outcome}>
        <OutcomeSays site={site} given={given} />
      </Outcome>
      <Notices site={site} given={given} />
      <Say site={site} words={wordsToSay(site, given)} />
      <Steps site={site} steps={stepsShown(site, given)} phones={given.answer.outcome === "impossible" ? undefined : <PhoneLines site={site} lines={lines} />} />
      <Impossible site={site} given={given} />
      {next}
      <Why site={site} given={given} />
      <Unsettled site={site} given={given} />
      <Changes site={site} given={given} changed={changed} />
      <WayToAnswer site={site} given={given} />
    </>
  )
}

/** What the pack puts first on every answer for the body that asks. */
function First({ site, given }: AnswerProps): JSX.Element {
  const steps = site.pack.settings.firstSteps.get(askerIn(given.situation) ?? "") ?? []
  if (steps.length === 0) return <></>
  return (
    <Notice kind="warn">
      {steps.map((step) => (
        <p>
          <Worded site={site} of={site.wording.step(step).text} />
        </p>
      ))}
    </Notice>
  )
}

/** The body that asks, where it was said. */
function askerIn({ question, facts }: Situation): string | null {
  const asker = question.facts.find((fact) => fact.visibility === "asker")
  const said = asker === undefined ? undefined : facts.get(asker.id)
  return said?.kind === "value" ? said.value : null
}

/** The pack's sentence for the outcome, or ours where it has none. */
function OutcomeSays({ site, given }: AnswerProps): JSX.Element {
  const { answer, situation } = given
  if (answer.outcome === "open") {
    return (
      <p class="says">
        {site.t("answer.open-says", { outcomes: site.list(answer.reachable.map((outcome) => `“${labelOf(site, outcome)}”`)) })}
      </p>
    )
  }
  if (answer.outcome === "impossible") return <p class="says">{site.t("answer.impossible-says")}</p>
  const says = site.wording.says(situation.question.id, answer.outcome) ?? { text: site.t(`says.${answer.outcome}`), language: site.language }
  return (
    <p class="says">
      <Worded site={site} of={says} />
    </p>
  )
}

/** What to know before relying on it, before all other detail. */
function Notices({ site, given }: AnswerProps): JSX.Element {
  const { answer, situation, citations } = given
  const { through, stale } = answer.confirmed
  const onReportsAlone = citations.length > 0 && citations.every(({ rules }) => rules.every((rule) => rule.confidence === "N"))
  return (
    <div class="notices">
      <OnDay site={site} on={situation.on} />
      {stale && through !== null && <StaleNotice site={site} through={through} />}
      {answer.withdrawn.map((withdrawn) => (
        <Withdrawn site={site} withdrawn={withdrawn} />
      ))}
      {onReportsAlone && (
        <Notice kind="warn">
          <p>
            {site.rich("notice.reported", {}, bold)} <Reporters site={site} citations={citations} />
          </p>
        </Notice>
      )}
      {answer.rules.some((rule) => rule.disputed) && (
        <Notice kind="warn">
          <p>{site.rich("notice.rests-on-disputed", {}, { ...bold, why: (inside) => <a href="#why">{inside}</a> })}</p>
        </Notice>
      )}
      {answer.draft && <DraftNotice site={site} />}
    </div>
  )
}

function Reporters({ site, citations }: { readonly site: Site; readonly citations: readonly Citation[] }): JSX.Element {
  const names = [...new Set(citations.map(({ clause }) => clause.source.by))]
  return <><WrittenList site={site} texts={names} />.</>
}

function Withdrawn({ site, withdrawn }: { readonly site: Site; readonly withdrawn: GivenAnswer["answer"]["withdrawn"][number] }): JSX.Element {
  const found = citedClause(site.pack, withdrawn.instrument, withdrawn.clause)
  if (found === undefined) return <></>
  const withdrawal = found.clause.withdrawals.find((one) => one.from === withdrawn.from)
  if (withdrawal === undefined) return <></>
  return (
    <Notice kind="warn">
      <p>
        <WithdrawnFrom site={site} withdrawal={withdrawal} />{" "}
        <a href={clauseHref(site, found.clause)}>
          <Worded site={site} of={site.wording.clauseTitle(found.clause)} />
        </a>
      </p>
    </Notice>
  )
}

/** Where two texts pull different ways, what to do in silence comes before what either of them asks (docs/decisions, answers). */
export function stepsShown(site: Site, { answer, situation }: GivenAnswer): readonly StepLine[] {
  if (answer.outcome !== "conflict") return answer.steps
  const silentSteps = silentStepsFor(site.pack.settings, situation.question.id)
  const ofSilence = site.pack.steps.filter(({ id }) => silentSteps.includes(id)).map((step) => ({ id: step.id, who: step.for }))
  return [...ofSilence, ...answer.steps.filter((step) => !silentSteps.some((id) => id === step.id))]
}

function wordsToSay(site: Site, given: GivenAnswer): readonly Text[] {
  const words = stepsShown(site, given).flatMap((step) => site.wording.step(step.id as StepId).say ?? [])
  return words.filter((text, index) => words.findIndex((other) => other.text === text.text) === index)
}

/** Numbers of a body; `null` where nobody has set one. */
export interface Lines {
  readonly supervisor: string | null
  readonly counsel: string | null
  readonly next: string | null
}

/** The lines of the body that asks, as the pack has them. */
export function packLines(site: Site, situation: Situation): Lines {
  const asker = askerIn(situation)
  const body = site.pack.bodies.find((one) => one.id === asker)
  return { supervisor: body?.supervisorLine ?? null, counsel: body?.counselLine ?? null, next: body?.next ?? null }
}

/** Whom to call. A line nobody has set is one to write on. */
export function PhoneLines({ site, lines }: { readonly site: Site; readonly lines: Lines }): JSX.Element {
  return (
    <section aria-label={site.t("phone.label")}>
      <dl class="phones">
        <div>
          <dt>{site.t("phone.supervisor")}</dt>
          <dd>
            <Phone site={site} number={lines.supervisor} />
          </dd>
        </div>
        <div>
          <dt>{site.t("phone.counsel")}</dt>
          <dd>
            <Phone site={site} number={lines.counsel} />
          </dd>
        </div>
        {lines.next !== null && (
          <div>
            <dt>{site.t("phone.next")}</dt>
            <dd>
              <Phone site={site} number={lines.next} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Impossible({ site, given }: AnswerProps): JSX.Element {
  const { impossible } = given
  if (impossible.length === 0) return <></>
  return (
    <section class="flow">
      <h2>{site.t("answer.impossible-why")}</h2>
      <ul>
        {impossible.map((why) => (
          <li>
            <Written site={site} text={why} />
          </li>
        ))}
      </ul>
      <p>{site.t("answer.impossible-next")}</p>
    </section>
  )
}

function Why({ site, given }: AnswerProps): JSX.Element {
  const { citations, answer } = given
  if (citations.length === 0) return <></>
  return (
    <section class="flow" id="why">
      <h2>{site.t("answer.why")}</h2>
      {answer.outcome === "conflict" && <p>{site.t("answer.conflict-why")}</p>}
      {answer.outcome === "open" && <p>{site.t("answer.open-why")}</p>}
      {citations.map(({ clause, instrument, rules }) => (
        <ClauseMark site={site} clause={clause} instrument={instrument} on={answer.on} as="cite" level={3} disputeAt={sameDisputeBefore(clause, citations.map((one) => one.clause))} lead={rules.map((rule) => reasonLine(site, rule))} />
      ))}
    </section>
  )
}

function reasonLine(site: Site, rule: Citation["rules"][number]): Child {
  return (
    <p>
      {!rule.certain && <>{site.t("answer.may-decide")} </>}
      <Worded site={site} of={site.wording.reason(rule.id as RuleId)} />
    </p>
  )
}

/** "Call the lawyer" is never empty: which texts do not settle it, which parts of them nobody has read. */
function Unsettled({ site, given }: AnswerProps): JSX.Element {
  const { answer, unsettled } = given
  if (answer.outcome !== "silent" && answer.outcome !== "open") return <></>
  const { texts, reasons, suspended } = unsettled
  return (
    <section class="flow">
      <h2>{site.t("answer.unsettled")}</h2>
      {reasons.map((why) => (
        <p>
          <Written site={site} text={why} />
        </p>
      ))}
      <p>{texts.length === 0 ? site.t("answer.no-text") : site.t("answer.texts-looked-at")}</p>
      <ul>
        {texts.map((instrument) => (
          <li>
            <a href={instrumentHref(site, instrument.id)}>
              <Worded site={site} of={site.wording.instrumentShort(instrument)} />
            </a>
            {instrument.unread.length > 0 && (
              <span class="muted">
                {" "}
                {site.t("answer.unread")} <WrittenList site={site} texts={instrument.unread} />.
              </span>
            )}
          </li>
        ))}
        {suspended.map(({ clause, instrument }) => (
          <li>
            <a href={clauseHref(site, clause)}>
              <Worded site={site} of={site.wording.instrumentShort(instrument)} />: <Worded site={site} of={site.wording.clauseTitle(clause)} />
            </a>{" "}
            <span class="muted">{site.t("answer.on-hold")}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Changes({ site, given, changed }: AnswerProps & Pick<AnswerBodyProps, "changed">): JSX.Element {
  const { answer } = given
  if (answer.change.length === 0) return <></>
  return (
    <section class="flow no-print">
      <h2>{site.t("answer.change")}</h2>
      <DataTable
        caption={site.t("answer.change")}
        captionHidden={true}
        columns={[site.t("answer.if-instead"), site.t("answer.then")]}
        rows={answer.change.map((change) => [<ChangedFacts site={site} given={given} change={change} href={changed(change)} />, <OutcomeWord site={site} result={change.outcome} />])}
      />
    </section>
  )
}

/** The diagram of the day's law with the way that what was said takes; closed, since it is not what is needed first. */
function WayToAnswer({ site, given }: AnswerProps): JSX.Element {
  const { situation, way } = given
  return (
    <details class="no-print">
      <summary>{site.t("diagram.of-answer")}</summary>
      <DiagramPicture site={site} question={situation.question} drawn={way.drawn} walked={way.walked} id="d" />
    </details>
  )
}

function ChangedFacts({ site, given, change, href }: AnswerProps & { readonly change: AnswerChange; readonly href: string | null }): JSX.Element {
  const { situation } = given
  const facts = Object.entries(change.facts).flatMap(([id, value]): readonly (readonly [Fact, string])[] => {
    const fact = factOf(situation.question, id)
    return fact === undefined ? [] : [[fact, value]]
  })
  const words = facts.map(([fact, value], index) => (
    <>
      {index > 0 && "; "}
      <Worded site={site} of={factShort(site, fact)} />: <b><Worded site={site} of={classWords(site, situation.question, given.answer.on, fact, value)} /></b>
    </>
  ))
  return href === null ? <>{words}</> : <a href={href}>{words}</a>
}

/** What a card on paper must say of itself. */
export function Printed({ site, given }: AnswerProps): JSX.Element {
  const { answer } = given
  return (
    <p class="print-only meta">
      {site.t("answer.printed", { city: site.pack.settings.name, today: site.day(site.today), on: site.day(answer.on), digest: answer.law.digest.slice(0, 16) })}
    </p>
  )
}
