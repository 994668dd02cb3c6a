/**
 * The script of residents' guides: "Leave this page" puts the other page in the place of this one, so that Back does not lead here again.
 *
 * Without it the link leads there all the same. What a browser keeps in its history no page can take out, and the page says so.
 */
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault()
    location.replace(link.href)
  })
}
