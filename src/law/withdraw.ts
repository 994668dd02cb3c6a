/**
 * A pack with clauses withdrawn besides those that its own files withdraw: what counsel withdrew in the record.
 *
 * The digest stays the pack's: a withdrawal stands in the record under it, and whoever decides again applies both.
 */
import { dayIn } from "./days.ts"
import type { Clause, Pack, Withdrawal } from "./types.ts"

/** Who withdraws in the record, as its entries say it: a role, never a person. */
export const COUNSEL = "counsel"

/** That a clause is withdrawn, as the record has it. */
export interface ClauseWithdrawn {
  /** `instrument#eId`; one that the pack does not have withdraws nothing. */
  readonly clause: string
  /** ISO 8601 instant. */
  readonly from: string
  /** The role that withdrew it. */
  readonly role: string
}

/** The pack as it answers with these withdrawn; the pack itself where there are none. */
export function withWithdrawals(pack: Pack, withdrawn: readonly ClauseWithdrawn[]): Pack {
  if (withdrawn.length === 0) return pack
  const added = ({ id }: Clause): readonly Withdrawal[] =>
    withdrawn.filter(({ clause }) => clause === id).map(({ from, role }) => ({ from, fromDay: dayIn(pack.settings.timeZone, new Date(from)), by: role }))
  const instruments = pack.instruments.map((instrument) => ({
    ...instrument,
    clauses: instrument.clauses.map((clause) => ({ ...clause, withdrawals: [...clause.withdrawals, ...added(clause)] })),
  }))
  return { ...pack, instruments }
}
