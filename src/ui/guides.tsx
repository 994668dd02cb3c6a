/**
 * Residents' guides as other pages name them: which there are for a reader, where each stands, and the pieces of a text.
 *
 * What stands printed on a paper or a badge is shown in English and left to right in every language, so that a reader finds it there.
 */
import type { JSX } from "hono/jsx/jsx-runtime"
import { guideOf, type ShownGuide, type ShownText } from "../law/guides/shown.ts"
import { GUIDE_FORMS, type Run } from "../law/guides/types.ts"
import { langOf, type Site } from "./site.ts"

/** Those that are shown to this reader, for what happens first, then for what it means; an official pack hides drafts. */
export function guidesOf(site: Site): readonly ShownGuide[] {
  const shown = site.pack.guides.flatMap(({ id }) => guideOf(site.pack, id, site.language, site.today) ?? [])
  return GUIDE_FORMS.flatMap((form) => shown.filter((guide) => guide.form === form))
}

export function guideHref(site: Site, id: string): string {
  return site.href(`/${id}`)
}

/** For a title, where no markup can stand. */
export function plainRuns(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join("")
}

/** A text as it is shown, marked with its language where that is not the page's. */
export function Runs({ site, text: { runs, language } }: { readonly site: Site; readonly text: Pick<ShownText, "runs" | "language"> }): JSX.Element {
  const marks = langOf(site, language)
  return marks.lang === undefined ? <Pieces runs={runs} /> : <span {...marks}><Pieces runs={runs} /></span>
}

/** Where what stands around it already says the language. */
export function Pieces({ runs }: { readonly runs: readonly Run[] }): JSX.Element {
  return <>{runs.map(({ kind, text }) => (kind === "words" ? text : <Printed text={text} />))}</>
}

function Printed({ text }: { readonly text: string }): JSX.Element {
  return (
    <bdi lang="en" dir="ltr">
      {text}
    </bdi>
  )
}
