/**
 * What follows from sums that are known: linear algebra over a prime field, where being in the span of the known rows is the
 * same, but for one chance in millions, as over the rationals, and exact arithmetic costs no more than floats.
 */
export type Row = Float64Array
export type Span = {
  /** From now on no known row may make this one follow. */
  keepSecret(row: Row): void
  /** Whether no secret would follow from this row and the known ones. */
  isSafe(row: Row): boolean
  add(row: Row): void
}

/** The largest prime under 2^26: the product of two residues is an exact float. */
const prime = 67_108_859

export function openSpan(): Span {
  /** Each has zeros where those before it have their pivot. */
  const basis: { pivot: number; row: Row }[] = []
  const secrets: Row[] = []
  const reduced = (row: Row): Row => {
    const rest = row.slice()
    for (const { pivot, row: known } of basis) subtract(rest, known, rest[pivot] ?? 0)
    return rest
  }
  /** The secrets as they are left once the reduced row is known too. */
  const without = (rest: Row): Row[] => {
    const pivot = firstOf(rest)
    if (pivot < 0) return secrets
    const unit = inverse(rest[pivot] ?? 1)
    return secrets.map((secret) => {
      const factor = ((secret[pivot] ?? 0) * unit) % prime
      if (factor === 0) return secret
      const left = secret.slice()
      subtract(left, rest, factor)
      return left
    })
  }
  return {
    keepSecret(row) {
      const rest = reduced(row)
      // What follows already can be kept secret no more.
      if (firstOf(rest) >= 0) secrets.push(rest)
    },
    isSafe: (row) =>
      without(reduced(row)).every((secret, i) => secret === secrets[i] || firstOf(secret) >= 0),
    add(row) {
      const rest = reduced(row)
      const pivot = firstOf(rest)
      if (pivot < 0) return
      secrets.splice(0, secrets.length, ...without(rest))
      scale(rest, inverse(rest[pivot] ?? 1))
      basis.push({ pivot, row: rest })
    },
  }
}

function firstOf(row: Row): number {
  return row.findIndex((value) => value !== 0)
}

/** `row -= factor * other` */
function subtract(row: Row, other: Row, factor: number): void {
  if (factor === 0) return
  for (let i = 0; i < row.length; i++) {
    const value = other[i] ?? 0
    if (value !== 0) row[i] = ((row[i] ?? 0) + (prime - factor) * value) % prime
  }
}

function scale(row: Row, factor: number): void {
  for (let i = 0; i < row.length; i++) row[i] = ((row[i] ?? 0) * factor) % prime
}

/** By Fermat: the power to prime - 2. */
function inverse(value: number): number {
  let [result, base] = [1, value]
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % prime
    base = (base * base) % prime
  }
  return result
}
