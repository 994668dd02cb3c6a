/** A text of the pack, marked with its language where that is not the page's. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Text } from "../law/wording.ts"
import { langOf, type Site } from "./site.ts"

export function Worded({ site, of }: { readonly site: Site; readonly of: Text }): JSX.Element {
  const marks = langOf(site, of.language)
  return marks.lang === undefined ? <>{of.text}</> : <span {...marks}>{of.text}</span>
}

/** The pack's own untranslated texts (a publisher, a dispute, a source) are in its first language. */
export function Written({ site, text }: { readonly site: Site; readonly text: string }): JSX.Element {
  return <Worded site={site} of={{ text, language: site.pack.settings.languages[0] }} />
}
