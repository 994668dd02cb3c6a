/** Looks a pack over for the home page and the help page. */
import { addDays } from "../../law/days.ts"
import { rulesOn } from "../../law/to-diagram.ts"
import { newestStatus } from "../../law/timeline/links.ts"
import type { TimelineEvent } from "../../law/timeline/types.ts"
import type { Day, Pack } from "../../law/types.ts"
import { clauseOf, CONFIRMED_FOR_DAYS } from "../../ui/clauses.ts"
import type { HomeView, PlainRules } from "./model.ts"

/** Events shown under "Newest". */
const NEWEST = 3

export function homeView(pack: Pack, today: Day): HomeView {
  const lately = addDays(today, -CONFIRMED_FOR_DAYS)
  return {
    instruments: pack.instruments.length,
    questions: pack.questions.length,
    confirmedLately: pack.instruments.filter((instrument) => instrument.source.confirmedThrough >= lately).length,
    newest: newestEvents(pack),
    helpNow: pack.help.filter((line) => line.for === "emergency" || line.for === "taken"),
  }
}

/** By the day of its newest status. */
function newestEvents({ timeline }: Pack): readonly TimelineEvent[] {
  return timeline.events.toSorted((a, b) => (newestStatus(a).date < newestStatus(b).date ? 1 : -1)).slice(0, NEWEST)
}

/** What city workers must and must not do today, question by question; what is only advised is left to the law pages. */
export function plainRules(pack: Pack, today: Day): readonly PlainRules[] {
  return pack.questions
    .map((question) => ({
      question: question.id,
      rules: rulesOn(pack, question.id, today).flatMap(({ rule, withdrawn }) => {
        const at = clauseOf(pack, rule.clause)
        return at === undefined || withdrawn || rule.force !== "binds" ? [] : [{ rule, ...at }]
      }),
    }))
    .filter(({ rules }) => rules.length > 0)
}
