import { expect, test } from 'vitest'
import recipeFile from '../../../packs/demo/recipe.json' with { type: 'json' }
import { makeCity, Recipe } from './index.ts'
import { surveyFile } from './survey.ts'

const city = makeCity(Recipe.parse(recipeFile))
const [path, text] = surveyFile(city)
const rows = text
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map(line => line.split(','))
const years = ['2023', '2024', '2025', '2026']
const of = (year: string, measure: string) => rows.filter(row => row[1] === year && row[2] === measure)

test('the survey asks as many in every borough, the city is its boroughs, and the same seed asks the same people', () => {
  expect(surveyFile(city)).toEqual([path, text])
  for (const measure of ['young-people-feel-safe', 'young-people-feel-safe-at-school', 'young-people-feel-safe-online'])
    for (const year of years) {
      const boroughs = of(year, measure).filter(row => row[0] !== city.recipe.code)
      const whole = of(year, measure).find(row => row[0] === city.recipe.code)
      expect(boroughs).toHaveLength(city.boroughs.length)
      expect(boroughs.every(row => Number(row[3]) > 0 && Number(row[3]) < 400 && row[4] === '400')).toBe(true)
      expect(boroughs.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(Number(whole?.[3]))
      expect(Number(whole?.[4])).toBe(400 * city.boroughs.length)
    }
})

test('the ages add up to all who were asked and to all who feel safe', () => {
  for (const year of years) {
    const ages = rows.filter(row => row[1] === year && row[2]?.startsWith('young-people-feel-safe-aged'))
    const whole = of(year, 'young-people-feel-safe').find(row => row[0] === city.recipe.code)
    const sum = (column: number) => ages.reduce((all, row) => all + Number(row[column]), 0)
    expect(ages).toHaveLength(3)
    expect([sum(3), sum(4)]).toEqual([Number(whole?.[3]), Number(whole?.[4])])
    expect(ages.every(row => Number(row[3]) < Number(row[4]))).toBe(true)
  }
})
