/** The states of the time line's pages. */
import type { PageExample } from "../../ui/example.ts"

export const examples: readonly PageExample[] = [
  { name: "the time line", path: "/timeline", status: 200, shows: ["timeline.lead", "timeline.stale", "unknown.title", "picture.title", "picture.newest", "status.under-way", "timeline.our-words", "timeline.no-answer"] },
  { name: "the time line, the oldest first", path: "/timeline?first=oldest", status: 200, shows: ["timeline.oldest", "timeline.list"] },
  { name: "statements of one side on a clause", path: "/timeline?kind=statement&side=white-house&clause=order-1%23cl_joint-duty", status: 200, shows: ["timeline.show-all", "side.white-house", "timeline.figures"] },
  { name: "nothing fits what is chosen", path: "/timeline?kind=ruling&side=city", status: 200, shows: ["timeline.nothing-fits"] },
  { name: "what is no choice is as if it were not said", path: "/timeline?kind=gossip&side=nobody&clause=order-1", status: 200, shows: ["timeline.our-words", "status.ended"] },
  { name: "what is not known", path: "/timeline/unknown", status: 200, shows: ["unknown.lead", "unknown.as-of", "timeline.about"] },
  { name: "an event", path: "/timeline/federal-patrols", status: 200, shows: ["unknown.title", "timeline.history", "status.announced", "timeline.figures-lead", "timeline.said", "timeline.touches", "timeline.answer"] },
  { name: "an event that did not happen", path: "/timeline/nothing", status: 404, shows: ["error.not-found-title"] },
  { name: "a demand", path: "/notices/wear-names", status: 200, shows: ["timeline.urges", "timeline.grounds", "timeline.not-found", "timeline.printed"] },
  { name: "a demand that nobody made", path: "/notices/nothing", status: 404, shows: ["error.not-found-title"] },
]
