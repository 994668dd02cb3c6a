/** An error of ours, never of a user: the message names the function and the promise that broke. */
export class Bug extends Error {
  override readonly name = "Bug"
}

/** Stops with a `Bug`. For states that the types cannot rule out and that no input can cause. */
export function bug(message: string): never {
  throw new Bug(message)
}

/** Makes an exhaustive switch that returns nothing fail to compile when a kind is added. */
export function mustBeNever(value: never): never {
  return bug(`unexpected value ${JSON.stringify(value)}`)
}
