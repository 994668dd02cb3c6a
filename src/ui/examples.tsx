/** Each page part in the states that matter, by name. Tests draw them all, in every language. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Clause, Day, Dispute, Instrument, Source, Suspension, Withdrawal } from "../law/types.ts"
import { ClauseMark } from "./clause-mark.tsx"
import { DataTable } from "./data-table.tsx"
import { ErrorSummary } from "./error-summary.tsx"
import { FactsSoFar } from "./facts-so-far.tsx"
import { HelpLines } from "./help-lines.tsx"
import { DisputeNotice, DraftNotice, StaleNotice, SuspensionNotice, WithdrawalNotice } from "./notices.tsx"
import { Outcome, OutcomeWord } from "./outcome.tsx"
import { Phone } from "./phone.tsx"
import { Say } from "./say.tsx"
import type { Site } from "./site.ts"
import { Steps } from "./steps.tsx"

export interface PartExample {
  readonly name: string
  readonly part: JSX.Element
  /** What the part must contain. */
  readonly shows: readonly string[]
}

const day = (text: string): Day => text as Day

const source: Source = { by: "Clerk", url: "https://example.org/clerk", dated: day("2026-01-02"), readOn: day("2026-01-03"), confirmedThrough: day("2026-01-04"), confidence: "P" }
const dispute: Dispute = { by: "One side", says: "It goes too far.", reply: { by: "Other side", says: "It does not." }, stage: "Argued in May.", source, date: day("2026-02-01") }
const suspension: Suspension = { from: day("2026-03-01"), to: null, by: "The district court", source }
const withdrawal: Withdrawal = { from: "2026-03-01T10:00:00Z", fromDay: day("2026-03-01"), by: "Counsel" }

export function partExamples(site: Site, clause: Clause, instrument: Instrument): readonly PartExample[] {
  const mark = (changed: Partial<Clause>, as: "cite" | "text"): JSX.Element => <ClauseMark site={site} clause={{ ...clause, ...changed }} instrument={instrument} on={site.today} as={as} level={3} />
  const said = { text: "What was said", language: site.language }
  return [
    { name: "clause mark, cited", part: mark({}, "cite"), shows: [`href="${site.href(`/law/${instrument.id}`)}#${clause.eId}"`, site.t("clause.full")] },
    { name: "clause mark, the text itself", part: mark({}, "text"), shows: [`id="${clause.eId}"`] },
    { name: "clause mark, reported", part: mark({ confidence: "N", source }, "cite"), shows: [site.t("confidence.reported"), "Clerk"] },
    { name: "clause mark, quoted", part: mark({ confidence: "P*", source }, "cite"), shows: [site.t("confidence.quoted")] },
    { name: "clause mark, disputed", part: mark({ disputes: [dispute] }, "cite"), shows: ["One side", "It goes too far.", "Other side", "It does not.", "Argued in May."] },
    { name: "clause mark, on hold", part: mark({ suspensions: [suspension] }, "cite"), shows: ["The district court"] },
    { name: "clause mark, withdrawn", part: mark({ withdrawals: [withdrawal] }, "cite"), shows: ["Counsel"] },
    { name: "clause mark, no longer in force", part: mark({ ends: day("2020-01-01") }, "cite"), shows: [site.t("clause.ended", { day: site.day(site.today) })] },
    { name: "clause mark, not yet in force", part: mark({ inForce: day("2030-01-01") }, "cite"), shows: [site.t("clause.not-yet", { day: site.day(site.today) })] },
    { name: "dispute without a reply", part: <DisputeNotice site={site} dispute={{ ...dispute, reply: null }} />, shows: [site.t("notice.no-reply")] },
    { name: "hold with an end", part: <SuspensionNotice site={site} suspension={{ ...suspension, to: day("2026-04-01") }} />, shows: [site.day(day("2026-04-01"))] },
    { name: "withdrawal", part: <WithdrawalNotice site={site} withdrawal={withdrawal} />, shows: [site.day(day("2026-03-01"))] },
    { name: "stale", part: <StaleNotice site={site} through={day("2026-03-09")} />, shows: [site.day(day("2026-03-09"))] },
    { name: "draft", part: <DraftNotice site={site} />, shows: ["<b>"] },
    ...(["prohibited", "allowed", "required", "advised-against", "advised-for", "silent", "conflict", "open", "impossible"] as const).flatMap((result): readonly PartExample[] => [
      { name: `outcome ${result}`, part: <Outcome site={site} result={result} />, shows: [`<p class="word">${site.t(`outcome.${result}`)}</p>`, "<svg", result.startsWith("advised") ? "stroke-dasharray" : "stroke-width"] },
      { name: `outcome word ${result}`, part: <OutcomeWord site={site} result={result} />, shows: [site.t(`outcome.${result}`), "<svg"] },
    ]),
    { name: "words to say", part: <Say site={site} words={[said]} />, shows: ["<q>What was said</q>"] },
    { name: "words that bring their own marks", part: <Say site={site} words={[{ ...said, text: "“Stop.” (Alto.)" }]} />, shows: ["<p>“Stop.” (Alto.)</p>"] },
    { name: "words in another language", part: <Say site={site} words={[{ text: "Arrêtez", language: "fr" }]} />, shows: ['<span lang="fr">Arrêtez</span>'] },
    { name: "steps by person", part: <Steps site={site} steps={[{ id: "decline", who: "worker" }, { id: "ask-identification", who: "supervisor" }, { id: "do-not-hide", who: "do-not" }]} />, shows: [site.t("steps.you"), '<ol class="steps" start="2">', site.t("steps.do-not")] },
    { name: "facts so far, with links", part: <FactsSoFar site={site} heading="H" facts={[{ fact: said, value: said, change: { kind: "link", href: "/x" } }]} />, shows: ['<a href="/x">'] },
    { name: "facts so far, with buttons", part: <FactsSoFar site={site} heading="H" facts={[{ fact: said, value: said, change: { kind: "button", name: "ask-again", value: "who" } }]} />, shows: ['form="situation" name="ask-again" value="who"'] },
    { name: "nothing said so far", part: <FactsSoFar site={site} heading="H" facts={[]} />, shows: [] },
    { name: "a number to call", part: <Phone site={site} number="1-855-435-7693" />, shows: ['href="tel:18554357693"'] },
    { name: "a number that nobody set", part: <Phone site={site} number={null} />, shows: [site.t("phone.unset")] },
    { name: "a help line", part: <HelpLines site={site} lines={site.pack.help} />, shows: [site.t("help.unconfirmed"), site.t("help.line-of")] },
    { name: "an error summary", part: <ErrorSummary site={site} problems={[{ field: "answer", text: "Choose" }]} />, shows: [site.t("error.heading"), '<a href="#answer">Choose</a>'] },
    { name: "a table that can be a stack", part: <DataTable caption="C" columns={["A"]} rows={[["a"]]} />, shows: ['data-label="A"', 'role="columnheader" scope="col"'] },
  ]
}
