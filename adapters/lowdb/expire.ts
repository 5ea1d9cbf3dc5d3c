import type { Instant, PersonId, RowId } from "../../src/domain/id.ts"
import { dayMs } from "../../src/domain/time.ts"
import { type Directory, enter, newDirectory, replace, seal } from "./directory.ts"
import type { Parts } from "./forget.ts"
import { eachLine, endOf, ledgerFolder, type Month, monthOf, pathOf, refOf } from "./journal.ts"
import { changed } from "./ledger.ts"
import { decode, encode, type Line } from "./line.ts"
import { nameFor, nameless, personsIn, rolesIn } from "./nameless.ts"
import { renameRow } from "./outbox.ts"
import { fail } from "./queue.ts"

/** So much of a month is in memory while it is written anew. */
const pieceBytes = 1024 * 1024

/** Writes each month anew, once, when its last day is `days` old; and again when one who had a role was forgotten since. */
export async function expire(parts: Parts, q: { now: Instant; days: number }): Promise<number> {
  const { ledger: l } = parts
  if (l.queue.health.failed) throw l.queue.health.failed
  const due = (month: Month) => endOf(month) + q.days * dayMs <= q.now
  const running = l.directory.month
  if (running !== null && due(running)) {
    // Nobody did anything since: the month ends here, and what comes goes into a later file.
    l.month = Math.max(l.month, monthOf(q.now))
    await l.queue.last
    if (l.directory.month === running) seal(l.directory)
  }
  const people = new Set((await parts.rooms.people.all()).map(([id]) => id))
  const places = new Set((await parts.rooms.places.all()).map(([id]) => id))
  let rewritten = 0
  for (const month of [...l.journal.sizes.keys()].sort((a, b) => a - b)) {
    const keeps = parts.expired.get(month)
    if (!due(month) || month === l.directory.month || keeps?.every((person) => people.has(person))) continue
    try {
      await rewrite(parts, month, { people, places })
    } catch (cause) {
      throw fail(l.queue.health, cause)
    }
    rewritten++
  }
  return rewritten
}

type Known = { people: ReadonlySet<PersonId>; places: ReadonlySet<string> }
type Names = { names: ReadonlyMap<PersonId, string>; keeps: ReadonlySet<PersonId>; rows: ReadonlySet<RowId> }

async function rewrite(parts: Parts, month: Month, known: Known): Promise<void> {
  const { files } = parts.ledger.journal
  const temporary = `${pathOf(month)}.tmp`
  const named = await namesIn(parts, month, known)
  const directory = newDirectory()
  let size = 0
  const place = (line: Line): Buffer => {
    const bytes = encode(JSON.stringify(line))
    enter(directory, line, refOf(month, size))
    size += bytes.length
    return bytes
  }
  await files.write(temporary, place({ t: "expired", keeps: [...named.keeps] }))
  for (let from: number | null = 0; from !== null; ) {
    const part: { lines: Line[]; next: number | null } = await linesFrom(parts, month, from)
    const kept = part.lines.filter((line) => line.t !== "expired")
    const made = kept.map((line) => place(line.t === "commit" ? nameless(line, named) : line))
    await files.append(temporary, Buffer.concat(made))
    from = part.next
  }
  await files.sync(temporary)
  seal(directory)
  await swap(parts, month, { temporary, size, directory, named })
}

/** Readers wait between the rename and the new directory: until then they would look in the wrong places. */
async function swap(
  parts: Parts,
  month: Month,
  made: { temporary: string; size: number; directory: Directory; named: Names },
): Promise<void> {
  const { ledger: l, outbox } = parts
  const { names, keeps, rows } = made.named
  const { promise, resolve } = Promise.withResolvers<void>()
  l.rewriting = promise
  try {
    await l.journal.files.rename(made.temporary, pathOf(month))
    l.journal.sizes.set(month, made.size)
    for (const sealed of made.directory.sealed) replace(l.directory, sealed)
    for (const id of rows) renameRow(outbox, id, names)
    parts.expired.set(month, [...keeps])
  } finally {
    changed(l, month)
    l.rewriting = null
    resolve()
  }
  await l.journal.files.syncFolder(ledgerFolder)
}

async function namesIn(parts: Parts, month: Month, known: Known): Promise<Names> {
  const names = new Map<PersonId, string>()
  const keeps = new Set<PersonId>()
  const rows = new Set<RowId>()
  const label = pathOf(month).slice(ledgerFolder.length + 1, -".jsonl".length)
  for (let from: number | null = 0; from !== null; ) {
    const part: { lines: Line[]; next: number | null } = await linesFrom(parts, month, from)
    for (const line of part.lines) {
      if (line.t !== "commit") continue
      for (const person of personsIn(line, known.places))
        if (!names.has(person)) names.set(person, nameFor(label, names.size + 1))
      for (const person of rolesIn(line)) if (known.people.has(person)) keeps.add(person)
      for (const row of line.outbox) rows.add(row.id)
    }
    from = part.next
  }
  return { names, keeps, rows }
}

/** A piece of the month that fits in memory, and where the next one starts. */
async function linesFrom(
  parts: Parts,
  month: Month,
  from: number,
): Promise<{ lines: Line[]; next: number | null }> {
  const lines: Line[] = []
  let next: number | null = null
  await eachLine(parts.ledger.journal, refOf(month, from), ({ bytes, offset }) => {
    if (offset - from >= pieceBytes) {
      next = offset
      return false
    }
    const line = decode(bytes)
    if (!line) throw new Error(`${pathOf(month)}: offset ${offset}: the checksum does not fit`)
    lines.push(line)
    return true
  })
  return { lines, next }
}
