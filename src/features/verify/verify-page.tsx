/**
 * The page that checks receipts in the reader's browser: where files go in, what came out, whose signature counts, where files for
 * deciding again are, and the same on the command line. Without a script the last two are what it is for.
 */
import { raw } from "hono/html"
import type { JSX } from "hono/jsx/jsx-runtime"
import { ShapeIcon, type Shape } from "../../ui/icons.tsx"
import { Layout } from "../../ui/layout.tsx"
import { Notice } from "../../ui/notices.tsx"
import type { PageScript } from "../../ui/script.ts"
import type { Site } from "../../ui/site.ts"
import type { Form, VerifyView } from "./model.ts"
import { setupFor } from "./queries.ts"

export function VerifyPage({ site, view, script }: { readonly site: Site; readonly view: VerifyView; readonly script: PageScript }): JSX.Element {
  return (
    <Layout site={site} title={site.t("verify.title")} path="/verify" width="narrow" script={script}>
      <Checking site={site} view={view} form="page" />
    </Layout>
  )
}

/** All that stands in the page and in the file alike. */
export function Checking({ site, view, form }: { readonly site: Site; readonly view: VerifyView; readonly form: Form }): JSX.Element {
  return (
    <div class="flow-3">
      <header class="page-head">
        <h1>{site.t("verify.title")}</h1>
        <p class="lead">{site.t("verify.lead")}</p>
        <p>{site.t("verify.proves")}</p>
        <p class="strong">{site.t("proof.no-limits")}.</p>
      </header>
      <div class="without-script">
        <Notice kind="warn">
          <p>{site.t("verify.no-script")}</p>
        </Notice>
      </div>
      <FilesForm site={site} />
      <section class="flow" id="results" hidden>
        <h2>{site.t("verify.results")}</h2>
        <p id="summary" role="status" class="strong"></p>
        <div id="report" class="flow-3"></div>
      </section>
      <PolicyPart site={site} view={view} form={form} />
      <LawsPart site={site} view={view} form={form} />
      <section class="flow">
        <h2>{site.t("verify.command")}</h2>
        <p>{site.t("verify.command-lead")}</p>
        <pre tabindex={0}>{COMMANDS}</pre>
      </section>
      {form === "page" && (
        <section class="flow no-print">
          <h2>{site.t("verify.keep")}</h2>
          <p>{site.t("verify.keep-lead")}</p>
          <p>
            <a href={site.href("/verify/file")} download={`verify-${site.language}.html`}>
              {site.t("verify.keep-download")}
            </a>
          </p>
        </section>
      )}
      <Templates site={site} />
      <script type="application/json" id="check-setup">
        {raw(setupFor(site.texts, view))}
      </script>
    </div>
  )
}

const COMMANDS = `writ verify act.tlog-proof --policy policy
writ verify act.tlog-proof --policy policy \\
  --opening opening.json --from export/
writ verify older newer --policy policy --from export/
writ verify export/ --policy policy`

/** No form: nothing is sent. Shown by the script, which it is nothing without. */
function FilesForm({ site }: { readonly site: Site }): JSX.Element {
  return (
    <section class="drop flow no-print" id="check" hidden>
      <label class="strong" for="files">
        {site.t("verify.files")}
      </label>
      <p class="hint" id="files-hint">
        {site.t("verify.files-hint")}
      </p>
      <input type="file" id="files" multiple aria-describedby="files-hint" />
      <div class="given meta"></div>
      <p class="meta">{site.t("verify.private")}</p>
      <button type="button" class="as-link">
        {site.t("verify.clear")}
      </button>
    </section>
  )
}

function PolicyPart({ site, view: { policy }, form }: { readonly site: Site; readonly view: VerifyView; readonly form: Form }): JSX.Element {
  if (policy === null) {
    return (
      <section class="flow">
        <h2>{site.t("verify.policy")}</h2>
        <p>{site.t("verify.policy-none")}</p>
      </section>
    )
  }
  return (
    <section class="flow">
      <h2>{site.t("verify.policy")}</h2>
      <p>{site.t("verify.policy-city")}</p>
      <p>{site.t("verify.policy-keys")}</p>
      {policy.keys.map((key) => (
        <code class="key">{key}</code>
      ))}
      <details>
        <summary>{site.t("verify.policy-show")}</summary>
        <pre tabindex={0}>{policy.text}</pre>
      </details>
      {form === "page" && (
        <p>
          <a href="/record/policy" download="policy">
            {site.t("verify.policy-download")}
          </a>
        </p>
      )}
    </section>
  )
}

function LawsPart({ site, view: { policy, laws }, form }: { readonly site: Site; readonly view: VerifyView; readonly form: Form }): JSX.Element {
  if (policy === null) return <></>
  return (
    <section class="flow">
      <h2>{site.t("verify.laws")}</h2>
      <p>{site.t("verify.laws-lead")}</p>
      {laws.length === 0 ? <p>{site.t("verify.laws-none")}</p> : <p>{site.t("verify.law-diagram")}</p>}
      <ul class="instruments">
        {laws.map(({ law, forests, from, index }) => (
          <li>
            <span>{site.t("verify.law-from", { law: law.slice(0, 16), day: site.day(from) })}</span>
            <RecordFile form={form} path={`receipt/${String(index)}.tlog-proof`} name={`law-${String(index)}.tlog-proof`} text={site.t("verify.law-receipt", { index: String(index) })} />
            <RecordFile form={form} path={`kept/${forests}`} name={`diagrams-${String(index)}.json`} text={site.t("verify.law-list")} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A file of the record: to download where a server is, else where an export has it. */
function RecordFile({ form, path, name, text }: { readonly form: Form; readonly path: string; readonly name: string; readonly text: string }): JSX.Element {
  if (form === "page") {
    return (
      <a href={`/record/${path}`} download={name}>
        {text}
      </a>
    )
  }
  return (
    <span>
      {text}: <code class="key">{path}</code>
    </span>
  )
}

const VERDICTS: readonly (readonly [verdict: "good" | "bad" | "open", shape: Shape, tone: string])[] = [
  ["good", "go", "yes"],
  ["bad", "stop", "no"],
  ["open", "open", "ask"],
]

/** The parts that the script puts together: it writes texts into them and makes no markup of its own. */
function Templates({ site }: { readonly site: Site }): JSX.Element {
  return (
    <>
      {VERDICTS.map(([verdict, shape, tone]) => (
        <template id={`check-${verdict}`}>
          <section class="check">
            <div class={`outcome ${tone}`}>
              <ShapeIcon shape={shape} dashed={false} />
              <div>
                <h3 class="word">{site.t(`check.${verdict}`)}</h3>
                <p class="says"></p>
                <p class="meta check-files"></p>
              </div>
            </div>
            <ul class="check-steps"></ul>
            <div class="check-missing">
              <h4>{site.t("check.missing")}</h4>
              <ul></ul>
            </div>
          </section>
        </template>
      ))}
      {VERDICTS.map(([verdict, shape, tone]) => (
        <template id={`step-${verdict}`}>
          <li>
            <span class={`outcome-word ${tone}`}>
              <ShapeIcon shape={shape} dashed={false} />
              <span class="hidden">{site.t(`check.step-${verdict}`)}</span>
            </span>
            <span class="step-says"></span>
          </li>
        </template>
      ))}
      <template id="step-note">
        <li>
          <span class="hidden">{site.t("check.step-note")}</span>
          <span class="step-says"></span>
        </li>
      </template>
    </>
  )
}
