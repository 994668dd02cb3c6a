/** Cells of a fact's domain in a reader's words: values by their labels, ranges by their ends. */
import type { Cell } from "../kernel/diagram/domains.ts"
import { NUMBER_RANGE, parseGiven, printNumber } from "../kernel/diagram/values.ts"
import type { Day, Fact, Question } from "../law/types.ts"
import type { Text } from "../law/wording.ts"
import { givenWords, valueWords, writtenWords } from "./fact-words.ts"
import type { Site } from "./site.ts"

/** One text a value; ranges that touch are one. */
export function cellsWords(site: Site, fact: Fact, cells: readonly Cell[]): readonly Text[] {
  return joinedRanges(cells).flatMap((cell) => cellWords(site, fact, cell))
}

/** A value that stands for all that the rules of a day do not tell from it: a number for its range. */
export function classWords(site: Site, question: Question, on: Day, fact: Fact, written: string): Text {
  const read = parseGiven(fact, written)
  if (read.kind !== "given" || read.given.kind !== "number") return writtenWords(site, fact, written)
  const { value } = read.given
  const cells = site.book.open(question, on).forest.facts.find(({ id }) => id === fact.id)?.cells ?? []
  const [words] = cellsWords(site, fact, cells.filter((cell) => cell.kind === "range" && cell.from <= value && value <= cell.to))
  return words ?? writtenWords(site, fact, written)
}

/** Ranges that touch, made one. */
function joinedRanges(cells: readonly Cell[]): readonly Cell[] {
  return cells.reduce<readonly Cell[]>((joined, cell) => {
    const last = joined.at(-1)
    if (cell.kind !== "range" || last?.kind !== "range" || last.to + 1 !== cell.from) return [...joined, cell]
    return [...joined.slice(0, -1), { kind: "range", from: last.from, to: cell.to }]
  }, [])
}

function cellWords(site: Site, fact: Fact, cell: Cell): readonly Text[] {
  switch (cell.kind) {
    case "values":
      return cell.values.map((value) => valueWords(site, fact, value))
    case "other":
      return [{ text: site.t("change.any-other"), language: site.language }]
    case "absent":
      return [valueWords(site, fact, "absent")]
    case "range":
      return [{ text: rangeWords(site, fact, cell), language: site.language }]
  }
}

/** A range by its ends; signs need no translation. Of days and lengths of time the end is the first moment that is past it. */
function rangeWords(site: Site, fact: Fact, { from, to }: Extract<Cell, { readonly kind: "range" }>): string {
  const unit = fact.shape.kind === "number" ? fact.shape.unit : "integer"
  const { least, most } = NUMBER_RANGE[unit]
  const words = (value: number): string => (unit === "datetime" ? givenWords(site, fact, { kind: "number", value }).text : printNumber(unit, value))
  const upTo = unit === "integer" ? `≤ ${words(to)}` : `< ${words(to + 1)}`
  if (from === least) return to === most ? site.t("change.any") : upTo
  if (to === most) return `≥ ${words(from)}`
  if (from === to) return words(from)
  return unit === "integer" ? `${words(from)} – ${words(to)}` : `≥ ${words(from)}, ${upTo}`
}
