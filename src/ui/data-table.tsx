/**
 * A table that becomes a stack of labelled lines on a narrow screen. The roles are written out because `display: block`
 * takes a table's meaning away in some browsers.
 */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"

interface Props {
  readonly caption: string
  /** The caption is for those who cannot see that a heading above says the same. */
  readonly captionHidden?: boolean
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Child[])[]
}

export function DataTable({ caption, captionHidden, columns, rows }: Props): JSX.Element {
  return (
    <table class="data" role="table">
      <caption class={captionHidden === true ? "hidden" : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {row.map((cell, index) => (
              <td role="cell" data-label={columns[index]}>
                <span>{cell}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
