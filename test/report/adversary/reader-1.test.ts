import { readersOf } from "./reader.ts"

readersOf({ first: 1, count: 100 })
