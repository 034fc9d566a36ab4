import { expect, test } from 'vitest'
import recipeFile from '../../../packs/demo/recipe.json' with { type: 'json' }
import { makeCity, Recipe } from './index.ts'
import { surveyFile } from './survey.ts'

const city = makeCity(Recipe.parse(recipeFile))

test('the survey asks as many in every borough, the city is its boroughs, and the same seed asks the same people', () => {
  const [path, text] = surveyFile(city)
  expect(surveyFile(city)).toEqual([path, text])
  const rows = text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => line.split(','))
  for (const year of ['2023', '2024', '2025', '2026']) {
    const of = rows.filter(row => row[1] === year)
    const boroughs = of.filter(row => row[0] !== city.recipe.code)
    const whole = of.find(row => row[0] === city.recipe.code)
    expect(boroughs).toHaveLength(city.boroughs.length)
    expect(boroughs.every(row => Number(row[3]) > 0 && Number(row[3]) < 400 && row[4] === '400')).toBe(true)
    expect(boroughs.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(Number(whole?.[3]))
    expect(Number(whole?.[4])).toBe(400 * city.boroughs.length)
  }
})
