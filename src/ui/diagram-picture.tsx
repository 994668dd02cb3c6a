/**
 * A question's outcome diagram as a picture, and the same in words: numbered circles, from each a line for every answer, until a line
 * ends in an outcome. Made on the server, without scripts. What is known lights the ways that it leaves open.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Outcome } from "../kernel/diagram/types.ts"
import type { Edge } from "../kernel/diagram/walked.ts"
import { bug } from "../kernel/text/bug.ts"
import type { Question } from "../law/types.ts"
import { DiagramWords } from "./diagram-words.tsx"
import { branchKey, graphOf, litBranches, type Branch, type Drawn, type Graph, type Lit } from "./diagram/graph.ts"
import { layoutOf, LINE_HEIGHT, pathOf, RADIUS, SHAPE, TEXT_SIZE, type Block, type LaidBranch, type Layout } from "./diagram/layout.ts"
import type { Key } from "./diagram/sketch.ts"
import { sketchOf } from "./diagram/wording.ts"
import { ShapeIcon } from "./icons.tsx"
import { lookOf, OutcomeWord } from "./outcome.tsx"
import { langOf, type Site } from "./site.ts"

/** Nodes of a picture at most, and its width: past that nobody follows a line. */
const MOST_DRAWN = 30
const WIDEST = 2000
/** Nodes told in words at most. */
const MOST_TOLD = 100
/** Nodes whose words are shown without being asked for, beside the picture. */
const MOST_OPEN = 12
/** What is not much wider than a narrow telephone's screen is made smaller there; a wider picture gives way to its words. On other screens what is wider than this moves sideways in its box. */
const NARROW = 320
const ROOMY = 600
/** What is wider than this is made smaller, down to this, before it moves. */
const BROAD = 896

export interface PictureProps {
  readonly site: Site
  readonly question: Question
  /** `null` where it is too large to be drawn or told. */
  readonly drawn: Drawn | null
  /** Unique in the page. */
  readonly id: string
  /** The edges that what is known leaves open (`walkedBy`); left out where nothing is known. */
  readonly walked?: ReadonlySet<Edge> | undefined
  /** Edges to mark, such as those that an amendment changes; the caller says what the mark means. */
  readonly marked?: ReadonlySet<Edge> | undefined
}

export function DiagramPicture({ site, question, drawn, id, walked, marked }: PictureProps): JSX.Element {
  const graph = drawn === null ? null : graphOf(drawn, MOST_TOLD)
  if (drawn === null || graph === null) return <TooLarge site={site} />
  if (graph.start === null) return <></>
  if (graph.start.kind === "outcome") {
    return (
      <p>
        {site.t("diagram.always")} <OutcomeWord site={site} result={graph.start.outcome} />
      </p>
    )
  }
  const layout = graph.nodes.length > MOST_DRAWN ? null : layoutOf(sketchOf(site, question, drawn, graph))
  const isDrawn = layout !== null && layout.width <= WIDEST
  const lit = walked === undefined ? null : litBranches(graph, walked)
  const numbers = new Map(layout === null ? graph.nodes.map(({ node }, index) => [node, index + 1]) : layout.nodes.map(({ key, number }) => [key, number]))
  return (
    <div class="diagram">
      <p class="muted">{site.t("diagram.lead")}</p>
      {isDrawn && lit !== null && <p class={`muted${widthClass(layout)}`}>{site.t([...lit.values()].includes("possible") ? "diagram.possible" : "diagram.certain")}</p>}
      {isDrawn ? <Picture site={site} question={question} id={id} shown={{ graph, layout, lit, marked: marked ?? new Set() }} /> : <TooLarge site={site} />}
      <details open={graph.nodes.length <= MOST_OPEN || !isDrawn}>
        <summary>{site.t("diagram.in-words")}</summary>
        <DiagramWords site={site} question={question} drawn={drawn} graph={graph} numbers={numbers} lit={lit} id={id} />
      </details>
    </div>
  )
}

function widthClass({ width }: Layout): string {
  return width > BROAD ? " wide broad" : width > NARROW ? " wide" : ""
}

function TooLarge({ site }: { readonly site: Site }): JSX.Element {
  return <p>{site.t("diagram.too-large", { count: MOST_DRAWN })}</p>
}

interface Shown {
  readonly graph: Graph
  readonly layout: Layout
  readonly lit: ReadonlyMap<Branch, Lit> | null
  readonly marked: ReadonlySet<Edge>
}

