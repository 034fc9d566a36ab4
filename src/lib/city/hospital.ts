import { addDays, type Day, firstDay, lastDay, type Month } from '../dates.ts'
import { daysOf, drawHour } from './hours.ts'
import { at, drawer, poisson, type Random, whole } from './random.ts'
import type { Recipe } from './recipe.ts'

/** One attendance after an assault, as the national assault data set asks for it. Nothing about the person. */
export type Attendance = {
  start: Day
  end: Day
  site: string
  arrival: string
  assault: string
  method: string
  location: string
}

const methods = ['Body part', 'Blunt object', 'Sharp object', 'Glass or bottle', 'Pushed or fallen', 'Not known']
const locations = [
  'Public place',
  'Home',
  'Licensed premises',
  'School or college',
  'Public transport',
  'Workplace',
  'Not known',
]
const drawMethod = drawer([58, 8, 9, 6, 9, 10])
const drawLocation = drawer([40, 24, 16, 5, 4, 3, 8])

const pad = (number: number): string => String(number).padStart(2, '0')

/** `2026-03-14T23:00` and 95 minutes is `2026-03-15 00:35`. */
function later(stamp: string, minutes: number): string {
  const total = Number(stamp.slice(11, 13)) * 60 + Number(stamp.slice(14, 16)) + minutes
  const day = addDays(stamp.slice(0, 10), Math.floor(total / 1_440))
  return `${day} ${pad(Math.floor((total % 1_440) / 60))}:${pad(total % 60)}`
}

function attend(random: Random, month: Month, site: string, stamp: string): Attendance {
  const assault = later(stamp, whole(random, 0, 11) * 5)
  const arrival = later(assault.replace(' ', 'T'), 20 + whole(random, 0, 160))
  const known = random() < 0.94 && arrival.slice(0, 7) === month
  return {
    start: firstDay(month),
    end: lastDay(month),
    site,
    arrival: known ? arrival : '',
    assault,
    method: at(methods, drawMethod(random)),
    location: at(locations, drawLocation(random)),
  }
}

/** Attendances at both hospitals in each of the months given: weekend nights stand out, after school less so. */
export function makeAttendances(random: Random, recipe: Recipe, months: readonly Month[]): Attendance[] {
  return months.flatMap(month => {
    const days = daysOf(month)
    return recipe.hospitals.flatMap(({ site }, k) => {
      const found = Array.from({ length: poisson(random, k === 0 ? 165 : 120) }, () =>
        attend(random, month, site, drawHour(random, random() < 0.6 ? 'heart' : 'home', days)),
      )
      return found.sort((a, b) => (a.assault < b.assault ? -1 : 1))
    })
  })
}
