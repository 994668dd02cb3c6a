/** A link to another site, for a source: shown as text where its address is not one to follow. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"

export function ExternalLink({ href, children }: { readonly href: string | null; readonly children: Child }): JSX.Element {
  if (href === null || !/^https?:\/\//i.test(href)) return <>{children}</>
  return (
    <a href={href} rel="external noreferrer">
      {children}
    </a>
  )
}
