// The door of the finder: things to do and places to get help.
export { routes } from './routes.ts'
export { jobs as searchJobs, schedule as scheduleSearch } from './search/again.ts'
