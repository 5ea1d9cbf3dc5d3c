/**
 * Who is who and what is where, held in memory over the store's `people`, `places` and `forgotten`.
 * A person or place exists durably before anything in the ledger names it.
 */
import type { Instant, Language, PersonId, PlaceId, TimeZone } from "../domain/id.ts"
import type { Choices, Ids, Person, Place, Store, Vault } from "./ports.ts"

export type Directory = People & Places

type People = {
  /** The person with this platform id; made, durably, at first contact. */
  person(key: string, known: Told): Promise<Person>
  find(key: string): Person | undefined
  byId(id: PersonId): Person | undefined
  people(): Person[]
  choose(id: PersonId, choices: Partial<Choices>): Promise<Person>
  /** Brings several up to date at once; who is not known yet is made. `roster` gives the new one for the one that holds now. */
  enrol(entries: Enrolment[]): Promise<void>
  /** Rosters of forgotten people: they still count in the denominator. */
  forgotten(): Map<string, Person["roster"]>
  rememberForgotten(hash: string, roster: Person["roster"]): Promise<void>
  hashOf(key: string): string
  /** Drops the person from memory and store. */
  forget(person: Person): Promise<void>
  /** The same for who left long ago, and nothing remembers them: whoever comes back is somebody new. */
  drop(person: Person): Promise<void>
}

export type Enrolment = Told & { key: string; roster: (before: Person["roster"]) => Person["roster"] }

type Places = {
  place(key: string, known: { name: string; language: Language; timeZone: TimeZone }): Promise<Place>
  placeById(id: PlaceId): Place | undefined
  placeByKey(key: string): Place | undefined
  places(): Place[]
  changePlace(id: PlaceId, change: Partial<Place>): Promise<void>
}

type Opening = { store: Store; ids: Ids; vault: Vault; now: () => Instant }
/** What is told about a person at contact. */
type Told = Pick<Person, "language" | "timeZone" | "address">

/** Characters of a person's or place's random id: 50 bits. */
const idLength = 10

export async function openDirectory(q: Opening): Promise<Directory> {
  return { ...(await openPeople(q)), ...(await openPlaces(q)) }
}

type KnownPeople = Opening & {
  byId: Map<PersonId, Person>
  idOf: Map<string, PersonId>
  gone: Map<string, Person["roster"]>
  making: Map<string, Promise<Person>>
  /** Forgettings that are under way, by platform id. */
  leaving: Map<string, Promise<void>>
  /** Who was forgotten since the start: what was still under way about them must not bring them back. */
  left: Set<PersonId>
}

async function openPeople(q: Opening): Promise<People> {
  const all = (await q.store.people.all()).map(([, p]) => p)
  const known: KnownPeople = {
    ...q,
    byId: new Map(all.map((p) => [p.id, p])),
    idOf: new Map(all.map((p) => [p.key, p.id])),
    gone: new Map((await q.store.forgotten.all()).map(([hash, f]) => [hash, f.roster])),
    making: new Map(),
    leaving: new Map(),
    left: new Set(),
  }
  await finishComingBack(known)
  const find = (key: string) => known.byId.get(known.idOf.get(key) ?? "")
  const get = (id: PersonId): Person => {
    const person = known.byId.get(id)
    if (!person) throw new Error("the person was forgotten meanwhile")
    return person
  }
  return {
    async person(key, told) {
      // Whoever speaks while they are being forgotten comes back as somebody new, afterwards.
      await known.leaving.get(key)
      const person = find(key) ?? (await onceAtATime(known.making, key, () => meet(known, key, told)))
      return learn(known, person, told)
    },
    find,
    byId: (id) => known.byId.get(id),
    people: () => [...known.byId.values()],
    async choose(id, choices) {
      const person = get(id)
      return change(known, { ...person, choices: { ...person.choices, ...choices } })
    },
    enrol: (entries) => enrol(known, entries),
    forgotten: () => known.gone,
    // In memory first, as everywhere: whoever comes back meanwhile comes back with this roster, and is then forgotten no more.
    async rememberForgotten(hash, roster) {
      known.gone.set(hash, roster)
      await q.store.forgotten.put(hash, { roster })
    },
    hashOf: (key) => hashOf(known, key),
    async drop(person) {
      known.left.add(person.id)
      known.byId.delete(person.id)
      known.idOf.delete(person.key)
      for (const [id, { owner }] of await q.store.texts.all())
        if (owner === person.id) await q.store.texts.delete(id)
      await q.store.people.delete(person.id)
    },
    forget(person) {
      const leaving = leave(known, person).finally(() => known.leaving.delete(person.key))
      known.leaving.set(person.key, leaving)
      return leaving
    },
  }
}

function hashOf({ vault }: Opening, key: string): string {
  return vault.hash(`person ${key}`)
}

