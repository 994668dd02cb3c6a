/**
 * Counsel's desk while it is open: calls that wait come and go without a reload. The server says that something is otherwise; the part
 * is then fetched again as who is signed in. Where the focus was in a call, it stays there. Without this script the page says to reload.
 */
const part = document.querySelector<HTMLElement>("#waiting")
const live = document.querySelector<HTMLElement>("#live")
if (part !== null && live !== null) follow(part, live)

function follow(section: HTMLElement, status: HTMLElement): void {
  const { events = "", part: address = "", live: isLive = "", lost = "", new: isNew = "" } = section.dataset
  const title = document.title
  const source = new EventSource(events)
  let latest = 0
  const tell = (text: string): void => { if (status.textContent !== text) status.textContent = text }

  const fetchPart = async (): Promise<void> => {
    const turn = ++latest
    const response = await fetch(address, { headers: { accept: "text/html" } })
    // Sent to sign in: the session has ended, and the page has to say so.
    if (response.redirected || !response.ok) {
      location.reload()
      return
    }
    const html = await response.text()
    if (turn !== latest) return
    const before = idsIn(section)
    const focused = document.activeElement?.closest<HTMLElement>("[data-call]")?.dataset["call"]
    section.innerHTML = html
    const now = idsIn(section)
    if (focused !== undefined) section.querySelector<HTMLElement>(`[data-call="${CSS.escape(focused)}"] button`)?.focus()
    document.title = now.length === 0 ? title : `(${String(now.length)}) ${title}`
    tell(now.some((id) => !before.includes(id)) ? isNew : isLive)
  }

  source.addEventListener("calls", () => { fetchPart().catch(() => { tell(lost) }) })
  source.addEventListener("open", () => { tell(isLive) })
  source.addEventListener("error", () => {
    tell(lost)
    // A stream that ended for good: the session did, or the server says no.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { location.reload() }, 5_000)
  })
}

function idsIn(section: HTMLElement): readonly string[] {
  return [...section.querySelectorAll<HTMLElement>("[data-call]")].map(({ dataset }) => dataset["call"] ?? "")
}
