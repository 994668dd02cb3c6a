/** What `writ replay --json` prints. */
import type { LawBook } from "../law/book.ts"
import type { Example, Replayed } from "../law/replay/tally.ts"
import type { Day } from "../law/types.ts"

export interface WrongLine {
  readonly line: number
  readonly problem: string
}

/** One call, done. */
export interface ReplayRun {
  readonly file: string
  readonly own: LawBook
  readonly other: LawBook
  /** The day whose law decided again. */
  readonly on: Day
  /** The folders of the packs as given, for calls to paste; `null` for the one that needs no naming. */
  readonly packs: { readonly own: string | null; readonly other: string | null }
  /** `false` where the person left before the file's end. */
  readonly ended: boolean
  readonly lines: number
  readonly wrong: { readonly count: number; readonly first: readonly WrongLine[] }
  readonly found: Replayed
}

export function replayJson({ file, own, other, on, ended, lines, wrong, found }: ReplayRun): unknown {
  return {
    file,
    made: lawOf(own),
    again: { ...lawOf(other), on },
    ended,
    lines,
    wrong,
    ...found,
    bodies: found.bodies.map(({ of, ...share }) => ({ of: of === "" ? null : of, ...share })),
    groups: found.groups.map(({ example, ...group }) => ({ ...group, example: exampleJson(example) })),
  }
}

function lawOf({ pack }: LawBook): { readonly pack: string; readonly digest: string } {
  return { pack: pack.settings.id, digest: pack.digest }
}

function exampleJson({ facts, ...example }: Example): unknown {
  const written = Object.fromEntries(facts)
  return { ...example, facts: written }
}
