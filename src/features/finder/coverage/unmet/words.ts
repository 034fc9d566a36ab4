import type { Coarse, Topic } from '../count.ts'

export const topicWords: Record<Topic, string> = {
  any: 'Anything',
  several: 'Several things',
  sport: 'Sport',
  arts: 'Music, art, drama and dance',
  games: 'Games and tech',
  outdoors: 'Outdoors',
  learning: 'Homework, reading and mentoring',
  work: 'Work and training',
  support: 'Help and support',
  networks: 'Networks',
  other: 'Youth clubs and other things',
}
export const agesWords: Record<Coarse['ages'], string> = {
  any: 'No age said',
  'under-8': 'Under 8',
  '8-10': '8 to 10',
  '11-13': '11 to 13',
  '14-17': '14 to 17',
  '18-24': '18 to 24',
  '25-over': '25 and over',
}
export const timesWords: Record<Coarse['times'], string> = {
  any: 'Any time',
  today: 'Today or now',
  'after-school': 'After school, 4pm to 7pm',
  evening: 'Evenings',
  weekend: 'Weekends',
  holidays: 'School holidays',
}
export const resultWords: Record<Coarse['result'], string> = { none: 'Nothing', few: 'Next to nothing: 1 or 2' }
