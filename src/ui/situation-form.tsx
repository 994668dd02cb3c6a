/** A form that carries a situation: what may not stand in an address goes in its hidden fields. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Site } from "./site.ts"
import { privateFields, publicFields, situationPath, type Situation } from "./situation.ts"

/** A form that leads on in the same situation: with GET while nothing private is in it, else with POST. */
export function SituationForm({ site, situation, isPrivate, children }: { readonly site: Site; readonly situation: Situation; readonly isPrivate: boolean; readonly children: Child }): JSX.Element {
  if (!isPrivate) {
    return (
      <form method="get" action={site.href(`/ask/${situation.question.id}`)} novalidate>
        <Hidden fields={publicFields(situation)} />
        {children}
      </form>
    )
  }
  return (
    <form method="post" action={site.href(situationPath(situation))} novalidate>
      <Hidden fields={privateFields(situation)} />
      {children}
    </form>
  )
}

/** Fields that no one sees. */
export function Hidden({ fields }: { readonly fields: readonly (readonly [name: string, value: string])[] }): JSX.Element {
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
