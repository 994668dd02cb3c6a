/** The states of the home page and the help page. */
import type { PageExample } from "../../ui/example.ts"

export const examples: readonly PageExample[] = [
  { name: "home", path: "/", status: 200, shows: ["home.title", "door.live", "door.work", "door.check", "home.newest", "home.timeline", "unknown.title", "status.ended", "home.help-now", "guide.rights", "guide.door-text"] },
  { name: "what city workers must and must not do", path: "/help/rules", status: 200, shows: ["help.rules", "help.rules-lead", "help.they-must-not"] },
]
