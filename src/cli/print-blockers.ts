/** What stands in the way of a release, a line a kind. */
import type { Blocker } from "../law/release.ts"
import { wrap, type Paint } from "./terminal.ts"

const TITLES: Readonly<Record<Blocker["kind"], string>> = {
  "unreviewed-law": "Instruments that the Law Department has not reviewed",
  "unreviewed-text": "Texts that nobody has reviewed",
  "lagging-translation": "Texts not translated, or of which the source has changed since",
  "unconfirmed-line": "Help lines that nobody has called",
  "stale-source": "What rests on a source that was confirmed more than 90 days ago",
}

export function printBlockers(blockers: readonly Blocker[], paint: Paint): readonly string[] {
  if (blockers.length === 0) return ["Nothing stands in the way of a release."]
  const kinds = [...new Set(blockers.map(({ kind }) => kind))]
  return [paint("bold", "Not to be released yet"), ...kinds.flatMap((kind) => {
    const names = blockers.filter((one) => one.kind === kind).map(({ what }) => what)
    return [`${TITLES[kind]} (${String(names.length)}):`, wrap(names.join(", "), "  ")]
  })]
}
