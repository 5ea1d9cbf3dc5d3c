/** The elements of Adaptive Cards that we draw, and no others. Those of Teams' own always have a fallback. */

export type Element =
  | TextBlock
  | {
      type: "RichTextBlock"
      spacing?: Spacing
      inlines: TextRun[]
    }
  | { type: "FactSet"; facts: { title: string; value: string }[] }
  | { type: "ActionSet"; spacing?: Spacing; actions: Execute[] }
  | Input
  | Extension

type Spacing = "none" | "small" | "default" | "medium"

export type TextBlock = {
  type: "TextBlock"
  text: string
  wrap: true
  spacing?: Spacing
  style?: "heading"
  size?: "small" | "medium" | "large"
  weight?: "bolder"
  color?: "attention" | "accent"
  isSubtle?: boolean
}

export type TextRun = {
  type: "TextRun"
  text: string
  weight?: "bolder"
  size?: "small"
  isSubtle?: boolean
  selectAction?: { type: "Action.OpenUrl"; url: string; title: string }
}

export type Choice = { title: string; value: string }
export type Input =
  | {
      type: "Input.Text"
      id: string
      label: string
      isRequired?: true
      errorMessage?: string
      placeholder?: string
      value?: string
      maxLength: number
      isMultiline?: true
    }
  | {
      type: "Input.ChoiceSet"
      id: string
      label: string
      isRequired?: true
      errorMessage?: string
      style: "expanded" | "compact"
      isMultiSelect?: true
      wrap: true
      choices: Choice[]
      value?: string
    }

/** What comes back when it is pressed. `field`: the input whose value belongs to it. */
export type PressData = { draagvlak: 1; text: string; field?: string }
export type Execute = {
  type: "Action.Execute"
  verb: "draagvlak"
  title: string
  tooltip?: string
  style?: "positive"
  /** Other buttons must not be held up by an empty field. */
  associatedInputs?: "none"
  data: PressData
  /** For clients that are too old. */
  fallback: {
    type: "Action.Submit"
    title: string
    associatedInputs?: "none"
    data: PressData
  }
}

export type Fallback = Extract<Element, { type: "FactSet" | "RichTextBlock" }>
/** Microsoft's charts and bars: drawn by Teams, elsewhere by their fallback. */
export type Extension =
  | {
      type: "Chart.Line"
      title: string
      yAxisTitle?: string
      data: { legend: string; values: { x: string; y: number }[] }[]
      fallback: Fallback
    }
  | {
      type: "Chart.VerticalBar"
      title: string
      yAxisTitle?: string
      data: { x: string; y: number }[]
      fallback: Fallback
    }
  | { type: "ProgressBar"; value: number; max: number; fallback: Fallback }

export type AdaptiveCard = {
  type: "AdaptiveCard"
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json"
  version: "1.5"
  lang: string
  fallbackText: string
  body: Element[]
}
