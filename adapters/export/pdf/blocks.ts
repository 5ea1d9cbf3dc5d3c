/** Blocks that know how high they are, and pages that they are laid on one below the other. */
import { type At, ink, type Pen, type Style, type Tag } from "./pen.ts"

/** Made for one width; stands on one page. */
export type Block = { height: number; draw(at: At, parent: Tag): void }

export const page = { width: 595.28, height: 841.89, left: 36, right: 36, top: 70, bottom: 52 } as const
export const bodyWidth = page.width - page.left - page.right
export const columnGap = 20
/** Of one of two columns. */
export const half = (bodyWidth - columnGap) / 2
/** On an empty page. */
export const pageRoom = page.height - page.top - page.bottom

export const type = {
  verdict: { size: 16, bold: true },
  lede: { size: 9.6, colour: ink.ink2 },
  h2: { size: 11, bold: true },
  h3: { size: 8.6, bold: true },
  body: { size: 8.4 },
  strong: { size: 8.4, bold: true },
  small: { size: 7.4, colour: ink.ink2 },
  tick: { size: 6.8, colour: ink.ink3 },
} as const satisfies Record<string, Style>

/** A text of its own: a heading, a sentence. */
export function said(pen: Pen, q: { text: string; style: Style; width: number; as?: string }): Block {
  const { text, style, width, as = "P" } = q
  return {
    height: pen.height(text, style, width),
    draw: (at, parent) => {
      if (text !== "") pen.leaf(parent, { type: as }, () => pen.text(text, style, { ...at, width }))
    },
  }
}

export function space(height: number): Block {
  return { height, draw: () => {} }
}

/** A rule across, above a heading. */
export function rule(pen: Pen, width: number, q: { strong?: boolean; below?: number } = {}): Block {
  const { strong = false, below = 4 } = q
  return {
    height: below,
    draw: ({ x, y }) =>
      pen.decoration(() =>
        pen.path(
          [
            { x, y },
            { x: x + width, y },
          ],
          strong ? { colour: ink.ink, width: 1.2 } : { colour: ink.rule, width: 0.5 },
        ),
      ),
  }
}

export function stack(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, block) => sum + block.height, 0),
    draw: ({ x, y }, parent) => {
      let top = y
      for (const block of blocks) {
        block.draw({ x, y: top }, parent)
        top += block.height
      }
    },
  }
}

export function beside(parts: readonly { block: Block; width: number }[], gap: number = columnGap): Block {
  return {
    height: Math.max(0, ...parts.map(({ block }) => block.height)),
    draw: ({ x, y }, parent) => {
      let left = x
      for (const { block, width } of parts) {
        block.draw({ x: left, y }, parent)
        left += width + gap
      }
    },
  }
}

/** In two columns that end about as far down; each block goes where there is more room, so that the order stays the reader's. */
export function balanced(blocks: readonly Block[], width: number): Block {
  const columns: [Block[], Block[]] = [[], []]
  const long = (column: Block[]) => column.reduce((sum, { height }) => sum + height, 0)
  for (const block of blocks) (long(columns[1]) < long(columns[0]) ? columns[1] : columns[0]).push(block)
  return beside(columns.map((column) => ({ block: stack(column), width })))
}

/** A heading with its rule and the sentence below it. */
export function heading(pen: Pen, q: { title: string; about: string; width: number }): Block {
  const { title, about, width } = q
  return stack([
    rule(pen, width, { strong: true, below: 5 }),
    said(pen, { text: title, style: type.h2, width, as: "H2" }),
    space(1.5),
    said(pen, { text: about, style: type.small, width }),
    space(4),
  ])
}

export type Flow = {
  /** Puts the block below the last one, on a new page where it does not fit; there `again` comes first. */
  place(block: Block, parent: Tag, again?: Block): void
  gap(height: number): void
  /** Begins a new page where less than this is left. */
  reserve(height: number): void
  /** Whether so much is left of this page, or it is empty. */
  fits(height: number): boolean
}

/** A block higher than a page is cut by the page, so blocks are rows and small charts. */
export function flow(pen: Pen): Flow {
  const end = page.height - page.bottom
  let y: number = page.top
  pen.doc.addPage()
  const full = (height: number) => y + height > end && y > page.top
  const turn = () => {
    pen.doc.addPage()
    y = page.top
  }
  return {
    place(block, parent, again) {
      if (full(block.height)) {
        turn()
        if (again) {
          again.draw({ x: page.left, y }, parent)
          y += again.height
        }
      }
      block.draw({ x: page.left, y }, parent)
      y += block.height
    },
    gap(height) {
      if (y > page.top) y += height
    },
    reserve(height) {
      if (full(height)) turn()
    },
    fits: (height) => !full(height),
  }
}
