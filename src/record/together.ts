/**
 * Work done together: what comes while earlier pieces are under way waits, and goes in one piece with whatever else has come.
 *
 *     const keeping = new Together((acts) => keepActs(db, acts), { most: 256, atOnce: 2 })
 *     await keeping.do(act)
 *
 * Nobody waits for company: where nothing is under way, a piece goes as soon as the events at hand are through. So one act alone costs
 * what it would alone, and the more come the more share a commit.
 */
export interface Limits {
  /** In one piece. */
  readonly most: number
  /** Pieces under way. */
  readonly atOnce: number
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

export class Together<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>
  readonly #limits: Limits
  readonly #waiting: Waiting<Item, Result>[] = []
  #underWay = 0
  #due = false

  /** `work` answers for each item in their sequence; where it throws, it has failed for all of them. */
  constructor(work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>, limits: Limits) {
    this.#work = work
    this.#limits = limits
  }

  do(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#soon()
    })
  }

  #soon(): void {
    if (this.#due || this.#waiting.length === 0 || this.#underWay >= this.#limits.atOnce) return
    this.#due = true
    setImmediate(() => {
      this.#due = false
      void this.#piece(this.#waiting.splice(0, this.#limits.most))
    })
  }

  async #piece(piece: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#underWay += 1
    this.#soon()
    try {
      const results = await this.#work(piece.map(({ item }) => item))
      piece.forEach(({ resolve, reject }, at) => {
        const result = results[at]
        if (result?.status === "fulfilled") resolve(result.value)
        else reject(result?.reason)
      })
    } catch (error) {
      for (const { reject } of piece) reject(error)
    }
    this.#underWay -= 1
    this.#soon()
  }
}
