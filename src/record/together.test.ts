import { expect, test } from "vitest"
import { Together } from "./together.ts"

const fulfilled = <Value>(value: Value): PromiseSettledResult<Value> => ({ status: "fulfilled", value })

/** Pieces as they were given to work, each ended by the test. */
function held(limits: { most: number; atOnce: number }) {
  const pieces: { items: readonly number[]; end: () => void; fail: () => void }[] = []
  const together = new Together<number, number>(
    (items) => new Promise((resolve, reject) => pieces.push({ items, end: () => { resolve(items.map((item) => (item < 0 ? { status: "rejected", reason: `no ${item}` } : fulfilled(item * 10)))) }, fail: () => { reject(new Error("away")) } })),
    limits,
  )
  return { together, pieces, items: () => pieces.map(({ items }) => items) }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test("what comes while pieces are under way goes in one piece, and no more are under way than allowed", async () => {
  const { together, pieces, items } = held({ most: 3, atOnce: 2 })
  const first = together.do(1)
  await turn()
  const second = [2, 3, 4, 5].map((item) => together.do(item))
  await turn()
  expect(items()).toEqual([[1], [2, 3, 4]])
  const third = [6, 7].map((item) => together.do(item))
  await turn()
  expect(items()).toHaveLength(2)
  pieces[1]?.end()
  await turn()
  expect(items()).toEqual([[1], [2, 3, 4], [5, 6, 7]])
  pieces[0]?.end()
  pieces[2]?.end()
  expect(await Promise.all([first, ...second, ...third])).toEqual([10, 20, 30, 40, 50, 60, 70])
})

test("what fails for one fails for no other, and a piece that fails fails for all in it; the next goes on", async () => {
  const { together, pieces } = held({ most: 8, atOnce: 1 })
  const mixed = Promise.allSettled([1, -2, 3].map((item) => together.do(item)))
  await turn()
  const lost = Promise.allSettled([4, 5].map((item) => together.do(item)))
  pieces[0]?.end()
  await turn()
  const last = together.do(6)
  pieces[1]?.fail()
  await turn()
  pieces[2]?.end()
  expect(await mixed).toEqual([fulfilled(10), { status: "rejected", reason: "no -2" }, fulfilled(30)])
  expect((await lost).map(({ status }) => status)).toEqual(["rejected", "rejected"])
  expect(await last).toBe(60)
})
