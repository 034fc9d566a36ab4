export { questionsAt } from './questions/queries.ts'
export { type Signal, signalsAt } from './signals/queries.ts'
export { type Assessed, assess } from './signals/service.ts'
export { defaults, Settings } from './signals/settings.ts'
