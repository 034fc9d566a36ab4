export { type City, makeCity, simulateWardCounts, type WardCounts } from './city.ts'
export { cityFiles } from './files.ts'
export { Recipe } from './recipe.ts'
export type { Planted, Truth } from './truth.ts'
