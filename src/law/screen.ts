/** Screening free text before it is stored: what a pack says must not be written down. */
import type { Pack, ScreeningWord } from "./types.ts"

/** The first pattern that a text matches, whatever language it is written in; `null` where none does. */
export function screened(pack: Pack, text: string): ScreeningWord | null {
  const words = [...pack.screening.values()].flat()
  return words.find(({ pattern }) => new RegExp(pattern, "iu").test(text)) ?? null
}
