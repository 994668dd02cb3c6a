/** Screening free text before it is stored: what a pack says must not be written down, in whatever language somebody writes. */
import { unsettled, type FoundWord } from "../kernel/text/screen.ts"
import type { Pack, ScreeningWord } from "./types.ts"

/** A pack's patterns of every language, those of the reader's own first, so that the hint is in it. */
export function screeningOf(pack: Pack, language: string): readonly ScreeningWord[] {
  return [...(pack.screening.get(language) ?? []), ...[...pack.screening].flatMap(([other, words]) => (other === language ? [] : words))]
}

/** What a text holds that must not be written down; what the writer marked as meaning something else is left out. */
export function screened(pack: Pack, language: string, text: string, marks: readonly string[] = []): readonly FoundWord<ScreeningWord>[] {
  return unsettled(screeningOf(pack, language), text, marks)
}
