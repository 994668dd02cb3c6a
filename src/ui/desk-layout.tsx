/** The frame of the desk's pages: as everywhere, with who is signed in, the way to the desk and the way out. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import { DeskForm } from "./desk-form.tsx"
import { Layout, type LayoutProps } from "./layout.tsx"
import type { Site } from "./site.ts"

/** What the frame shows of a visit. */
export interface Signed {
  readonly person: { readonly name: string }
  readonly csrf: string
}

export interface DeskLayoutProps extends Omit<LayoutProps, "above" | "staff"> {
  /** `null` where nobody is signed in. */
  readonly visit: Signed | null
  /** Said above everything else, on every page of it: that this is practice, for one. */
  readonly strip?: Child
}

export function DeskLayout({ visit, strip, children, width = "narrow", ...rest }: DeskLayoutProps): JSX.Element {
  return (
    <Layout {...rest} width={width} staff={true} above={<Above site={rest.site} visit={visit} strip={strip} />}>
      <div class="flow">{children}</div>
    </Layout>
  )
}

function Above({ site, visit, strip }: { readonly site: Site; readonly visit: Signed | null; readonly strip: Child }): JSX.Element {
  return (
    <>
      {visit !== null && (
        <div class="signed">
          <div class="wrap">
            <a href={site.href("/desk")}>{site.t("people.desk")}</a>
            <a href={site.href("/desk/me")}>{visit.person.name}</a>
            <DeskForm csrf={visit.csrf} action={site.href("/desk/sign-out")}>
              <button class="as-link" type="submit">
                {site.t("people.sign-out")}
              </button>
            </DeskForm>
          </div>
        </div>
      )}
      {strip}
    </>
  )
}
