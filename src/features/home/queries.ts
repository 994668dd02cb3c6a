/** Looks a pack over for the home page and the help page. */
import { addDays } from "../../law/days.ts"
import { rulesOn } from "../../law/to-diagram.ts"
import type { Clause, Day, Instrument, Pack } from "../../law/types.ts"
import { clauseOf, CONFIRMED_FOR_DAYS } from "../../ui/clauses.ts"
import type { HomeView, PlainRules } from "./model.ts"

/** Clauses shown under "Newest". */
const NEWEST = 2

export function homeView(pack: Pack, today: Day): HomeView {
  const lately = addDays(today, -CONFIRMED_FOR_DAYS)
  return {
    instruments: pack.instruments.length,
    questions: pack.questions.length,
    confirmedLately: pack.instruments.filter((instrument) => instrument.source.confirmedThrough >= lately).length,
    newest: newestInstruments(pack).flatMap(firstClause).slice(0, NEWEST),
    helpNow: pack.help.filter((line) => line.for === "emergency" || line.for === "taken"),
  }
}

/** Those with a known day, the youngest first. */
export function newestInstruments(pack: Pack): readonly Instrument[] {
  const dayOf = (instrument: Instrument): Day | null => instrument.signed ?? instrument.inForce
  return pack.instruments.filter((instrument) => dayOf(instrument) !== null).toSorted((a, b) => ((dayOf(a) ?? "") < (dayOf(b) ?? "") ? 1 : -1))
}

/** What it does first: the first clause with words that binds or advises; nothing where it only states, urges or demands. */
function firstClause(instrument: Instrument): HomeView["newest"] {
  const acts = (clause: Clause): boolean => clause.force === "binds" || clause.force === "advises"
  const clause = instrument.clauses.find((one) => acts(one) && one.prose.trim() !== "")
  return clause === undefined ? [] : [{ clause, instrument }]
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
