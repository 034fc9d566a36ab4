export { routes as placeRoutes } from './place/routes.ts'
