/**
 * What has been said so far, each line with a way to change it. Where nothing private was said that way is a link; else it
 * is a button of the form `situation`, which carries what may not stand in an address.
 */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Text } from "../law/wording.ts"
import type { Site } from "./site.ts"
import { Worded } from "./worded.tsx"

export type Change = { readonly kind: "link"; readonly href: string } | { readonly kind: "button"; readonly name: string; readonly value: string }

export interface SaidFact {
  readonly fact: Text
  readonly value: Text
  readonly change: Change
}

/** The id of the form that buttons belong to. */
export const SITUATION_FORM = "situation"

export function FactsSoFar({ site, facts, heading }: { readonly site: Site; readonly facts: readonly SaidFact[]; readonly heading: string }): JSX.Element {
  if (facts.length === 0) return <></>
  return (
    <section class="so-far">
      <h2>{heading}</h2>
      <dl>
        {facts.map(({ fact, value, change }) => (
          <div>
            <dt>
              <Worded site={site} of={fact} />
            </dt>
            <dd>
              <Worded site={site} of={value} />
            </dd>
            <dd class="change">
              <ChangeControl site={site} change={change} fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function ChangeControl({ site, change, fact }: { readonly site: Site; readonly change: Change; readonly fact: Text }): JSX.Element {
  const words = (
    <>
      {site.t("ask.change")} <span class="hidden">{fact.text}</span>
    </>
  )
  if (change.kind === "link") return <a href={change.href}>{words}</a>
  return (
    <button class="as-link" form={SITUATION_FORM} name={change.name} value={change.value}>
      {words}
    </button>
  )
}
