/**
 * A sketch: what a picture is laid out from, in words alone. Rows from the top down, one for each variable; nodes in rows; a branch
 * leads to a node further down or ends in an outcome's word.
 */

import type { Text } from "../../law/wording.ts"

/** What a node, or a branch, is known by. */
export type Key = number

export interface Sketch {
  readonly rows: readonly SketchRow[]
}

export interface SketchRow {
  /** Rows of one band belong to one fact and follow each other. */
  readonly band: number
  readonly heading: Text
  readonly nodes: readonly SketchNode[]
}

export interface SketchNode {
  readonly key: Key
  readonly branches: readonly SketchBranch[]
}

export interface SketchBranch {
  readonly key: Key
  readonly label: Text
  readonly to: { readonly kind: "node"; readonly key: Key } | { readonly kind: "end"; readonly word: string }
}
