/** Forms: drawn as an input with a button below, and read back from what Slack says stands in them. */
import type { Block, Field } from "../../src/view/card.ts"
import { clean, cut } from "../../src/view/safe-text.ts"
import { type ButtonElement, type InputElement, limits, type Option, type SlackBlock } from "./limits.ts"
import { plainText } from "./mrkdwn.ts"

type Form = Extract<Block, { type: "form" }>

/** The input's block id and the button's action id share the number, so that a press finds its field. */
export const fieldId = (number: number, form: string): string =>
  cut(`field.${number}.${form}`, limits.blockId)
export const submitId = (number: number): string => `submit.${number}`
export const valueId = "value"

export function fieldBlocks(form: Form, number: number): SlackBlock[] {
  const value = form.once ? `${form.text} ~${form.once}` : form.text
  const element = elementOf(form.field)
  if (value.length > limits.buttonValue || !element) return []
  const submit: ButtonElement = {
    type: "button",
    action_id: submitId(number),
    text: plainText(form.submit, limits.buttonText),
    value,
  }
  return [
    {
      type: "input",
      block_id: fieldId(number, form.id),
      label: plainText(form.field.label, limits.inputLabel),
      element,
    },
    { type: "actions", elements: [submit] },
  ]
}

/** Null for a choice without options. */
function elementOf(field: Field): InputElement | null {
  switch (field.kind) {
    case "number":
      // Not Slack's number_input: it refuses a decimal comma in some languages.
      return {
        type: "plain_text_input",
        action_id: valueId,
        ...(field.placeholder ? { placeholder: plainText(field.placeholder, limits.placeholder) } : {}),
        ...(field.initial ? { initial_value: cut(field.initial, limits.inputTextMax) } : {}),
      }
    case "text":
      return {
        type: "plain_text_input",
        action_id: valueId,
        multiline: true,
        max_length: Math.max(1, Math.min(field.maxLength, limits.inputTextMax)),
      }
    case "choice":
    case "choices":
      return choiceOf(field)
  }
}

function choiceOf(field: Extract<Field, { kind: "choice" | "choices" }>): InputElement | null {
  const options: Option[] = field.options
    .filter((option) => option.key !== "" && option.key.length <= limits.optionValue)
    .slice(0, limits.selectOptions)
    .map((option) => ({ text: plainText(option.label, limits.optionText), value: option.key }))
  if (options.length === 0) return null
  const chosen = options.filter((option) => field.initial?.includes(option.value))
  const few = options.length <= limits.radioOptions.max
  if (field.kind === "choice") {
    const [first] = chosen
    return {
      type: few ? "radio_buttons" : "static_select",
      action_id: valueId,
      options,
      ...(first ? { initial_option: first } : {}),
    }
  }
  return {
    type: few ? "checkboxes" : "multi_static_select",
    action_id: valueId,
    options,
    ...(chosen.length > 0 ? { initial_options: chosen } : {}),
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
