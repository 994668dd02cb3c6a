/** The page that checks as one file, to keep: look, words, script and policy stand in it, and it asks nobody for anything. */
import { raw } from "hono/html"
import type { JSX } from "hono/jsx/jsx-runtime"
import { LANGUAGES } from "../../ui/languages.ts"
import type { PageScript } from "../../ui/script.ts"
import type { Site } from "../../ui/site.ts"
import type { VerifyView } from "./model.ts"
import { Checking } from "./verify-page.tsx"

/** What a file may do that no server speaks for: run what stands in it, and nothing that leaves it. */
const FILE_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

export function VerifyFile({ site, view, script, css }: { readonly site: Site; readonly view: VerifyView; readonly script: PageScript; readonly css: string }): JSX.Element {
  const title = `${site.t("verify.title")} – ${site.pack.settings.name}`
  return (
    <html lang={site.language} dir={LANGUAGES[site.language].dir}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content={FILE_POLICY} />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <style>{raw(css)}</style>
      </head>
      <body>
        <main id="main" class="wrap narrow">
          <Checking site={site} view={view} form="file" />
        </main>
        <footer class="foot">
          <div class="wrap">
            <p>{title}</p>
            <p>{site.t("foot.made-with")}</p>
          </div>
        </footer>
        <script>{raw(script.code.replaceAll("</script", "<\\/script"))}</script>
      </body>
    </html>
  )
}
