/** Drawing from a seed: the same seed gives the same draws on every machine. */
export class Draw {
  #state: number

  constructor(seed: number) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  }

  /** 0 to `below - 1`. Source: Mulberry32, by Tommy Ettinger, public domain. */
  int(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / (2 ** 32 / below))
  }

  /** True `times` in `of`. */
  chance(times: number, of: number): boolean {
    return this.int(of) < times
  }

  one<Element>(list: readonly Element[]): Element {
    const element = list[this.int(list.length)]
    if (element === undefined) throw new Error("nothing to draw from")
    return element
  }

  /** Any of the elements, in their sequence. */
  some<Element>(list: readonly Element[]): readonly Element[] {
    return list.filter(() => this.chance(1, 2))
  }

  /** Any of the elements, one at least. */
  someOf<Element>(list: readonly Element[]): readonly Element[] {
    const drawn = this.some(list)
    return drawn.length > 0 ? drawn : [this.one(list)]
  }
}
