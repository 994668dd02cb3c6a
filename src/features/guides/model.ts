/** What a guide's page shows. */
import type { ShownGuide, ShownSection } from "../../law/guides/shown.ts"
import type { Source } from "../../law/types.ts"

export interface GuideView {
  readonly guide: ShownGuide
  /**
   * The guide's own sources, numbered from 1 in this sequence: first the one that most statements rest on, which bears no number where it
   * is used, then the others as first met. Clauses and help lines show theirs where they stand.
   */
  readonly sources: readonly Source[]
  /** Where to read what a paper is; `null` where the pack has no such guide, and on that guide itself. */
  readonly paper: ShownGuide | null
}

/** Sections as the page has them: those to do and not to do stand side by side. */
export type Block =
  | { readonly kind: "one"; readonly section: ShownSection }
  | { readonly kind: "pair"; readonly doThis: ShownSection; readonly doNot: ShownSection }
