/**
 * How an event stood on a day: a word and a shape, in the ink of the page. No colour says whether that is good or bad. What was only
 * said is an outline; what was ordered or done is filled; what a court stopped has a bar; what nobody knows is dashed.
 */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { EventStatus } from "../law/timeline/types.ts"
import type { Site } from "./site.ts"

/** A mark's side, in the units of a drawing. */
export const MARK = 16

const CIRCLE = "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 1 1 0-12.5z"
const DIAMOND = "M8 1l7 7-7 7-7-7z"

interface Look {
  readonly outline: string
  readonly filled?: true
  readonly dashed?: true
  readonly inside?: string
}

function lookOf(status: EventStatus): Look {
  switch (status) {
    case "threatened":
      return { outline: "M8 1.75l6.75 12H1.25z" }
    case "reported":
      return { outline: DIAMOND }
    case "announced":
      return { outline: CIRCLE }
    case "ordered":
      return { outline: DIAMOND, filled: true }
    case "under-way":
      return { outline: CIRCLE, filled: true }
    case "blocked":
      return { outline: CIRCLE, inside: "M3.8 12.2l8.4-8.4" }
    case "suspended":
      return { outline: CIRCLE, inside: "M6.1 5.2v5.6M9.9 5.2v5.6" }
    case "ended":
      return { outline: "M2.25 2.25h11.5v11.5H2.25z", filled: true }
    case "unknown-since":
      return { outline: CIRCLE, dashed: true, inside: "M6.1 6.4a1.95 1.95 0 1 1 2.8 1.75c-.6.3-.9.65-.9 1.25M8 11.4v.35" }
  }
}

/** `at`: in a drawing, the mark's middle. */
export function StatusShape({ status, at }: { readonly status: EventStatus; readonly at?: { readonly x: number; readonly y: number } }): JSX.Element {
  const { outline, filled, dashed, inside } = lookOf(status)
  const place = at === undefined ? {} : { x: at.x - MARK / 2, y: at.y - MARK / 2, width: MARK, height: MARK }
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false" {...place}>
      <path class={filled === true ? "full" : "hollow"} d={outline} {...(dashed === true ? { "stroke-dasharray": "2.6 1.9" } : {})} />
      {inside !== undefined && <path class="inside" d={inside} />}
    </svg>
  )
}

export function StatusWord({ site, status }: { readonly site: Site; readonly status: EventStatus }): JSX.Element {
  return (
    <span class="status">
      <StatusShape status={status} />
      <span>{site.t(`status.${status}`)}</span>
    </span>
  )
}
