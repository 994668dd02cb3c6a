/** A clause's Markdown prose as plain text: its words without marks, paragraphs apart by an empty line. */
import type { Nodes } from "mdast"
import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import { unified } from "unified"

const parser = unified().use(remarkParse).use(remarkGfm)

export function plainText(markdown: string): string {
  return parser.parse(markdown).children.map(textOf).filter((text) => text !== "").join("\n\n")
}

function textOf(markdownNode: Nodes): string {
  if ("value" in markdownNode) return markdownNode.value
  if (markdownNode.type === "break") return " "
  if (!("children" in markdownNode)) return ""
  const separator = markdownNode.type === "list" || markdownNode.type === "listItem" ? " " : ""
  return markdownNode.children.map(textOf).join(separator).replace(/\s+/g, " ").trim()
}
