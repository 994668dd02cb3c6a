/**
 * A clause's prose: Markdown to page parts. Paragraphs, lists, emphasis, quotations, code and links; anything else is shown
 * as its text. HTML in the source is text, and a link goes to http, https, tel, or a place on this site.
 */
import type { Nodes, PhrasingContent, Root, RootContent, TableRow } from "mdast"
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"
import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import { unified } from "unified"

const parser = unified().use(remarkParse).use(remarkGfm)
/** A pack's texts are read again on every page: parse each once. Holds no more than there are texts in the packs opened. */
const parsed = new Map<string, Root>()

export function Markdown({ text }: { readonly text: string }): JSX.Element {
  return <>{parseOnce(text).children.map(blockOf)}</>
}

function parseOnce(text: string): Root {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const root = parser.parse(text)
  parsed.set(text, root)
  return root
}

function blockOf(block: RootContent): Child {
  switch (block.type) {
    case "paragraph":
      return <p>{block.children.map(inlineOf)}</p>
    case "heading":
      return (
        <p>
          <strong>{block.children.map(inlineOf)}</strong>
        </p>
      )
    case "blockquote":
      return <blockquote>{block.children.map(blockOf)}</blockquote>
    case "list": {
      const entries = block.children.map((entry) => <li>{entry.children.map((inner) => (inner.type === "paragraph" && block.spread !== true ? inner.children.map(inlineOf) : blockOf(inner)))}</li>)
      return block.ordered === true ? <ol {...(typeof block.start === "number" ? { start: block.start } : {})}>{entries}</ol> : <ul>{entries}</ul>
    }
    case "code":
      return (
        <pre tabindex={0}>
          <code>{block.value}</code>
        </pre>
      )
    case "thematicBreak":
      return <hr />
    case "table":
      return (
        <table>
          <tbody>{block.children.map(rowOf)}</tbody>
        </table>
      )
    case "html":
    case "definition":
    case "footnoteDefinition":
    case "yaml":
    case "listItem":
    case "tableRow":
    case "tableCell":
    case "text":
    case "emphasis":
    case "strong":
    case "delete":
    case "inlineCode":
    case "break":
    case "link":
    case "linkReference":
    case "image":
    case "imageReference":
    case "footnoteReference":
      return <p>{textOf(block)}</p>
  }
}

function rowOf(row: TableRow, index: number): Child {
  return <tr>{row.children.map((cell) => (index === 0 ? <th scope="col">{cell.children.map(inlineOf)}</th> : <td>{cell.children.map(inlineOf)}</td>))}</tr>
}

function inlineOf(phrase: PhrasingContent): Child {
  switch (phrase.type) {
    case "text":
      return phrase.value
    case "emphasis":
      return <em>{phrase.children.map(inlineOf)}</em>
    case "strong":
      return <strong>{phrase.children.map(inlineOf)}</strong>
    case "delete":
      return <del>{phrase.children.map(inlineOf)}</del>
    case "inlineCode":
      return <code>{phrase.value}</code>
    case "break":
      return <br />
    case "link":
      return isSafeAddress(phrase.url) ? <a href={phrase.url}>{phrase.children.map(inlineOf)}</a> : <>{phrase.children.map(inlineOf)}</>
    case "html":
    case "image":
    case "imageReference":
    case "linkReference":
    case "footnoteReference":
      return textOf(phrase)
  }
}

function textOf(markdownNode: Nodes): string {
  if ("value" in markdownNode) return markdownNode.value
  return "children" in markdownNode ? markdownNode.children.map(textOf).join("") : ""
}

/** Whether a link from a pack may be followed: never a script, never data. */
export function isSafeAddress(address: string): boolean {
  return /^(https?:\/\/|tel:|#|\/(?!\/))/i.test(address)
}
