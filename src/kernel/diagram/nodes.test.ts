/** Nodes: equal functions are equal numbers, and every operation does at each situation what it says. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { FALSE, NodeStore, TERMINALS, TooManyNodes, TRUE, type DiagramNode } from "./nodes.ts"

const ARITIES = [2, 3, 2]
const SITUATIONS = ARITIES.reduce<readonly (readonly number[])[]>((rows, arity) => rows.flatMap((row) => Array.from({ length: arity }, (_, cell) => [...row, cell])), [[]])

/** A function as a table: a terminal for each of `SITUATIONS`. */
type Table = readonly number[]

const truths: fc.Arbitrary<Table> = fc.array(fc.constantFrom(FALSE, TRUE), { minLength: SITUATIONS.length, maxLength: SITUATIONS.length })
const outcomes: fc.Arbitrary<Table> = fc.array(fc.nat(3), { minLength: SITUATIONS.length, maxLength: SITUATIONS.length })

function diagramOf(store: NodeStore, table: Table): DiagramNode {
  const below = (level: number, from: number, length: number): DiagramNode => {
    const arity = ARITIES[level]
    if (arity === undefined) return table[from]!
    const part = length / arity
    return store.make(level, Array.from({ length: arity }, (_, cell) => below(level + 1, from + cell * part, part)))
  }
  return below(0, 0, table.length)
}

function tableOf(store: NodeStore, node: DiagramNode): Table {
  return SITUATIONS.map((row) => row.reduce((current, cell, level) => store.child(current, level, cell), node))
}

test("a table becomes a diagram with the same values, and equal tables one node", () => {
  fc.assert(
    fc.property(outcomes, outcomes, (one, other) => {
      const store = new NodeStore(ARITIES)
      const [left, right] = [diagramOf(store, one), diagramOf(store, other)]
      expect(tableOf(store, left)).toEqual(one)
      expect(left === right).toBe(one.join() === other.join())
    }),
  )
})

test("and, or, not and choose are what they are at every situation", () => {
  fc.assert(
    fc.property(truths, truths, outcomes, outcomes, (p, q, values, others) => {
      const store = new NodeStore(ARITIES)
      const [left, right] = [diagramOf(store, p), diagramOf(store, q)]
      expect(tableOf(store, store.and(left, right))).toEqual(p.map((one, at) => (one === TRUE && q[at] === TRUE ? TRUE : FALSE)))
      expect(tableOf(store, store.or(left, right))).toEqual(p.map((one, at) => (one === TRUE || q[at] === TRUE ? TRUE : FALSE)))
      expect(store.meet(left, right)).toBe(p.some((one, at) => one === TRUE && q[at] === TRUE))
      expect(tableOf(store, store.not(left))).toEqual(p.map((one) => (one === TRUE ? FALSE : TRUE)))
      expect(tableOf(store, store.choose(left, diagramOf(store, values), diagramOf(store, others)))).toEqual(p.map((one, at) => (one === TRUE ? values[at] : others[at])))
      expect(tableOf(store, store.choose(left, 2, diagramOf(store, others)))).toEqual(p.map((one, at) => (one === TRUE ? 2 : others[at])))
    }),
  )
})

test("a law of logic holds as equality of nodes", () => {
  fc.assert(
    fc.property(truths, truths, (p, q) => {
      const store = new NodeStore(ARITIES)
      const [left, right] = [diagramOf(store, p), diagramOf(store, q)]
      expect(store.not(store.and(left, right))).toBe(store.or(store.not(left), store.not(right)))
      expect(store.not(store.not(left))).toBe(left)
      expect(store.or(left, store.not(left))).toBe(TRUE)
    }),
  )
})

test("a variable that is put in is gone, and the rest is as it was", () => {
  fc.assert(
    fc.property(outcomes, fc.nat(2), fc.nat(2), (table, level, drawn) => {
      const store = new NodeStore(ARITIES)
      const node = diagramOf(store, table)
      const cell = drawn % ARITIES[level]!
      const cut = store.restrict(node, level, cell)
      expect(store.support(cut)).not.toContain(level)
      const putIn = SITUATIONS.map((row) => row.with(level, cell))
      expect(tableOf(store, cut)).toEqual(putIn.map((row) => tableOf(store, node)[SITUATIONS.findIndex((one) => one.join() === row.join())]))
    }),
  )
})

test("a diagram depends on a level exactly where another cell of it gives another value", () => {
  fc.assert(
    fc.property(outcomes, (table) => {
      const store = new NodeStore(ARITIES)
      const node = diagramOf(store, table)
      const valueOf = (row: readonly number[]): number => table[SITUATIONS.findIndex((one) => one.join() === row.join())]!
      const depends = ARITIES.map((arity, level) => SITUATIONS.some((row) => Array.from({ length: arity }, (_, cell) => cell).some((cell) => valueOf(row.with(level, cell)) !== valueOf(row))))
      expect([...store.support(node)].sort()).toEqual([0, 1, 2].filter((level) => depends[level]))
    }),
  )
})

test("a diagram brought over to another store is the same function", () => {
  fc.assert(
    fc.property(outcomes, (table) => {
      const [from, to] = [new NodeStore(ARITIES), new NodeStore(ARITIES)]
      const node = diagramOf(from, table)
      expect(tableOf(to, to.load(from.data, node))).toEqual(table)
    }),
  )
})

describe("an example", () => {
  test("a literal is one node: a level, then a child a cell", () => {
    const store = new NodeStore([2, 3])
    const node = store.literal(1, (cell) => cell === 2)
    expect([...store.data.subarray(node, node + 4)]).toEqual([1, FALSE, FALSE, TRUE])
    expect(store.count).toBe(1)
  })

  test("a node of equal children is its child", () => {
    const store = new NodeStore([2])
    expect(store.make(0, [5, 5])).toBe(5)
    expect(store.count).toBe(0)
  })

  test("many nodes keep their numbers when the table grows", () => {
    const store = new NodeStore([30, 30])
    const make = (index: number): DiagramNode => store.literal(index % 2, (cell) => cell === Math.floor(index / 2) % 30 || cell === Math.floor(index / 60))
    const made = Array.from({ length: 1500 }, (_, index) => make(index))
    expect(made.map((_, index) => make(index))).toEqual(made)
    expect(store.count).toBe(new Set(made).size)
  })

  test("the node past the limit is not made", () => {
    const store = new NodeStore([2, 2], 1)
    expect(store.make(0, [0, 1])).toBe(TERMINALS)
    expect(store.make(0, [0, 1])).toBe(TERMINALS)
    expect(() => store.make(0, [1, 0])).toThrow(TooManyNodes)
  })
})
