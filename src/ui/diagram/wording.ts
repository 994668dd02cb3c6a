/** What stands in a picture: the question at a node, the values along a branch, in a reader's words. */
import type { FactDomain, Variable } from "../../kernel/diagram/domains.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Fact, Question } from "../../law/types.ts"
import type { Text } from "../../law/wording.ts"
import { cellsWords } from "../cell-words.ts"
import { factOf, factShort, valueWords } from "../fact-words.ts"
import type { Site } from "../site.ts"
import { branchKey, type Branch, type Drawn, type Graph, type GraphNode } from "./graph.ts"
import type { Sketch, SketchNode } from "./sketch.ts"

/** Values along a branch that are all named in the picture. */
const MOST_NAMED = 3

/** What is asked at the nodes of a level: the fact, and of a set one of its members. */
export function headingOf(site: Site, question: Question, { facts, variables }: Drawn, level: number): Text {
  const { variable, fact } = variableAt(question, facts, variables, level)
  const name = factShort(site, fact)
  switch (variable.role.kind) {
    case "value":
      return name
    case "presence":
      return ours(site, site.t("diagram.is-there", { fact: name.text }))
    case "member":
      return ours(site, site.t("diagram.has", { fact: name.text, value: valueWords(site, fact, variable.role.member).text }))
    case "others":
      return ours(site, site.t("diagram.has-others", { fact: name.text }))
  }
}

/** Every value along a branch. */
export function valuesOf(site: Site, question: Question, { facts, variables }: Drawn, { level }: GraphNode, { cells }: Branch): readonly Text[] {
  const { variable, fact, domain } = variableAt(question, facts, variables, level)
  switch (variable.role.kind) {
    case "presence":
      return cells.map((cell) => ours(site, site.t(cell === 0 ? "value.yes" : "value.no")))
    case "member":
    case "others":
      return cells.map((cell) => ours(site, site.t(cell === 1 ? "value.yes" : "value.no")))
    case "value":
      return cellsWords(site, fact, cells.map((cell) => domain.cells[cell] ?? bug("ui/diagram: a cell that is not there")))
  }
}

/** The values along a branch, in as many words as a picture has room for. */
function branchLabel(site: Site, values: readonly Text[], isRest: boolean): Text {
  if (isRest) return ours(site, site.t("diagram.any-other"))
  const language = values[0]?.language ?? site.language
  const words = values.map(({ text }) => text)
  if (words.length <= MOST_NAMED) return { text: words.join(" · "), language }
  return { text: site.t("ask.and-more", { names: words.slice(0, MOST_NAMED - 1).join(", "), count: words.length - MOST_NAMED + 1 }), language }
}

/** Where the values along a branch are bodies, and all of one group's: the group. */
export function groupOf(site: Site, { facts, variables }: Drawn, { level }: GraphNode, { cells }: Branch): Text | null {
  const domain = facts[variables[level]?.fact ?? -1]
  if (domain?.visibility !== "asker") return null
  const bodies = cells.flatMap((cell) => { const one = domain.cells[cell]; return one?.kind === "values" ? one.values : [] })
  const group = site.pack.groups.find(({ id }) => {
    const members = site.pack.bodies.filter((body) => body.in.includes(id))
    return bodies.length > 1 && members.length === bodies.length && members.every((body) => bodies.includes(body.id))
  })
  return group === undefined ? null : site.wording.group(group.id)
}

function ours(site: Site, text: string): Text {
  return { text, language: site.language }
}

/** The graph in words, to be laid out. */
export function sketchOf(site: Site, question: Question, drawn: Drawn, graph: Graph): Sketch {
  const levels = [...new Set(graph.nodes.map(({ level }) => level))]
  const nodeOf = (one: GraphNode): SketchNode => ({
    key: one.node,
    branches: one.branches.map((branch) => {
      const values = valuesOf(site, question, drawn, one, branch)
      return {
        key: branchKey(branch),
        label: groupOf(site, drawn, one, branch) ?? branchLabel(site, values, branch.isRest),
        to: branch.to.kind === "node" ? { kind: "node", key: branch.to.node } : { kind: "end", word: site.t(`outcome.${branch.to.outcome}`) },
      }
    }),
  })
  return {
    rows: levels.map((level) => ({
      band: drawn.variables[level]?.fact ?? -1,
      heading: headingOf(site, question, drawn, level),
      nodes: graph.nodes.filter((one) => one.level === level).map(nodeOf),
    })),
  }
}

function variableAt(question: Question, facts: readonly FactDomain[], variables: readonly Variable[], level: number): { readonly variable: Variable; readonly domain: FactDomain; readonly fact: Fact } {
  const variable = variables[level] ?? bug("ui/diagram: a level without a variable")
  const domain = facts[variable.fact] ?? bug("ui/diagram: a variable of no fact")
  return { variable, domain, fact: factOf(question, domain.id) ?? { ...domain, valuesKey: domain.id, span: question.span } }
}
