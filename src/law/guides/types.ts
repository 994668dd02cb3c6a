/**
 * Guides: what residents read, one guide for one circumstance, with where each statement comes from.
 *
 *     door        "If they knock at your door"
 *       do          "Keep the door closed."            source: guides for residents
 *       officers    "City police may not help …"       cites wco#sec_2-173-020__para_a
 *
 * The guide in the pack's first language, its source, says which statements there are and what they rest on; translations say
 * the same in other words. What a reader in a language is shown, and how it stands there, is shown.ts's business.
 */
import type { Brand, NonEmpty } from "../../kernel/text/brand.ts"
import type { Span } from "../../kernel/text/diagnostic.ts"
import type { HelpLine } from "../help-line.ts"
import type { ClauseId, Day, Source, TranslationState } from "../source.ts"

/** `door`: the last part of the guide's address. */
export type GuideId = Brand<string, "GuideId">
/** `now`: the same in every language. */
export type SectionId = Brand<string, "SectionId">
/** `stay-calm`: unique in its guide, among sections too. */
export type GuideStatementId = Brand<string, "GuideStatementId">

/**
 * A guide of a circumstance has these sections, in this sequence: the one thing to do now; do; do not; what paper it is; if a judge
 * of a court signed it; if they go on anyway; words to say; what officers may and may not do; who can help; sources and dates.
 */
export const SECTIONS = ["now", "do", "dont", "paper", "judge", "enter", "say", "officers", "help", "sources"] as const
/** A page has what sections its subject needs, in its own sequence, and these among them. */
export const PAGE_SECTIONS = ["now", "help", "sources"] as const
export const GUIDE_FORMS = ["circumstance", "page"] as const
export type GuideForm = (typeof GUIDE_FORMS)[number]

/** A piece of a text: words, or what stands printed on a paper or badge, in English and left to right in every language: `I-200`. */
export interface Run {
  readonly kind: "words" | "printed"
  readonly text: string
}

export interface Guide {
  readonly id: GuideId
  readonly form: GuideForm
  /** The pack's first language. */
  readonly language: string
  readonly title: NonEmpty<Run>
  /** Who it is for, in a line. */
  readonly summary: NonEmpty<Run>
  readonly state: TranslationState
  readonly sections: NonEmpty<GuideSection>
  /** By language, in the pack's sequence; those that there are. */
  readonly translations: ReadonlyMap<string, GuideTranslation>
  readonly path: string
}

export interface GuideSection {
  readonly id: SectionId
  readonly heading: NonEmpty<Run>
  readonly statements: NonEmpty<GuideStatement>
}

export interface GuideStatement {
  readonly id: GuideStatementId
  /** `null` where a help line stands alone. */
  readonly text: NonEmpty<Run> | null
  /** What it rests on: its own source, those of the clauses it cites, that of its help line. */
  readonly sources: NonEmpty<Source>
  readonly cites: readonly ClauseId[]
  /** The day as of which the law in it is contested. */
  readonly contested: Day | null
  readonly help: HelpLine | null
  readonly span: Span
}

export interface GuideTranslation {
  readonly language: string
  readonly state: TranslationState
  /** Title, summary and headings, which are translated together. */
  readonly frame: { readonly title: NonEmpty<Run>; readonly summary: NonEmpty<Run>; readonly headings: ReadonlyMap<SectionId, NonEmpty<Run>>; readonly stale: boolean }
  readonly statements: ReadonlyMap<GuideStatementId, TranslatedText>
  readonly path: string
}

/** Of a statement, or of a text of the frame. */
export interface TranslatedText {
  readonly text: NonEmpty<Run>
  /** Whether its source has changed since it was translated. */
  readonly stale: boolean
}
