/** "1 person", "2 people": for an operator's lines, which are English. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}
