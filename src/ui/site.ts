/**
 * A site: one pack's pages in one language on one day. Every page part is given it: it holds the program's texts, the
 * pack's wording, and how days, lists and addresses are written.
 */
import type { LawBook } from "../law/book.ts"
import type { Addressee, Day, Pack } from "../law/types.ts"
import type { Wording } from "../law/wording.ts"
import { isLanguageId, LANGUAGES, languagesOf, printDay, printList, type LanguageId } from "./languages.ts"
import { Texts } from "./texts.ts"

export interface Site {
  readonly book: LawBook
  readonly pack: Pack
  readonly language: LanguageId
  readonly languages: readonly LanguageId[]
  readonly today: Day
  readonly texts: Texts
  readonly t: Texts["t"]
  readonly rich: Texts["rich"]
  readonly wording: Wording
  readonly sheet: string
  /** The address of a page of this site: `/law` becomes `/en/law`. */
  href(path: string): string
  day(day: Day): string
  list(texts: readonly string[]): string
  addressee(to: Addressee): string
}

const textsOf: Readonly<Record<LanguageId, Texts>> = { en: new Texts("en"), es: new Texts("es") }

/** `sheet` is the address of the style sheet. */
export function openSite(book: LawBook, language: LanguageId, today: Day, sheet: string): Site {
  const texts = textsOf[language]
  const wording = book.wording(language)
  const list = (parts: readonly string[]): string => printList(language, parts)
  return {
    book,
    pack: book.pack,
    language,
    languages: languagesOf(book.pack),
    today,
    texts,
    t: texts.t.bind(texts),
    rich: texts.rich.bind(texts),
    wording,
    sheet,
    href: (path) => `/${language}${path}`,
    day: (day) => printDay(language, day),
    list,
    addressee: (to) => {
      switch (to.kind) {
        case "all":
          return texts.t("addressee.all")
        case "outside":
          return texts.t("addressee.outside")
        case "bodies":
          return list([...to.groups.map((group) => wording.group(group).text), ...to.bodies.map((body) => wording.body(body).text)])
      }
    },
  }
}

/** The `lang` of a text, where it is not the page's: a pack's text that has no translation. */
export function langOf(site: Site, language: string): { readonly lang?: string; readonly dir?: "ltr" | "rtl" } {
  if (language === site.language) return {}
  return { lang: language, ...(isLanguageId(language) ? { dir: LANGUAGES[language].dir } : {}) }
}

