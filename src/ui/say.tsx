/** The exact words to say, set apart so that they can be read out. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Text } from "../law/wording.ts"
import type { Site } from "./site.ts"
import { Worded } from "./worded.tsx"

export function Say({ site, words }: { readonly site: Site; readonly words: readonly Text[] }): JSX.Element {
  if (words.length === 0) return <></>
  return (
    <section class="say">
      <h2>{site.t("answer.say")}</h2>
      {words.map((text) => (
        <p>
          <Quoted site={site} text={text} />
        </p>
      ))}
    </section>
  )
}

/** In the marks of its language; a text that brings its own, such as words in one language explained in another, as it is. */
function Quoted({ site, text }: { readonly site: Site; readonly text: Text }): JSX.Element {
  const words = <Worded site={site} of={text} />
  return /[“”«»"]/.test(text.text) ? words : <q>{words}</q>
}
