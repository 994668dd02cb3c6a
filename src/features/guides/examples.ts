/** The states of a guide's page. */
import type { PageExample } from "../../ui/example.ts"

export const examples: readonly PageExample[] = [
  { name: "a guide", path: "/door", status: 200, shows: ["guide.leave", "guide.leave-note", "guide.no-record", "guide.contested", "help.unconfirmed", { packText: "AGENCY FORM 7" }] },
  { name: "a guide in a form of its own", path: "/help", status: 200, shows: ["guide.rights", "guide.leave", "help.line-of"] },
  { name: "a guide that there is not", path: "/roof", status: 404, shows: ["error.not-found-title"] },
]
