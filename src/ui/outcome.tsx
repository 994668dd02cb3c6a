/**
 * An outcome: a word, a shape and a colour, so that none of them carries it alone. What binds is drawn solid, what is only
 * advised dashed.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Answer } from "../law/answer-form.ts"
import { ShapeIcon, type Shape } from "./icons.tsx"
import type { Site } from "./site.ts"

export type Result = Answer["outcome"]
type Tone = "no" | "yes" | "ask"

interface Look {
  readonly shape: Shape
  readonly tone: Tone
  readonly advised: boolean
}

export function lookOf(result: Result): Look {
  switch (result) {
    case "prohibited":
      return { shape: "stop", tone: "no", advised: false }
    case "advised-against":
      return { shape: "stop", tone: "no", advised: true }
    case "allowed":
      return { shape: "go", tone: "yes", advised: false }
    case "advised-for":
      return { shape: "go", tone: "yes", advised: true }
    case "required":
      return { shape: "must", tone: "yes", advised: false }
    case "silent":
    case "conflict":
      return { shape: "call", tone: "ask", advised: false }
    case "open":
      return { shape: "open", tone: "ask", advised: false }
    case "impossible":
      return { shape: "clash", tone: "ask", advised: false }
  }
}

/** The outcome's word, as DESIGN.md's labels have it. */
export function labelOf(site: Site, result: Result): string {
  return site.t(`outcome.${result}`)
}

/** The big one, at the head of an answer. */
export function Outcome({ site, result, children }: { readonly site: Site; readonly result: Result; readonly children?: Child }): JSX.Element {
  const { shape, tone, advised } = lookOf(result)
  return (
    <div class={`outcome ${tone}${advised ? " advised" : ""}`}>
      <ShapeIcon shape={shape} dashed={advised} />
      <div>
        <p class="word">{labelOf(site, result)}</p>
        {children}
      </div>
    </div>
  )
}

/** The small one, in a line or a table. */
export function OutcomeWord({ site, result }: { readonly site: Site; readonly result: Result }): JSX.Element {
  const { shape, tone, advised } = lookOf(result)
  return (
    <span class={`outcome-word ${tone}`}>
      <ShapeIcon shape={shape} dashed={advised} />
      <span>{labelOf(site, result)}</span>
    </span>
  )
}
