/**
 * The script of `/<lang>/verify`: takes files that a person chooses or drops, and checks them here. It sends nothing and asks nobody;
 * the page's security policy forbids it both.
 */
import { browserCrypto } from "./crypto.ts"
import { checkFiles } from "./check-files.ts"
import { kindOf, MOST_BYTES, type GivenFile } from "./recognise.ts"
import { readSetup, type Setup } from "./setup.ts"
import { find, listPart, showReport, summaryOf, type Place } from "./show.ts"
import { sayWith } from "./words.ts"

/** All files together: what a browser holds and hashes in a moment. */
const MOST_TOGETHER = 64_000_000
const MILLION = 1_000_000

class VerifyPage {
  readonly #place: Place
  readonly #policy: string | null
  readonly #form: HTMLElement
  readonly #input: HTMLInputElement
  #files: readonly GivenFile[] = []
  #notes: readonly string[] = []
  #work: Promise<void> = Promise.resolve()

  constructor(place: Place, { policy }: Setup, form: HTMLElement, input: HTMLInputElement) {
    this.#place = place
    this.#policy = policy
    this.#form = form
    this.#input = input
  }

  begin(): void {
    const { page } = this.#place
    this.#input.addEventListener("change", () => {
      this.#take([...(this.#input.files ?? [])])
      this.#input.value = "" // or the same file, mended, could not be chosen again
    })
    find(this.#form, "button").addEventListener("click", () => { this.#clear() })
    page.addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      this.#form.classList.add("over")
    })
    page.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) this.#form.classList.remove("over")
    })
    page.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      this.#form.classList.remove("over")
      this.#take([...(event.dataTransfer?.files ?? [])])
    })
    this.#form.hidden = false
    for (const aside of page.querySelectorAll(".without-script")) aside.remove()
  }

  /** One after another, so that what is shown is always of all files. */
  #take(files: readonly File[]): void {
    this.#busy(true)
    this.#work = this.#work.then(() => this.#read(files)).then(() => { this.#show() }).catch(() => { this.#tell("check.failed") }).then(() => { this.#busy(false) })
  }

  /** The status is emptied first, so that the same words are announced again. */
  #busy(is: boolean): void {
    const { page } = this.#place
    find(page, "#results").setAttribute("aria-busy", String(is))
    if (is) find(page, "#summary").textContent = ""
  }

  async #read(files: readonly File[]): Promise<void> {
    this.#notes = []
    for (const file of files) {
      const { name, size } = file
      if (size > MOST_BYTES) this.#note("check.too-large", { name, size: String(Math.ceil(size / MILLION)), most: String(MOST_BYTES / MILLION) })
      else if (size + this.#together() > MOST_TOGETHER) this.#note("check.too-much", { name, most: String(MOST_TOGETHER / MILLION) })
      else await file.arrayBuffer().then((buffer) => { this.#add({ name, bytes: new Uint8Array(buffer) }) }, () => { this.#note("check.unreadable", { name }) })
    }
  }

  #together(): number {
    return this.#files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  /** A file of a name that is there takes its place; but tiles have the same names all over, and stay. */
  #add(file: GivenFile): void {
    const isHashes = kindOf(file) === "hashes"
    this.#files = [...this.#files.filter(({ name }) => isHashes || name !== file.name), file]
  }

  #note(says: string, given: Readonly<Record<string, string>>): void {
    this.#notes = [...this.#notes, this.#place.say({ says, given })]
  }

  #show(): void {
    const { page, say } = this.#place
    const report = checkFiles(browserCrypto, this.#files, this.#policy)
    const named = this.#files.map((file) => `${say({ says: `check.kind-${kindOf(file)}`, given: {} })}: ${file.name}`)
    find(this.#form, ".given").replaceChildren(listPart(page, "plain", named))
    find(page, "#results").removeAttribute("hidden")
    showReport(this.#place, report, this.#notes, find(page, "#report"))
    find(page, "#summary").textContent = [...this.#notes, summaryOf(say, report, this.#files.length)].join(" ")
  }

  #clear(): void {
    const { page } = this.#place
    this.#files = []
    this.#notes = []
    find(this.#form, ".given").replaceChildren()
    find(page, "#report").replaceChildren()
    this.#tell("check.nothing")
    this.#input.focus()
  }

  #tell(says: "check.nothing" | "check.failed"): void {
    const { page, say } = this.#place
    find(page, "#results").removeAttribute("hidden")
    find(page, "#summary").textContent = say({ says, given: {} })
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true
}

function start(page: Document): void {
  const setup = readSetup(page.getElementById("check-setup")?.textContent ?? "")
  const form = page.getElementById("check")
  const input = page.getElementById("files")
  if (setup === null || form === null || !(input instanceof HTMLInputElement)) return
  const isServed = page.location.protocol.startsWith("http")
  new VerifyPage({ page, say: sayWith(setup), isServed }, setup, form, input).begin()
}

start(document)
