/** Where somebody goes once they have signed in: a page of the desk in a language of this site, and nothing that an address might make of it. */
import type { LanguageId } from "../../ui/languages.ts"
import type { Site } from "../../ui/site.ts"
import type { SignInProblem } from "./model.ts"

/** No dot, no second slash, no backslash, no host: letters between single slashes. */
const OURS = /^\/([a-z]{2})\/(?:desk(?:\/[\w-]{1,100}){0,8}|sign-in\/done)$/

/** What an address names as `to`, where that is ours; else the desk's first page. */
export function targetOf(site: Site, to: string): string {
  const language = OURS.exec(to)?.[1]
  return site.languages.some((one) => one === language) ? to : site.href("/desk")
}

/** The page that signs in, on the way to `to`; it says what went wrong. */
export function signInPath(language: LanguageId, to: string, problem: SignInProblem | null): string {
  return `/${language}/sign-in?to=${encodeURIComponent(to)}${problem === null ? "" : `&why=${problem}`}`
}
