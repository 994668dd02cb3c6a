/**
 * Every migration, in the sequence in which they are applied. Listed here, not found in a folder: what runs is what was
 * compiled.
 *
 * To add one: a file `0002-what-it-is-about.ts` that exports a `Migration`, and its line below. Plain SQL, one transaction;
 * no `create index concurrently`, which cannot run in one. No grants: what the web role may do stands in tables.ts and is
 * set after the migrations. Once it has landed it is never changed: each database keeps its digest, and one that was
 * applied with other words is refused. To mend it, add another.
 */
import { store0001 } from "./0001-store.ts"
import { log0002 } from "./0002-log.ts"
import { acts0003 } from "./0003-acts.ts"
import { logStays0004 } from "./0004-log-stays.ts"
import { erasedWhole0005 } from "./0005-erased-whole.ts"
import { people0006 } from "./0006-people.ts"
import { incidents0007 } from "./0007-incidents.ts"
import { withdrawals0008 } from "./0008-withdrawals.ts"
import { counsel0009 } from "./0009-counsel.ts"
import type { Migration } from "./migration.ts"

export const MIGRATIONS: readonly Migration[] = [store0001, log0002, acts0003, logStays0004, erasedWhole0005, people0006, incidents0007, withdrawals0008, counsel0009]
