/** Looks a pack over for the home page and the help page. */
import { addDays } from "../../law/days.ts"
import { rulesOn } from "../../law/to-diagram.ts"
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

function newestEvents({ timeline }: Pack): HomeView["newest"] {
  const known = timeline.events.flatMap((event) => {
    const status = event.history.findLast((entry) => entry.status !== "unknown-since")
    return status === undefined ? [] : [{ event, status }]
  })
  return known.toSorted((a, b) => (a.status.date < b.status.date ? 1 : a.status.date > b.status.date ? -1 : 0)).slice(0, NEWEST)
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
