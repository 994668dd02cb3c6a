/** What a form sent, as our pages send forms. */
import type { Context } from "hono"
import { receive } from "./receive.ts"

/** Names and values as a query or a form sends them. */
export type Fields = Readonly<Record<string, readonly string[]>>

export const NO_FIELDS: Fields = fieldsOf([])

/** A form's fields; a body that is no such form says nothing. Throws `ClientGone`. */
export async function readForm(c: Context): Promise<Fields> {
  const sent = new TextDecoder().decode(await receive(c))
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(c.req.header("content-type") ?? "")) return NO_FIELDS
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(sent)) {
    const values = fields.get(name)
    if (values === undefined) fields.set(name, [value])
    else values.push(value)
  }
  return fieldsOf([...fields])
}

/** Without a prototype: a name such as `constructor` is only ever what was sent. */
export function fieldsOf(entries: readonly (readonly [string, readonly string[]])[]): Fields {
  const fields = Object.create(null) as Record<string, readonly string[]>
  for (const [name, values] of entries) fields[name] = values
  return fields
}

/** A field's first value; "" where there is none. */
export function fieldIn(form: Fields, name: string): string {
  return form[name]?.[0] ?? ""
}

/** What a field holds as JSON, to be read with care; `undefined` where it holds none. */
export function jsonIn(form: Fields, name: string): unknown {
  try {
    return JSON.parse(fieldIn(form, name))
  } catch {
    return undefined
  }
}