function Picture({ site, question, id, shown }: { readonly site: Site; readonly question: Question; readonly id: string; readonly shown: Shown }): JSX.Element {
  const { layout } = shown
  const { width, height } = layout
  const name = site.t("diagram.name", { question: site.wording.question(question.id).text })
  const branches = branchesShown(shown)
  const reached = new Set(branches.flatMap(({ branch, light }) => (light === null ? [] : [branch])))
  const isLit = (key: Key): boolean => shown.graph.nodes.some(({ node, branches: own }) => node === key && own.some((branch) => reached.has(branch)))
  return (
      <div class={`picture${widthClass(layout)}`} {...(width > ROOMY ? { tabindex: 0, role: "region", "aria-label": name } : {})}>
        <svg viewBox={`0 0 ${String(width)} ${String(height)}`} width={`${String(width / 16)}rem`} height={`${String(height / 16)}rem`} font-size={TEXT_SIZE} role="img" aria-labelledby={`${id}-name`} aria-describedby={`${id}-words`} focusable="false">
          <title id={`${id}-name`}>{name}</title>
          {layout.bands.map(({ y, height: own }) => (
            <rect class="band" x="0.5" y={y} width={width - 1} height={own} rx="3" />
          ))}
          {layout.headings.map(({ x, top, lines, language }) => (
            <text class="heading" {...langOf(site, language)}>
              {linesAt(x, top, lines)}
            </text>
          ))}
          {branches.map(({ laid, classes }) => (
            <path class={classes} d={laid.curves.map(pathOf).join("")} />
          ))}
          {branches.map(({ laid, branch }) => (
            <>
              <BlockText block={laid.label} marks={langOf(site, laid.branch.label.language)} />
              {laid.end !== null && branch.to.kind === "outcome" && <End end={laid.end} outcome={branch.to.outcome} />}
            </>
          ))}
          {layout.nodes.map(({ key, number, x, y }) => (
            <>
              <circle class={isLit(key) ? "node lit" : "node"} cx={x} cy={y} r={RADIUS} />
              <text class={isLit(key) ? "number lit" : "number"} x={x} y={y + 4.5} text-anchor="middle">
                {number}
              </text>
            </>
          ))}
        </svg>
      </div>
  )
}

interface ShownBranch {
  readonly laid: LaidBranch
  readonly branch: Branch
  readonly light: Lit
  readonly classes: string
}

/** Lit and marked lines last, so that they lie on top. */
function branchesShown({ graph, layout, lit, marked }: Shown): readonly ShownBranch[] {
  const byKey = new Map(graph.nodes.flatMap(({ branches }) => branches.map((branch) => [branchKey(branch), branch])))
  const shown = layout.branches.map((laid): ShownBranch => {
    const branch = byKey.get(laid.branch.key) ?? bug("ui/diagram: a line of no branch")
    const light = lit?.get(branch) ?? null
    const isMarked = branch.edges.some((edge) => marked.has(edge))
    return { laid, branch, light, classes: ["way", ...(light === null ? [] : [light]), ...(isMarked ? ["marked"] : [])].join(" ") }
  })
  return shown.toSorted((a, b) => a.classes.length - b.classes.length)
}

/** Where a branch ends: the outcome's shape, colour and word. */
function End({ end, outcome }: { readonly end: NonNullable<LaidBranch["end"]>; readonly outcome: Outcome }): JSX.Element {
  const { shape, tone, advised } = lookOf(outcome)
  return (
    <g class={tone}>
      <ShapeIcon shape={shape} dashed={advised} at={{ x: end.x - SHAPE / 2, y: end.shapeTop, size: SHAPE }} />
      <BlockText block={end.word} />
    </g>
  )
}

function BlockText({ block, marks }: { readonly block: Block; readonly marks?: { readonly lang?: string } }): JSX.Element {
  return (
    <text text-anchor="middle" {...marks}>
      {linesAt(block.x, block.top, block.lines)}
    </text>
  )
}

/** Blanks between the lines are for those who copy the text. */
function linesAt(x: number, top: number, lines: readonly string[]): readonly Child[] {
  return lines.map((line, index) => [
    index === 0 ? "" : " ",
    <tspan x={x} y={top + LINE_HEIGHT * (index + 1) - 4}>
      {line}
    </tspan>,
  ])
}
