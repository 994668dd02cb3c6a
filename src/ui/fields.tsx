/** Fields of the desk's forms: a label, a hint, what is wrong with what was sent, and what was sent, shown again. */
import type { Child } from "hono/jsx"
import type { JSX } from "hono/jsx/jsx-runtime"

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** In words; `undefined` where nothing is. */
  readonly problem?: string | undefined
}

interface Described extends FieldProps {
  readonly children: (described: { readonly id: string; readonly name: string; readonly "aria-describedby"?: string; readonly "aria-invalid"?: "true" }) => Child
}

function Field({ name, label, hint, problem, children }: Described): JSX.Element {
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(problem === undefined ? [] : [`${name}-problem`])]
  return (
    <div class={problem === undefined ? "field" : "field failed"}>
      <label for={name} class="strong">
        {label}
      </label>
      {hint !== undefined && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {problem !== undefined && (
        <span class="field-error" id={`${name}-problem`}>
          {problem}
        </span>
      )}
      {children({ id: name, name, ...(described.length === 0 ? {} : { "aria-describedby": described.join(" ") }), ...(problem === undefined ? {} : { "aria-invalid": "true" }) })}
    </div>
  )
}

export function TextField({ type = "text", value, list, ...field }: FieldProps & { readonly type?: "text" | "email" | "date" | "datetime-local"; readonly value: string; readonly list?: string }): JSX.Element {
  return <Field {...field}>{(described) => <input type={type} value={value} autocomplete="off" {...(list === undefined ? {} : { list })} {...described} />}</Field>
}

export function TextArea({ value, ...field }: FieldProps & { readonly value: string }): JSX.Element {
  return (
    <Field {...field}>
      {(described) => (
        <textarea rows={4} {...described}>
          {value}
        </textarea>
      )}
    </Field>
  )
}

export interface Choice {
  readonly id: string
  readonly label: string
  readonly hint?: string
}

/** `empty` is what stands there while nothing is chosen. */
export function SelectField({ value, choices, empty, ...field }: FieldProps & { readonly value: string; readonly choices: readonly Choice[]; readonly empty?: string }): JSX.Element {
  return (
    <Field {...field}>
      {(described) => (
        <select {...described}>
          {empty !== undefined && <option value="">{empty}</option>}
          {choices.map(({ id, label }) => (
            <option value={id} selected={id === value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function RadioField({ name, label, hint, problem, value, choices }: FieldProps & { readonly value: string; readonly choices: readonly Choice[] }): JSX.Element {
  return (
    <fieldset class={problem === undefined ? "radios" : "radios failed"} {...(problem === undefined ? {} : { "aria-describedby": `${name}-problem` })}>
      <legend class="strong">{label}</legend>
      {hint !== undefined && <span class="hint">{hint}</span>}
      {problem !== undefined && (
        <span class="field-error" id={`${name}-problem`}>
          {problem}
        </span>
      )}
      <div class="options">
        {choices.map((choice, at) => (
          <label class="option">
            <input type="radio" name={name} value={choice.id} checked={choice.id === value} {...(at === 0 ? { id: name } : {})} />
            <span>
              <b>{choice.label}</b>
              {choice.hint !== undefined && <small>{choice.hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
