import { expect, test } from "vitest"
import { Throttle, THROTTLE_MS } from "./throttle.ts"

const at = (milliseconds: number): Date => new Date(1_000_000 + milliseconds)

test("so many tries of one sender, and no more until the first of them is old", () => {
  const throttle = new Throttle(3)
  for (const moment of [0, 10, 20]) {
    expect(throttle.isFull("a", at(moment))).toBe(false)
    throttle.note("a", at(moment))
  }
  expect([throttle.isFull("a", at(20)), throttle.isFull("b", at(20))]).toEqual([true, false])
  expect([throttle.isFull("a", at(THROTTLE_MS - 1)), throttle.isFull("a", at(THROTTLE_MS)), throttle.isFull("a", at(THROTTLE_MS + 10))]).toEqual([true, false, false])
  throttle.note("a", at(THROTTLE_MS))
  expect([throttle.isFull("a", at(THROTTLE_MS)), throttle.isFull("a", at(THROTTLE_MS + 10))]).toEqual([true, false])
})

test("many senders are forgotten, the longest unheard of first", () => {
  const throttle = new Throttle(1)
  throttle.note("first", at(0))
  throttle.note("second", at(0))
  for (let sender = 0; sender < 19_998; sender++) throttle.note(`${sender}`, at(0))
  expect(throttle.isFull("first", at(0))).toBe(true)
  throttle.note("first", at(1))
  throttle.note("one more", at(1))
  expect([throttle.isFull("first", at(1)), throttle.isFull("second", at(1))]).toEqual([true, false])
})
