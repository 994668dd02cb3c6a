/** A form of the desk: sent with POST, with what shows that it was written in the visitor's own session. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"

export interface DeskFormProps {
  /** The visit's; "" where nobody is signed in. */
  readonly csrf: string
  /** The whole address, with its language. */
  readonly action: string
  readonly id?: string
  readonly children: Child
}

export function DeskForm({ csrf, action, id, children }: DeskFormProps): JSX.Element {
  return (
    <form method="post" action={action} novalidate {...(id === undefined ? {} : { id })}>
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  )
}
