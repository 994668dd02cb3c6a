/** A text of the pack, marked with its language where that is not the page's. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Text } from "../law/wording.ts"
import { langOf, type Site } from "./site.ts"

export function Worded({ site, of }: { readonly site: Site; readonly of: Text }): JSX.Element {
  const marks = langOf(site, of.language)
  return marks.lang === undefined ? <>{of.text}</> : <span {...marks}>{of.text}</span>
}

/** A text that the pack has outside its words (a publisher, a dispute, a source), in its translation where there is one. */
export function Written({ site, text }: { readonly site: Site; readonly text: string }): JSX.Element {
  return <Worded site={site} of={site.wording.written(text)} />
}

/** Several of them in one line. */
export function WrittenList({ site, texts }: { readonly site: Site; readonly texts: readonly string[] }): JSX.Element {
  return <>{texts.map((text, index) => [index === 0 ? "" : "; ", <Written site={site} text={text} />])}</>
}
