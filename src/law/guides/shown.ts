/**
 * A guide as a reader in a language is shown it: every text with how it stands there, and the source's words beside a translation.
 *
 *     door in es      "Mantenga la puerta cerrada."   draft     original "Keep the door closed."
 *     door in pl      "Keep the door closed."         missing   (the source's words, in its language)
 */
import { isNonEmpty, type NonEmpty } from "../../kernel/text/brand.ts"
import { bug } from "../../kernel/text/bug.ts"
import { isStale } from "../answer.ts"
import type { ClauseId, Day, HelpLine, Pack, Source, TranslationState } from "../types.ts"
import type { Guide, GuideForm, GuideId, GuideSection, GuideStatement, GuideStatementId, GuideTranslation, Run, SectionId, TranslatedText } from "./types.ts"

/** `stale`: the source has changed since; `missing`: not translated, so the source's words stand here. */
export type TextState = TranslationState | { readonly kind: "stale" } | { readonly kind: "missing" }

export interface ShownText {
  readonly runs: NonEmpty<Run>
  /** Of `runs`: the reader's, or where it is missing the source's. */
  readonly language: string
  readonly state: TextState
  /** The source's words where `runs` are a translation of them. */
  readonly original: { readonly runs: NonEmpty<Run>; readonly language: string } | null
}

/** The earliest day through which the sources are confirmed, and whether that is too long ago. */
export interface Confirmed {
  readonly through: Day
  readonly stale: boolean
}

export interface ShownStatement {
  readonly id: GuideStatementId
  /** `null` where a help line stands alone. */
  readonly text: ShownText | null
  readonly sources: NonEmpty<Source>
  readonly cites: readonly ClauseId[]
  readonly contested: Day | null
  readonly help: HelpLine | null
  readonly confirmed: Confirmed
}

export interface ShownSection {
  readonly id: SectionId
  readonly heading: ShownText
  readonly statements: NonEmpty<ShownStatement>
}

export interface ShownGuide {
  readonly id: GuideId
  readonly form: GuideForm
  readonly title: ShownText
  readonly summary: ShownText
  /** Of the guide in this language; of the source where it is not translated at all. */
  readonly state: TextState
  readonly sections: NonEmpty<ShownSection>
  /** All that the statements rest on, each once, as first met. */
  readonly sources: NonEmpty<Source>
  /** Of all its statements together; a help line is shown with a day of its own. */
  readonly confirmed: Confirmed
}

/**
 * The guide of a pack that has the id, for a reader in a language on a day; `null` where there is none.
 *
 * An official pack hides drafts: a guide whose source is one is not there, a draft translation counts as missing.
 */
export function guideOf({ guides, settings: { status } }: Pick<Pack, "guides" | "settings">, id: string, language: string, on: Day): ShownGuide | null {
  const guide = guides.find((one) => one.id === id)
  if (guide === undefined || (status === "official" && guide.state.kind === "draft")) return null
  const reviewed = [...guide.translations].filter(([, { state }]) => state.kind === "reviewed")
  return guideIn(status === "official" ? { ...guide, translations: new Map(reviewed) } : guide, language, on)
}

/** `on`: the day on which it is read. */
export function guideIn(guide: Guide, language: string, on: Day): ShownGuide {
  return new Showing(guide, language, on).guide()
}

class Showing {
  readonly #guide: Guide
  readonly #language: string
  readonly #on: Day
  /** `null` where the guide is not translated, or is read in its own language. */
  readonly #translation: GuideTranslation | null

  constructor(guide: Guide, language: string, on: Day) {
    this.#guide = guide
    this.#language = language
    this.#on = on
    this.#translation = guide.translations.get(language) ?? null
  }

  guide(): ShownGuide {
    const { id, form, title, summary, sections } = this.#guide
    const sources = sourcesOf(this.#guide)
    return {
      id,
      form,
      title: this.#frame(title, this.#translation?.frame.title),
      summary: this.#frame(summary, this.#translation?.frame.summary),
      state: this.#state,
      sections: each(sections, (section) => this.#section(section)),
      sources,
      confirmed: confirmedOn(withoutLines(this.#guide) ?? sources, this.#on),
    }
  }

  get #state(): TextState {
    if (this.#language === this.#guide.language) return this.#guide.state
    return this.#translation?.state ?? { kind: "missing" }
  }

  #section({ id, heading, statements }: GuideSection): ShownSection {
    return { id, heading: this.#frame(heading, this.#translation?.frame.headings.get(id)), statements: each(statements, (statement) => this.#statement(statement)) }
  }

  #statement({ id, text, sources, cites, contested, help }: GuideStatement): ShownStatement {
    const shown = text === null ? null : this.#text(text, this.#translation?.statements.get(id))
    return { id, text: shown, sources, cites, contested, help, confirmed: confirmedOn(sources, this.#on) }
  }

  #frame(original: NonEmpty<Run>, text: NonEmpty<Run> | undefined): ShownText {
    return this.#text(original, text === undefined ? undefined : { text, stale: this.#translation?.frame.stale ?? false })
  }

  #text(runs: NonEmpty<Run>, translated: TranslatedText | undefined): ShownText {
    const original = { runs, language: this.#guide.language }
    if (this.#language === this.#guide.language) return { ...original, state: this.#guide.state, original: null }
    if (translated === undefined) return { ...original, state: { kind: "missing" }, original: null }
    return { runs: translated.text, language: this.#language, state: translated.stale ? { kind: "stale" } : this.#state, original }
  }
}

/** What statements rest on beside their help lines; `null` where there are only lines. */
function withoutLines({ sections }: Guide): NonEmpty<Source> | null {
  const sources = sections.flatMap(({ statements }) => statements.flatMap((one) => one.sources.filter((source) => source !== one.help?.source)))
  return isNonEmpty(sources) ? sources : null
}

function each<From, To>(all: NonEmpty<From>, make: (one: From) => To): NonEmpty<To> {
  const [first, ...others] = all
  return [make(first), ...others.map(make)]
}

/** All that a guide rests on, each once. */
export function sourcesOf({ sections }: Guide): NonEmpty<Source> {
  const sources = [...new Set(sections.flatMap(({ statements }) => statements.flatMap((one) => one.sources)))]
  return isNonEmpty(sources) ? sources : bug("law/guides: a guide without a source was read")
}

function confirmedOn(sources: NonEmpty<Source>, on: Day): Confirmed {
  const through = sources.map(({ confirmedThrough }) => confirmedThrough).reduce((a, b) => (a < b ? a : b))
  return { through, stale: isStale(through, on) }
}