/** Gone from memory before the store begins, so that nothing about them is written after it. */
async function leave(known: KnownPeople, person: Person): Promise<void> {
  const hash = hashOf(known, person.key)
  known.left.add(person.id)
  known.byId.delete(person.id)
  known.idOf.delete(person.key)
  known.gone.set(hash, person.roster)
  await known.store.forget(person.id, hash)
}

function remember(known: KnownPeople, person: Person): Person {
  if (known.left.has(person.id)) return person
  known.byId.set(person.id, person)
  known.idOf.set(person.key, person.id)
  return person
}

/**
 * In memory first: whoever changes the same person meanwhile starts from this, so that no change is lost.
 * Where the disk then fails, the store takes nothing more until a restart.
 */
async function change(known: KnownPeople, person: Person): Promise<Person> {
  if (known.left.has(person.id)) throw new Error("the person was forgotten meanwhile")
  remember(known, person)
  await known.store.people.put(person.id, person)
  return person
}

async function enrol(known: KnownPeople, entries: Enrolment[]): Promise<void> {
  // Somebody who speaks for the first time at this moment is the same person, not a second one. Others may begin meanwhile.
  for (;;) {
    const making = entries.flatMap((e) => known.making.get(e.key) ?? [])
    if (making.length === 0) break
    await Promise.all(making)
  }
  const changed: Person[] = []
  const strangers: Person[] = []
  for (const entry of entries) {
    const before = known.byId.get(known.idOf.get(entry.key) ?? "")
    if (!before && known.gone.has(hashOf(known, entry.key))) continue
    const next = enrolled(before ?? stranger(known, entry.key), entry)
    if (!before) strangers.push(next)
    else if (JSON.stringify(next) !== JSON.stringify(before)) changed.push(remember(known, next))
  }
  const all = [...changed, ...strangers]
  if (all.length === 0) return
  const written = known.store.people.putAll(all.map((p) => [p.id, p]))
  await Promise.all(
    strangers.map((p) => onceAtATime(known.making, p.key, () => written.then(() => remember(known, p)))),
  )
  await written
}

/** A platform that tells no language now does not make us forget the one it told before. */
function enrolled(person: Person, entry: Enrolment): Person {
  return {
    ...person,
    language: entry.language ?? person.language,
    timeZone: entry.timeZone ?? person.timeZone,
    address: entry.address ?? person.address,
    roster: entry.roster(person.roster),
  }
}

function stranger(known: KnownPeople, key: string): Person {
  return {
    id: known.ids.next(idLength),
    key,
    language: null,
    timeZone: null,
    choices: { out: false, pausedUntil: null, language: null },
    roster: [],
    metAt: null,
  }
}

async function learn(known: KnownPeople, person: Person, told: Told): Promise<Person> {
  const language = told.language ?? person.language
  const timeZone = told.timeZone ?? person.timeZone
  const address = told.address ?? person.address
  const same = language === person.language && timeZone === person.timeZone && address === person.address
  if (same && person.metAt !== null) return person
  return change(known, { ...person, language, timeZone, address, metAt: person.metAt ?? known.now() })
}

/** Who comes back of their own accord after being forgotten is somebody new, and not counted twice. */
async function meet(known: KnownPeople, key: string, told: Told): Promise<Person> {
  const hash = hashOf(known, key)
  const before = known.gone.get(hash)
  const person = { ...stranger(known, key), ...told, roster: before ?? [], metAt: known.now() }
  await known.store.people.put(person.id, person)
  remember(known, person)
  if (before) await unforget(known, hash)
  return person
}

async function unforget(known: KnownPeople, hash: string): Promise<void> {
  known.gone.delete(hash)
  await known.store.forgotten.delete(hash)
}

/** A crash between the two writes of coming back leaves the person and their hash: they would be counted twice. */
async function finishComingBack(known: KnownPeople): Promise<void> {
  for (const key of known.idOf.keys()) {
    const hash = hashOf(known, key)
    if (known.gone.has(hash)) await unforget(known, hash)
  }
}

async function openPlaces({ store, ids }: Opening): Promise<Places> {
  const places = new Map((await store.places.all()).map(([, p]) => [p.id, p]))
  const placeOf = new Map([...places.values()].map((p) => [p.key, p.id]))
  const making = new Map<string, Promise<Place>>()
  const find = (key: string) => places.get(placeOf.get(key) ?? "")
  const put = async (place: Place): Promise<Place> => {
    await store.places.put(place.id, place)
    places.set(place.id, place)
    placeOf.set(place.key, place.id)
    return place
  }
  return {
    place: async (key, told) =>
      find(key) ?? onceAtATime(making, key, () => put({ id: ids.next(idLength), key, ...told })),
    placeById: (id) => places.get(id),
    placeByKey: find,
    places: () => [...places.values()],
    async changePlace(id, change) {
      const place = places.get(id)
      if (place) await put({ ...place, ...change })
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
