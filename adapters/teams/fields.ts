/** Forms: drawn as an input with a button below, and read back from what Teams says stands in them. */
import type { Block, Field } from "../../src/view/card.ts"
import { clean, cut } from "../../src/view/safe-text.ts"
import type { Choice, Element, Execute, Input, PressData } from "./elements.ts"
import { limits } from "./limits.ts"
import { label } from "./text.ts"
import { teamsWords } from "./words.ts"

type Form = Extract<Block, { type: "form" }>

/** An input's id is unique on its card: the button names it, so that a press finds its field. */
export const fieldId = (number: number): string => `field${number}`
export const fieldIdShape = /^field\d{1,3}$/

/** [] for a form that no card can carry. `only`: the card has no other form, so an empty field may stop the button. */
export function drawForm(form: Form, q: { number: number; only: boolean; language: "nl" | "en" }): Element[] {
  const text = form.once ? `${form.text} ~${form.once}` : form.text
  const id = fieldId(q.number)
  const required = q.only ? { isRequired: true as const, errorMessage: teamsWords.required[q.language] } : {}
  const input = drawInput(form.field, { id, required })
  if (text.length > limits.commandChars || !input) return []
  const submit = execute(form.submit, { draagvlak: 1, text, field: id })
  return [input, { type: "ActionSet", spacing: "small", actions: [{ ...submit, style: "positive" }] }]
}

export function execute(title: string, data: PressData): Execute {
  const whole = label(title, limits.labelChars)
  const shown = cut(whole, limits.buttonChars)
  const apart = data.field === undefined ? { associatedInputs: "none" as const } : {}
  return {
    type: "Action.Execute",
    verb: "draagvlak",
    title: shown,
    ...(shown === whole ? {} : { tooltip: whole }),
    ...apart,
    data,
    fallback: { type: "Action.Submit", title: shown, ...apart, data },
  }
}

type Required = { isRequired?: true; errorMessage?: string }

/** Null for a choice without options. */
function drawInput(field: Field, q: { id: string; required: Required }): Input | null {
  const head = { id: q.id, label: label(field.label, limits.labelChars), ...q.required }
  switch (field.kind) {
    case "number":
      // Not Input.Number: it refuses a decimal comma in some languages.
      return {
        type: "Input.Text",
        ...head,
        maxLength: limits.inputChars,
        ...(field.placeholder ? { placeholder: label(field.placeholder, limits.labelChars) } : {}),
        ...(field.initial ? { value: cut(clean(field.initial), limits.inputChars) } : {}),
      }
    case "text":
      return {
        type: "Input.Text",
        ...head,
        isMultiline: true,
        maxLength: Math.max(1, Math.min(Math.trunc(field.maxLength) || 1, limits.inputChars)),
      }
    case "choice":
    case "choices":
      return drawChoice(field, head)
  }
}

function drawChoice(
  field: Extract<Field, { kind: "choice" | "choices" }>,
  head: { id: string; label: string } & Required,
): Input | null {
  const choices: Choice[] = field.options
    // A comma parts several choices, as Teams hands them over.
    .filter(({ key }) => key !== "" && key.length <= limits.optionKeyChars && !key.includes(","))
    .slice(0, limits.optionsMax)
    .map((option) => ({ title: label(option.label, limits.labelChars), value: option.key }))
  if (choices.length === 0) return null
  const several = field.kind === "choices"
  const chosen = choices.map((c) => c.value).filter((value) => field.initial?.includes(value))
  const value = several ? chosen.join(",") : (chosen[0] ?? "")
  return {
    type: "Input.ChoiceSet",
    ...head,
    style: choices.length <= limits.optionsExpandedMax || several ? "expanded" : "compact",
    ...(several ? { isMultiSelect: true } : {}),
    wrap: true,
    choices,
    ...(value ? { value } : {}),
  }
}

/**
 * The command with the person's value in its place. The value stays a value: it cannot end the quotes that it stands in,
 * start a new line, or pass for a button's own id.
 */
export function fillIn(command: string, value: string): string {
  const tame = clean(value)
    .replace(/\s+/g, " ")
    .replace(/["“”„«»]/g, "'")
    .replace(/~/g, "∼")
    .trim()
  return command.replaceAll("{value}", () => tame)
}
