/** What every group of the desk's routes works with. */
import type { Context } from "hono"
import type { DeskEnv, WhereOf } from "../../../http/visit.tsx"
import type { IncidentView, Office } from "./model.ts"

export interface Rooms {
  /** Open wherever `requires` lets somebody pass. */
  readonly office: () => Promise<Office>
  /** The body of the incident in the address. */
  readonly whereOf: WhereOf
  /** The incident in the address; it is there, since `whereOf` found it. */
  readonly view: (c: Context<DeskEnv>) => Promise<IncidentView>
}
