// The door of the finder: things to do and places to get help.

export { jobs as careJobs, schedule as scheduleCare } from './care/nightly.ts'
export { coverageView } from './coverage/reading.ts'
export { tellUnmet } from './coverage/unmet/demonstration.ts'
export { duties } from './duties.ts'
export { fillFinder } from './feeds-in/demo/fill.ts'
export { fillUnderWay } from './feeds-in/demo/under-way.ts'
export { jobs as feedJobs, schedule as scheduleFeeds } from './feeds-in/jobs.ts'
export { bringVenues } from './feeds-in/venues/bring.ts'
export { retentionRules } from './keep.ts'
export { type Frame, frameOf } from './look/frame.ts'
export { helpJobs, scheduleHelp } from './look/help/addresses.ts'
export { helpNow } from './look/help/service.ts'
export {
  type HelpLine,
  type HelpView,
  HelpWords,
  helpView,
  lineOf,
  linesIn,
  readHelp,
  said,
} from './look/help/words.ts'
export { plainDay } from './look/times.ts'
export { isolated, tongueOf } from './look/words/index.ts'
export { routes } from './routes.ts'
export { jobs as searchJobs, request as requestSearch, schedule as scheduleSearch } from './search/again.ts'
