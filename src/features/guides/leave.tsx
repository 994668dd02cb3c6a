/**
 * "Leave this page": a bar of its own that stays in sight, so it stands on nothing. A link, so it needs no script; with one (leave-page.ts) the
 * other page takes this one's place. It leads to a page that anybody may be reading, in the reader's language, and is told nothing.
 */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Site } from "../../ui/site.ts"

export function Leave({ site }: { readonly site: Site }): JSX.Element {
  return (
    <aside class="leave" aria-label={site.t("guide.leave-label")}>
      <div class="wrap">
        <p class="meta">{site.t("guide.leave-note")}</p>
        <a href={`https://${site.language}.wikipedia.org/`} rel="external noreferrer" data-leave>
          {site.t("guide.leave")}
        </a>
      </div>
    </aside>
  )
}
