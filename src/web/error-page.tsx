/** Errors as pages: what happened, what to do next. Nothing of the request is repeated. */
import type { JSX } from "hono/jsx/jsx-runtime"
import { Layout } from "../ui/layout.tsx"
import { Phone } from "../ui/phone.tsx"
import type { Site } from "../ui/site.ts"

export type ErrorKind = "not-found" | "not-allowed" | "too-large" | "bad-request" | "away" | "failed"

export function ErrorPage({ site, kind }: { readonly site: Site; readonly kind: ErrorKind }): JSX.Element {
  const emergency = site.pack.help.find((line) => line.for === "emergency")
  return (
    <Layout site={site} title={site.t(`error.${kind}-title`)} path="/" width="narrow">
      <div class="flow">
        <h1>{site.t(`error.${kind}-title`)}</h1>
        <p class="lead">{site.t(`error.${kind}`)}</p>
        {emergency !== undefined && <p>{site.rich("error.emergency", {}, { phone: () => <Phone site={site} number={emergency.number} /> })}</p>}
        <p class="actions">
          <a class="button" href={site.href("/ask")}>
            {site.t("nav.ask")}
          </a>
          <a href={site.href("/")}>{site.t("error.home")}</a>
        </p>
      </div>
    </Layout>
  )
}
