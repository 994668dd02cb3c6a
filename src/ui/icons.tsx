/** The kept set of shapes, as inline SVG: each outcome's, and a few marks beside words. They say nothing that words beside them do not. */
import type { JSX } from "hono/jsx/jsx-runtime"

/** One shape for each way an answer can go; see outcome.tsx. */
export type Shape = "stop" | "go" | "must" | "call" | "open" | "clash"

const OUTLINE: Readonly<Record<Shape, string>> = {
  stop: "M16 4h16l12 12v16L32 44H16L4 32V16z",
  go: "M24 4a20 20 0 1 1 0 40a20 20 0 1 1 0-40z",
  must: "M24 3l18 7v13c0 11-8 18-18 22C14 41 6 34 6 23V10z",
  call: "M6 6h36v28H26l-9 9v-9H6z",
  open: "M24 4a20 20 0 1 1 0 40a20 20 0 1 1 0-40z",
  clash: "M24 4l22 38H2z",
}

const INSIDE: Readonly<Record<Shape, string>> = {
  stop: "M14 24h20",
  go: "M15 25l6.5 6.5L34 18",
  must: "M15.5 24l6 6.5L33 18",
  call: "M24 12v11M24 27.5v.5",
  open: "M15 24h.5M23.7 24h.5M32.5 24h.5",
  clash: "M24 18v11M24 34.5v.5",
}

/** `at`: in a drawing, where its corner is and how large it is; else the style sheet says. */
export function ShapeIcon({ shape, dashed, at }: { readonly shape: Shape; readonly dashed: boolean; readonly at?: { readonly x: number; readonly y: number; readonly size: number } }): JSX.Element {
  return (
    <svg class="shape" viewBox="0 0 48 48" aria-hidden="true" focusable="false" {...(at === undefined ? {} : { x: at.x, y: at.y, width: at.size, height: at.size })}>
      <path d={OUTLINE[shape]} fill="none" stroke="currentColor" stroke-width="3.5" stroke-linejoin="round" {...(dashed ? { "stroke-dasharray": "7 4.5" } : {})} />
      <path d={INSIDE[shape]} fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}

/** A city's emblem, in its own colour. */
export function Emblem({ viewBox, path }: { readonly viewBox: string; readonly path: string }): JSX.Element {
  return (
    <svg class="emblem" viewBox={viewBox} aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  )
}

/** An arrow that points the way the language reads; drawn, since fonts that lack one borrow it in another size. */
export function Arrow({ back }: { readonly back?: boolean }): JSX.Element {
  return (
    <svg class={back === true ? "arrow back" : "arrow"} viewBox="0 0 16 12" aria-hidden="true" focusable="false">
      <path d={back === true ? "M15 6H1.5M6.5 1L1.5 6l5 5" : "M1 6h13.5M9.5 1l5 5-5 5"} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
