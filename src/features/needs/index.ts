export { type Assessed, assess } from './signals/service.ts'
export { defaults, Settings } from './signals/settings.ts'
