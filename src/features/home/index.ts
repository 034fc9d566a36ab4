export { type FrontOptions, frontRoutes } from './front/routes.ts'
export { footer, type Summary } from './front/views.ts'
export { routes as placeRoutes } from './place/routes.ts'
