/** A diagram in words: a numbered list of its nodes, under each its branches and where they lead. It says all that the picture shows, and names every value. */
import type { JSX } from "hono/jsx/jsx-runtime"
import type { Question } from "../law/types.ts"
import type { Branch, Drawn, Graph, GraphNode, Lit } from "./diagram/graph.ts"
import type { Key } from "./diagram/sketch.ts"
import { groupOf, headingOf, valuesOf } from "./diagram/wording.ts"
import { OutcomeWord } from "./outcome.tsx"
import type { Site } from "./site.ts"
import { Worded } from "./worded.tsx"

interface Props {
  readonly site: Site
  readonly question: Question
  readonly drawn: Drawn
  readonly graph: Graph
  /** As the picture counts them. */
  readonly numbers: ReadonlyMap<Key, number>
  readonly lit: ReadonlyMap<Branch, Lit> | null
  /** The picture's, for the places that lines lead to. */
  readonly id: string
}

export function DiagramWords(props: Props): JSX.Element {
  const { site, question, drawn, graph, numbers, lit, id } = props
  const nodes = graph.nodes.toSorted((a, b) => (numbers.get(a.node) ?? 0) - (numbers.get(b.node) ?? 0))
  return (
    <ol class="ways" id={`${id}-words`}>
      {nodes.map((node) => (
        <li id={placeId(props, node.node)} class={node.branches.some((branch) => (lit?.get(branch) ?? null) !== null) ? "lit" : undefined}>
          <b>
            <Worded site={site} of={headingOf(site, question, drawn, node.level)} />
          </b>
          <ul>
            {node.branches.map((branch) => (
              <li>
                <Values {...props} node={node} branch={branch} />: <Leads {...props} branch={branch} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function placeId({ id, numbers }: Props, node: Key): string {
  return `${id}-${String(numbers.get(node))}`
}

/** Values of what else there is that are named: of more, the other branches say enough. */
const MOST_NAMED = 6

function Values({ site, question, drawn, node, branch }: Props & { readonly node: GraphNode; readonly branch: Branch }): JSX.Element {
  const values = valuesOf(site, question, drawn, node, branch)
  const group = groupOf(site, drawn, node, branch)
  if (group !== null) return <Worded site={site} of={group} />
  if (branch.isRest && values.length > MOST_NAMED) return <>{site.t("diagram.any-other")}</>
  const named = values.map((value, index) => [index === 0 ? "" : " · ", <Worded site={site} of={value} />])
  return branch.isRest ? <>{site.rich("diagram.any-other-of", {}, { values: () => named })}</> : <>{named}</>
}

function Leads(props: Props & { readonly branch: Branch }): JSX.Element {
  const { site, numbers, lit, branch } = props
  const light = lit?.get(branch) ?? null
  return (
    <>
      {branch.to.kind === "outcome" ? <OutcomeWord site={site} result={branch.to.outcome} /> : <a href={`#${placeId(props, branch.to.node)}`}>{site.t("diagram.go-on", { number: numbers.get(branch.to.node) ?? 0 })}</a>}
      {light !== null && <b> ({site.t(light === "certain" ? "diagram.on-the-way" : "diagram.may-be")})</b>}
    </>
  )
}
