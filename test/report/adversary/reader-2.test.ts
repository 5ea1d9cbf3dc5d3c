import { readersOf } from "./reader.ts"

readersOf({ first: 101, count: 100 })
