import * as finder from './features/finder/index.ts'
import * as needs from './features/needs/index.ts'

/** Every way of looking that findings can be made of and chapters can show, in the order people meet them. */
export const views: readonly needs.View[] = [...needs.views, finder.coverageView]
