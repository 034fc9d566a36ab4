export { type FrontOptions, frontRoutes } from './front/routes.ts'
export { startSummary } from './front/summary.ts'
export { footer, type Summary } from './front/views.ts'
export { routes as placeRoutes } from './place/routes.ts'
