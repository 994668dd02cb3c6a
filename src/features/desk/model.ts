/** What the desk's routes work with: the law, the record, and the keys of those who may enter decisions. */
import type { ApiKey } from "../../record/api-keys.ts"
import type { OpenRecord } from "../../record/open-record.ts"
import type { Crypto } from "../../kernel/log/crypto.ts"
import type { LawBook } from "../../law/book.ts"
import type { Day } from "../../law/types.ts"

export interface Desk {
  readonly book: LawBook
  readonly today: () => Day
  readonly clock: () => Date
  /** The law with what counsel had withdrawn by an instant, taken before this is called. */
  readonly lawAt: (now: Date) => Promise<LawBook>
  readonly crypto: Crypto
  readonly record: OpenRecord
  readonly findKey: (secret: string) => Promise<ApiKey | null>
}
