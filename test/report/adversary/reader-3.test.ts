import { readersOf } from "./reader.ts"

readersOf({ first: 201, count: 100 })
