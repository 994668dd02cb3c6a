/** A string or number that one function makes, after checking it, and that no other string or number can stand for. */
declare const brand: unique symbol
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }

/** A list with at least one element. */
export type NonEmpty<Element> = readonly [Element, ...Element[]]

export function isNonEmpty<Element>(list: readonly Element[]): list is NonEmpty<Element> {
  return list.length > 0
}
