/**
 * Who is who and what is where, held in memory over the store's `people`, `places` and `forgotten`.
 * A person or place exists durably before anything in the ledger names it.
 */
import type { Instant, Language, PersonId, PlaceId, TimeZone } from "../domain/id.ts"
import type { Choices, Ids, Person, Place, Store, Vault } from "./ports.ts"

export type Directory = {
  /** The person with this platform id; made, durably, at first contact. */
  person(key: string, known: { language: Language | null; timeZone: TimeZone | null }): Promise<Person>
  find(key: string): Person | undefined
  byId(id: PersonId): Person | undefined
  people(): Person[]
  change(id: PersonId, change: Partial<Person>): Promise<Person>
  choose(id: PersonId, choices: Partial<Choices>): Promise<Person>
  /** Changes several at once. */
  putAll(people: Person[]): Promise<void>
  place(key: string, known: { name: string; language: Language; timeZone: TimeZone }): Promise<Place>
  placeById(id: PlaceId): Place | undefined
  placeByKey(key: string): Place | undefined
  places(): Place[]
  changePlace(id: PlaceId, change: Partial<Place>): Promise<void>
  /** Rosters of forgotten people: they still count in the denominator. */
  forgotten(): Map<string, Person["roster"]>
  rememberForgotten(hash: string, roster: Person["roster"]): Promise<void>
  hashOf(key: string): string
  /** Drops the person from memory and store. */
  forget(person: Person): Promise<void>
}

/** Characters of a person's or place's random id: 50 bits. */
const idLength = 10

export async function openDirectory(q: {
  store: Store
  ids: Ids
  vault: Vault
  now: () => Instant
}): Promise<Directory> {
  const { store, ids, vault } = q
  const people = new Map((await store.people.all()).map(([, p]) => [p.id, p]))
  const places = new Map((await store.places.all()).map(([, p]) => [p.id, p]))
  const forgotten = new Map((await store.forgotten.all()).map(([hash, f]) => [hash, f.roster]))
  const idOf = new Map([...people.values()].map((p) => [p.key, p.id]))
  const placeOf = new Map([...places.values()].map((p) => [p.key, p.id]))
  const making = new Map<string, Promise<Person>>()
  const makingPlace = new Map<string, Promise<Place>>()
  const hashOf = (key: string) => vault.hash(`person ${key}`)

  const put = async (person: Person): Promise<Person> => {
    await store.people.put(person.id, person)
    people.set(person.id, person)
    idOf.set(person.key, person.id)
    return person
  }
  const meet = async (key: string, known: Pick<Person, "language" | "timeZone">): Promise<Person> => {
    const hash = hashOf(key)
    const before = forgotten.get(hash)
    const person = await put({
      id: ids.next(idLength),
      key,
      ...known,
      choices: { out: false, pausedUntil: null, language: null },
      roster: before ?? [],
      metAt: q.now(),
    })
    // Who comes back of their own accord is somebody new, and no longer counted twice.
    if (before) {
      await store.forgotten.delete(hash)
      forgotten.delete(hash)
    }
    return person
  }

  return {
    async person(key, known) {
      const id = idOf.get(key)
      const person = id === undefined ? undefined : people.get(id)
      if (!person) return onceAtATime(making, key, () => meet(key, known))
      const { language, timeZone } = {
        language: known.language ?? person.language,
        timeZone: known.timeZone ?? person.timeZone,
      }
      if (language === person.language && timeZone === person.timeZone && person.metAt !== null) return person
      return put({ ...person, language, timeZone, metAt: person.metAt ?? q.now() })
    },
    find: (key) => people.get(idOf.get(key) ?? ""),
    byId: (id) => people.get(id),
    people: () => [...people.values()],
    async change(id, change) {
      const person = people.get(id)
      if (!person) throw new Error("the person was forgotten meanwhile")
      return put({ ...person, ...change })
    },
    async choose(id, choices) {
      const person = people.get(id)
      if (!person) throw new Error("the person was forgotten meanwhile")
      return put({ ...person, choices: { ...person.choices, ...choices } })
    },
    async putAll(changed) {
      await store.people.putAll(changed.map((p) => [p.id, p]))
      for (const p of changed) {
        people.set(p.id, p)
        idOf.set(p.key, p.id)
      }
    },
    async place(key, known) {
      const id = placeOf.get(key)
      const place = id === undefined ? undefined : places.get(id)
      if (place) return place
      return onceAtATime(makingPlace, key, async () => {
        const made: Place = { id: ids.next(idLength), key, ...known }
        await store.places.put(made.id, made)
        places.set(made.id, made)
        placeOf.set(key, made.id)
        return made
      })
    },
    placeById: (id) => places.get(id),
    placeByKey: (key) => places.get(placeOf.get(key) ?? ""),
    places: () => [...places.values()],
    async changePlace(id, change) {
      const place = places.get(id)
      if (!place) return
      const changed = { ...place, ...change }
      await store.places.put(id, changed)
      places.set(id, changed)
    },
    forgotten: () => forgotten,
    async rememberForgotten(hash, roster) {
      await store.forgotten.put(hash, { roster })
      forgotten.set(hash, roster)
    },
    hashOf,
    async forget(person) {
      const hash = hashOf(person.key)
      await store.forget(person.id, hash)
      people.delete(person.id)
      idOf.delete(person.key)
      forgotten.set(hash, person.roster)
    },
  }
}

/** Two first contacts at the same moment are one person. */
function onceAtATime<T>(running: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = running.get(key)
  if (known) return known
  const making = make().finally(() => running.delete(key))
  running.set(key, making)
  return making
}
