import { expect, test } from 'vitest'
import { activities, activityFor, activityOf, conceptOf, groups, isSensitive, themeOf, themes } from './activities.ts'

test('an id is given once, and never to an activity and a theme at the same time', () => {
  const ids = [...activities, ...themes].map(each => each.id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  expect(ids.every(id => /^[a-z][a-z0-9-]*$/.test(id))).toBe(true)
  expect(activities.every(each => groups[each.group] !== '')).toBe(true)
})

test('football is the OpenActive concept of football, and is read back from it', () => {
  const football = activityOf('football')
  const concept = football && conceptOf(football)
  expect(concept?.['@id']).toBe('https://openactive.io/activity-list#0a5f732d-e806-4e51-ad40-0a7de0239c8c')
  expect(activityFor({ id: concept?.['@id'] })).toBe(football)
  expect(activityFor({ label: 'Soccer' })).toBe(football)
})

test('every concept is read back as an activity that has the same concept', () => {
  for (const each of activities.filter(one => one.concept))
    expect(activityFor({ id: conceptOf(each)?.['@id'] })?.concept).toEqual(each.concept)
})

test('music has no concept, and an unknown concept is no activity', () => {
  const music = activityOf('music-making')
  expect(music && conceptOf(music)).toBeUndefined()
  expect(activityFor({ id: 'https://openactive.io/activity-list#none', label: 'Noodling' })).toBeUndefined()
})

test('abuse and exploitation are sensitive, money is not, and what is unknown is not', () => {
  expect(['domestic-abuse', 'exploitation', 'money', 'unheard-of'].map(isSensitive)).toEqual([true, true, false, false])
  expect(themeOf('money')?.label).toBe('Money and food')
})
