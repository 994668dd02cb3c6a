/** The states of the home page and the help page. */
import type { PageExample } from "../../ui/example.ts"

export const examples: readonly PageExample[] = [
  { name: "home", path: "/", status: 200, shows: ["home.title", "door.live", "door.work", "door.check", "home.newest", "home.timeline", "unknown.title", "status.ended", "home.help-now"] },
  { name: "help", path: "/help", status: 200, shows: ["help.title", "help.unconfirmed", "help.rules"] },
]
