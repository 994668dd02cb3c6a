/** The table of languages: how each text for readers stands in each of them, and how hard the guides read. */
import type { TextIn, TextStates } from "../law/guides/states.ts"
import { columns, type Paint } from "./terminal.ts"

export function printTexts(states: readonly TextStates[], paint: Paint): readonly string[] {
  const languages = states[0]?.languages.map(({ language }) => language) ?? []
  const rows = states.map(({ text, grade, languages: all }) => [text, grade === null ? "" : grade.toFixed(1), ...all.map(stateOf)])
  const [first = "", ...rest] = columns([["text", "grade", ...languages], ...rows])
  return [paint("bold", first), ...rest]
}

/** `draft`, `reviewed 2026-02-01`, `missing`; then how many statements are stale or not translated. */
function stateOf({ state, stale, missing }: TextIn): string {
  if (state === null) return "missing"
  const word = state.kind === "draft" ? "draft" : `reviewed ${state.on}`
  return [word, ...(stale === 0 ? [] : [`${String(stale)} stale`]), ...(missing === 0 ? [] : [`${String(missing)} missing`])].join(", ")
}
