/**
 * The script of `/<lang>/offline`: asks a question from the diagrams that came with the page, keeps what was answered as a draft on this
 * device, and sends it once there is a connection. What the server confirms is erased here.
 */
import type { Forest } from "../kernel/diagram/forest.ts"
import type { FactId, FactSpec } from "../kernel/diagram/types.ts"
import { printGiven, type Given } from "../kernel/diagram/values.ts"
import { bug } from "../kernel/text/bug.ts"
import { Asking, readSaid, type Answer } from "./offline/asking.ts"
import { Drafts, newForm, type Draft } from "./offline/drafts.ts"
import { saveAgain, savePage } from "./offline/save.ts"
import { sendAll } from "./offline/send.ts"
import { forestIn, setupIn, type DeskSetup, type QuestionSetup } from "./offline/setup.ts"
import { find } from "./show.ts"

type Screen = "danger" | "choose" | "fact" | "answer"
const SCREENS: readonly Screen[] = ["danger", "choose", "fact", "answer"]

/** One question under way. */
interface Asked {
  readonly id: string
  readonly question: QuestionSetup
  readonly forest: Forest
  readonly asking: Asking
  /** In the sequence in which they were said. */
  readonly facts: ReadonlyMap<FactId, Given>
}

class OfflineDesk {
  readonly #page: Document
  readonly #setup: DeskSetup
  readonly #drafts: Drafts
  #asked: Asked | null = null
  #fact: FactSpec | null = null
  #form = newForm()

  constructor(page: Document, setup: DeskSetup, drafts: Drafts) {
    this.#page = page
    this.#setup = setup
    this.#drafts = drafts
  }

