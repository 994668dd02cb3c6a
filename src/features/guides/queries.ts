/** Looks a guide over for its page. */
import type { ShownGuide, ShownSection, ShownStatement } from "../../law/guides/shown.ts"
import type { Source } from "../../law/types.ts"
import { clauseOf } from "../../ui/clauses.ts"
import { guidesOf } from "../../ui/guides.tsx"
import type { Site } from "../../ui/site.ts"
import type { Block, GuideView } from "./model.ts"

/** The guide that tells papers apart: its kinds of paper open in place, so that what a reader holds never stands in an address. */
export const PAPER = "paper"

/** What is to be read on the paper page before one knows which paper it is, and after. */
const NO_KIND_OF_PAPER: readonly string[] = ["now", "check", "help", "sources"]

export function guideView(site: Site, guide: ShownGuide): GuideView {
  const paper = guide.id === PAPER ? undefined : guidesOf(site).find(({ id }) => id === PAPER)
  return { guide, sources: numberedSources(site, guide), paper: paper ?? null }
}

/** Whether the section is one of several of which a reader needs one. */
export function opensInPlace(guide: ShownGuide, { id }: ShownSection): boolean {
  return guide.id === PAPER && !NO_KIND_OF_PAPER.includes(id)
}

export function blocksOf({ sections }: ShownGuide): readonly Block[] {
  const doThis = sections.find(({ id }) => id === "do")
  const doNot = sections.find(({ id }) => id === "dont")
  if (doThis === undefined || doNot === undefined) return sections.map((section) => ({ kind: "one", section }))
  return sections.filter((section) => section !== doNot).map((section) => (section === doThis ? { kind: "pair", doThis, doNot } : { kind: "one", section }))
}

function numberedSources(site: Site, { sections }: ShownGuide): readonly Source[] {
  const uses = new Map<Source, number>()
  for (const statement of sections.flatMap(({ statements }) => statements)) {
    for (const source of ownSources(site, statement)) uses.set(source, (uses.get(source) ?? 0) + 1)
  }
  const [main] = [...uses].toSorted(([, a], [, b]) => b - a).map(([source]) => source)
  return main === undefined ? [] : [main, ...[...uses.keys()].filter((source) => source !== main)]
}

/** What a statement rests on beside the clauses it cites and the line it names. */
export function ownSources(site: Site, { sources, cites, help }: ShownStatement): readonly Source[] {
  const lent = new Set([...cites.map((id) => clauseOf(site.pack, id)?.clause.source), help?.source])
  return sources.filter((source) => !lent.has(source))
}
