/** Whether a pack has the page for federal officials: not every law is about them. */
import type { Pack } from "../law/types.ts"

/** A pack that tells its workers what to do if officers go in (`if-they-go-in` in steps.yaml) has the page; in another it would say nothing. */
export function hasFederalPage(pack: Pack): boolean {
  return pack.steps.some((step) => step.for === "if-they-go-in")
}