  begin(): void {
    this.#on("click", "[data-go]", (button) => { this.#go(button.getAttribute("data-go") === "danger" ? "danger" : "choose") })
    this.#on("click", "[data-danger-yes]", () => { this.#part("danger-help").hidden = false })
    this.#on("click", "[data-question]", (button) => { this.#ask(button.getAttribute("data-question") ?? "") })
    this.#on("click", "[data-back]", () => { this.#back() })
    this.#on("click", "[data-erase]", (button) => { this.#erase(button.getAttribute("data-erase") ?? "") })
    this.#on("click", "[data-send]", () => { void this.#send() })
    this.#on("click", "[data-save]", () => { void savePage(this.#page).then((says) => { this.#tell(says) }) })
    this.#part("fact-form").addEventListener("submit", (submitted) => {
      submitted.preventDefault()
      this.#said()
    })
    window.addEventListener("online", () => { void this.#send() })
    for (const aside of this.#page.querySelectorAll(".without-script")) aside.remove()
    this.#part("offline").hidden = false
    this.#showDrafts()
    this.#show("danger")
    if (!navigator.onLine) return
    void saveAgain(this.#page)
    void this.#send()
  }

  #on(kind: "click", selector: string, act: (element: Element) => void): void {
    this.#page.addEventListener(kind, (happened) => {
      const element = happened.target instanceof Element ? happened.target.closest(selector) : null
      if (element !== null) act(element)
    })
  }

  #go(screen: "danger" | "choose"): void {
    this.#asked = null
    this.#form = newForm()
    this.#part("danger-help").hidden = true
    this.#show(screen)
  }

  #ask(id: string): void {
    const question = this.#setup.questions.get(id) ?? bug(`browser/offline-desk: no question ${id}`)
    const forest = forestIn(this.#page, id)
    this.#asked = { id, question, forest, asking: new Asking(forest), facts: this.#asker(forest) }
    this.#next()
  }

  /** Who asks, said once for all questions. */
  #asker(forest: Forest): ReadonlyMap<FactId, Given> {
    const select = this.#part("body")
    const asker = forest.facts.find(({ visibility }) => visibility === "asker")
    if (asker === undefined || !(select instanceof HTMLSelectElement) || select.value === "") return new Map()
    const read = readSaid(asker, [select.value])
    return read.kind === "given" ? new Map([[asker.id, read.given]]) : new Map()
  }

  #next(): void {
    const asked = this.#mustAsk()
    this.#fact = asked.asking.next(asked.facts)
    if (this.#fact === null) this.#answer()
    else this.#showFact(this.#fact, "")
  }

  /** Reads the form; what is wrong is said above it, and nothing that was chosen is lost. */
  #said(): void {
    const [asked, fact] = [this.#mustAsk(), this.#fact]
    const form = this.#part("fact-form")
    if (fact === null || !(form instanceof HTMLFormElement)) return
    const read = readSaid(fact, new FormData(form).getAll(fact.id).filter((value) => typeof value === "string"))
    if (read.kind !== "given") {
      this.#problem(this.#word(read.kind))
      return
    }
    this.#asked = { ...asked, facts: new Map([...asked.facts, [fact.id, read.given]]) }
    this.#next()
  }

  #back(): void {
    const asked = this.#mustAsk()
    const last = [...asked.facts.keys()].at(-1)
    if (last === undefined) {
      this.#show("choose")
      return
    }
    this.#asked = { ...asked, facts: new Map([...asked.facts].slice(0, -1)) }
    this.#fact = asked.forest.facts.find(({ id }) => id === last) ?? null
    if (this.#fact !== null) this.#showFact(this.#fact, "")
  }

  #showFact(fact: FactSpec, problem: string): void {
    const { id } = this.#mustAsk()
    this.#part("fact-slot").replaceChildren(this.#copy(`fact-${id}-${fact.id}`))
    this.#problem(problem)
    this.#show("fact")
  }

  #problem(says: string): void {
    const problem = this.#part("fact-problem")
    problem.hidden = says === ""
    problem.textContent = says
    if (says !== "") problem.focus()
  }

  #answer(): void {
    const asked = this.#mustAsk()
    const answer = asked.asking.answer(asked.facts, { rules: asked.question.rules, silent: asked.question.silent })
    this.#part("answer-question").textContent = asked.question.label
    this.#part("answer-outcome").replaceChildren(this.#copy(`outcome-${asked.id}-${answer.outcome}`))
    this.#part("answer-steps").replaceChildren(...this.#steps(answer))
    this.#part("answer-why").replaceChildren(...answer.rules.map(({ id }) => this.#copy(`rule-${id}`)))
    this.#part("answer-lines").replaceChildren(...this.#lines(asked))
    this.#keep(asked, answer)
    this.#show("answer")
  }

  /** Each step in its person's list, as on the server's page. */
  #steps({ steps }: Answer): readonly Element[] {
    const groups = new Map<string, Element>()
    for (const id of steps) {
      const step = this.#copy(`step-${id}`)
      const who = step.getAttribute("data-who") ?? "worker"
      const group = groups.get(who) ?? this.#copy(`steps-${who}`)
      groups.set(who, group)
      find(group, "ol, ul").append(step)
    }
    return ["worker", "supervisor", "if-they-go-in", "do-not"].flatMap((who) => groups.get(who) ?? [])
  }

  #lines({ facts }: Asked): readonly Element[] {
    const body = facts.get("body" as FactId)
    const id = body?.kind === "value" ? `lines-${body.value}` : "lines"
    return [this.#copy(this.#page.getElementById(id) === null ? "lines" : id)]
  }

  #keep({ id, forest, facts }: Asked, { outcome }: Answer): void {
    const said = new Map([...facts].map(([fact, given]) => [fact as string, printGiven(forest.facts.find((one) => one.id === fact) ?? bug(`browser/offline-desk: no fact ${fact}`), given)] as const))
    const { law, on } = this.#setup
    const kept = this.#drafts.keep({ form: this.#form, question: id, facts: said, outcome, at: new Date().toISOString(), law, on })
    this.#tell(kept ? "kept" : "not-kept")
    this.#showDrafts()
    if (navigator.onLine) void this.#send()
  }

  #erase(form: string): void {
    this.#drafts.erase(form)
    this.#tell("erased")
    this.#showDrafts()
  }

  async #send(): Promise<void> {
    if (this.#drafts.all().length === 0) return
    const ended = await sendAll(this.#drafts, this.#setup.send)
    this.#tell(ended.kind)
    if (ended.kind === "sent") this.#showSent(ended.incidents)
    this.#showDrafts()
  }

  #showSent(incidents: readonly string[]): void {
    this.#part("sent").replaceChildren(...incidents.map((address) => {
      const part = this.#copy("sent-incident")
      find(part, "a").setAttribute("href", address)
      return part
    }))
  }

  #showDrafts(): void {
    const drafts = this.#drafts.all()
    this.#part("waiting").hidden = drafts.length === 0
    this.#part("waiting-list").replaceChildren(...drafts.map((draft) => this.#draftPart(draft)))
  }

  #draftPart({ form, question, outcome, at }: Draft): Element {
    const part = this.#copy("draft")
    find(part, ".draft-question").textContent = this.#setup.questions.get(question)?.label ?? question
    find(part, ".draft-outcome").textContent = this.#word(`outcome-${outcome}`)
    const time = find(part, "time")
    time.setAttribute("datetime", at)
    time.textContent = new Date(at).toLocaleString(this.#page.documentElement.lang, { dateStyle: "long", timeStyle: "short" })
    find(part, "[data-erase]").setAttribute("data-erase", form)
    return part
  }

  #show(screen: Screen): void {
    for (const one of SCREENS) this.#part(`screen-${one}`).hidden = one !== screen
    const heading = this.#part(`screen-${screen}`).querySelector("h1, h2")
    if (heading instanceof HTMLElement) {
      heading.tabIndex = -1
      heading.focus()
    }
  }

  #tell(says: string): void {
    this.#part("status").textContent = this.#word(says)
  }

  #word(name: string): string {
    return this.#setup.messages.get(name) ?? bug(`browser/offline-desk: the page has no message ${name}`)
  }

  #mustAsk(): Asked {
    return this.#asked ?? bug("browser/offline-desk: no question is under way")
  }

  #part(id: string): HTMLElement {
    return this.#page.getElementById(id) ?? bug(`browser/offline-desk: the page has no ${id}`)
  }

  #copy(id: string): Element {
    const template = this.#part(id)
    const part = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null
    const copy = part?.cloneNode(true)
    return copy instanceof Element ? copy : bug(`browser/offline-desk: ${id} holds no element`)
  }
}

new OfflineDesk(document, setupIn(document), new Drafts(localStorage)).begin()
