/** The program's own texts for a command that opens no pack. */
import { isLanguageId, LANGUAGES } from "../ui/languages.ts"
import { Texts } from "../ui/texts.ts"
import { UsageError } from "./usage.ts"

/** English where no language is asked for. Throws `UsageError`. */
export function textsIn(language: string | null): Texts {
  const wanted = language ?? "en"
  if (!isLanguageId(wanted)) throw new UsageError(`there are no words in \`${wanted}\`; there are ${Object.keys(LANGUAGES).join(", ")}`)
  return new Texts(wanted)
}
