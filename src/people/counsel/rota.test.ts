/** The rota: at every instant each shift has one holder, hand-overs count from when they are taken, and gaps are where nobody is called. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { BodyId } from "../../law/types.ts"
import type { PersonId } from "../types.ts"
import { gaps, holderAt, onCall, type HandOver, type Shift } from "./rota.ts"

const MINUTE = 60_000
const at = (minute: number): Date => new Date(minute * MINUTE)
const person = (name: string): PersonId => name as PersonId
const body = (name: string): BodyId => name as BodyId

const minutes = fc.integer({ min: 0, max: 60 })
const people = fc.constantFrom("Ana", "Ben", "Cleo", "Dan").map(person)
const handOver: fc.Arbitrary<HandOver> = fc.record({ to: people, offeredAt: minutes.map(at), takenAt: fc.option(minutes.map(at)) })
const shift = fc.record({
  id: fc.uuid(),
  body: fc.constantFrom(body("police"), body("library"), "all" as const),
  person: people,
  place: fc.integer({ min: 1, max: 3 }),
  from: minutes.map(at),
  until: minutes.map(at),
  handOvers: fc.array(handOver, { maxLength: 3 }),
}) satisfies fc.Arbitrary<Shift>
const rota = fc.array(shift, { maxLength: 6 })

function made(fields: Partial<Shift>): Shift {
  return { id: "s", body: body("police"), person: person("Ana"), place: 1, from: at(0), until: at(10), handOvers: [], ...fields }
}

describe("who is on call", () => {
  test("is never named twice, holds a shift that covers the instant, and is somebody for each shift that does", () => {
    fc.assert(fc.property(rota, minutes, (shifts, minute) => {
      const called = onCall(shifts, body("police"), at(minute))
      const standing = shifts.filter((one) => one.body !== "library" && one.from <= at(minute) && at(minute) < one.until)
      expect(new Set(called)).toEqual(new Set(standing.map((one) => holderAt(one, at(minute)))))
      expect(new Set(called).size).toBe(called.length)
    }))
  })

  test("does not depend on the sequence in which shifts are kept", () => {
    const shuffled = rota.chain((shifts) => fc.tuple(fc.constant(shifts), fc.shuffledSubarray([...shifts], { minLength: shifts.length, maxLength: shifts.length })))
    fc.assert(fc.property(shuffled, minutes, ([shifts, others], minute) => {
      expect(onCall(others, body("police"), at(minute))).toEqual(onCall(shifts, body("police"), at(minute)))
    }))
  })

  test("comes in the sequence of places, a body's own counsel before the city's", () => {
    const shifts = [made({ id: "a", body: "all", person: person("City"), place: 1 }), made({ id: "b", person: person("Second"), place: 2 }), made({ id: "c", person: person("First"), place: 1 })]
    expect(onCall(shifts, body("police"), at(5))).toEqual(["First", "Second", "City"])
    expect(onCall(shifts, body("library"), at(5))).toEqual(["City"])
    expect(onCall(shifts, body("police"), at(10))).toEqual([])
  })
})

describe("a hand-over", () => {
  test("that nobody has taken changes nothing", () => {
    fc.assert(fc.property(shift, minutes, (one, minute) => {
      const offered = { ...one, handOvers: one.handOvers.map((given) => ({ ...given, takenAt: null })) }
      expect(holderAt(offered, at(minute))).toBe(one.person)
    }))
  })

  test("counts from the instant at which it is taken, and the last one taken counts", () => {
    const handed = made({ handOvers: [{ to: person("Ben"), offeredAt: at(1), takenAt: at(3) }, { to: person("Cleo"), offeredAt: at(4), takenAt: null }, { to: person("Dan"), offeredAt: at(5), takenAt: at(7) }] })
    expect([2, 3, 6, 7, 9].map((minute) => holderAt(handed, at(minute)))).toEqual(["Ana", "Ben", "Ben", "Dan", "Dan"])
  })
})

test("gaps are exactly the instants at which nobody is on call", () => {
  fc.assert(fc.property(rota, (shifts) => {
    const found = gaps(shifts, body("police"), { from: at(0), until: at(61) })
    for (let minute = 0; minute <= 60; minute++) {
      const inGap = found.some(({ from, until }) => from <= at(minute) && at(minute) < until)
      expect([minute, inGap]).toEqual([minute, onCall(shifts, body("police"), at(minute)).length === 0])
    }
    for (const { from, until } of found) expect(from < until).toBe(true)
  }))
})
