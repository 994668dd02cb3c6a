/**
 * What an erased act was asked with goes too. The digest of a request is of few possible facts and under no key: whoever reads the row
 * could try them all until one fits, and would have what was destroyed.
 */
import type { Migration } from "./migration.ts"

export const erasedWhole0005: Migration = {
  id: "0005-erased-whole",
  sql: `
    update act set request = null where opening is null;
    alter table act add constraint act_erased_whole check (opening is not null or request is null);
  `,
}
