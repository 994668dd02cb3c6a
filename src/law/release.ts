/**
 * What stands in the way of publishing a pack: texts that nobody has reviewed, translations that lag behind, help lines that nobody
 * has called, sources that were confirmed too long ago.
 *
 * Who reviews and who calls are people; nothing here makes a text reviewed but their names and days in the pack.
 */
import { textStates } from "./guides/states.ts"
import { sourcesOf } from "./guides/shown.ts"
import { isStale } from "./answer.ts"
import type { Day, Pack, Source } from "./types.ts"

export interface Blocker {
  readonly kind: "unreviewed-law" | "unreviewed-text" | "lagging-translation" | "unconfirmed-line" | "stale-source"
  /** An instrument, a text and its language, a help line, or what rests on the source. */
  readonly what: string
}

/** Of a pack without errors, on the day of its release. */
export function blockersOf(pack: Pack, on: Day): readonly Blocker[] {
  return [
    ...pack.instruments.filter(({ reviewed }) => reviewed === null).map(({ id }): Blocker => ({ kind: "unreviewed-law", what: id })),
    ...textBlockers(pack),
    ...pack.help.filter(({ confirmed }) => confirmed === null).map(({ id }): Blocker => ({ kind: "unconfirmed-line", what: id })),
    ...staleSources(pack, on).map((what): Blocker => ({ kind: "stale-source", what })),
  ]
}

function textBlockers(pack: Pack): readonly Blocker[] {
  return textStates(pack).flatMap(({ text, languages }) => languages.flatMap(({ language, state, stale, missing }): readonly Blocker[] => {
    const what = `${text} (${language})`
    if (state === null || stale + missing > 0) return [{ kind: "lagging-translation", what }]
    return state.kind === "draft" ? [{ kind: "unreviewed-text", what }] : []
  }))
}

/** Each once, by what rests on it. */
function staleSources({ instruments, guides, help }: Pack, on: Day): readonly string[] {
  const rests: readonly { readonly what: string; readonly sources: readonly Source[] }[] = [
    ...instruments.map(({ id, source, clauses }) => ({ what: id, sources: [source, ...clauses.map((clause) => clause.source)] })),
    ...guides.map((guide) => ({ what: guide.id, sources: sourcesOf(guide) })),
    ...help.map(({ id, source }) => ({ what: id, sources: [source] })),
  ]
  return rests.filter(({ sources }) => sources.some(({ confirmedThrough }) => isStale(confirmedThrough, on))).map(({ what }) => what)
}
