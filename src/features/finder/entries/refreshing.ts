// Search is told of a change here.
export { refresh } from '../search/refresh.ts'
