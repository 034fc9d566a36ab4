// The shape of a pack's story.json: what people of an invented city asked, decided and did. Days are counted from the day it is made.
import { z } from 'zod'
import { ToldReview } from './features/needs/index.ts'
import { Coordinates, registerKinds } from './features/threads/index.ts'

const Option = z.object({ title: z.string(), weigh: z.string() })
const text = z.string().default('')
export const Decision = z.object({
  id: z.string(),
  kind: z.enum(['general', 'place']),
  by: z.string(),
  place: z.string(),
  areas: z.array(z.string()).default([]),
  outcomes: z.array(z.string()).default([]),
  aims: z.array(z.string()).default([]),
  preventionLevel: z.string().nullable().default(null),
  journeyStage: z.string().nullable().default(null),
  contextLevel: z.string().nullable().default(null),
  ageBand: z.string().nullable().default(null),
  timeBand: z.string().nullable().default(null),
  because: z.array(z.string()).default([]),
  openedDaysAgo: z.number(),
  question: z.string(),
  context: text,
  options: z.array(Option),
  answers: z.array(z.string()),
  equality: text,
  strength: text,
  investment: text,
  dissent: text,
  publicPart: text,
  confidentialPart: text,
  proposedDaysAgo: z.number().optional(),
  decided: z
    .object({
      by: z.string(),
      daysAgo: z.number(),
      chosen: z.number(),
      reason: z.string(),
      reviewInDays: z.number().optional(),
    })
    .optional(),
})
const About = z.object({ place: z.string(), measure: z.string() })
export const Answer = About.extend({ id: z.string(), by: z.string(), daysAgo: z.number(), answer: z.string() })
const Found = z.object({
  id: z.string(),
  more: text,
  strength: z.enum(['weak', 'moderate', 'strong']),
  factor: z.enum(['risk', 'protective', 'neither']),
  madeDaysAgo: z.number(),
  agreedDaysAgo: z.number(),
  coordinates: Coordinates.partial(),
})
/** Made of a mark, or of what a way of looking says when it is asked the words of its page's address. */
export const Finding = z.union([
  Found.extend({ view: z.string(), asked: z.string() }),
  Found.extend({ ...About.shape, view: z.undefined().optional() }),
])
export const Release = z.object({
  chosen: z.array(z.string()),
  daysAgo: z.number(),
  title: z.string(),
  summary: z.string(),
})
export const Task = z.object({
  id: text,
  because: z.array(z.string()),
  owner: z.string().optional(),
  coordinates: Coordinates.partial().default({}),
  by: z.string(),
  openedDaysAgo: z.number(),
  dueInDays: z.number(),
  place: z.string(),
  ownerRole: z.enum(['borough-lead', 'officer', 'analyst', 'director']),
  title: z.string(),
  done: z.object({ daysAgo: z.number(), result: z.string() }).optional(),
})
export const Entry = z.object({
  id: text,
  register: z.enum(registerKinds),
  by: z.string(),
  place: z.string().optional(),
  because: z.array(z.string()).default([]),
  /** Why it is new, where nothing told here came before it. */
  reason: text,
  openedDaysAgo: z.number(),
  dueInDays: z.number().optional(),
  ownerRole: z.enum(['borough-lead', 'provider', 'officer', 'analyst', 'director']),
  organisation: z.string().nullable().default(null),
  title: z.string(),
  party: z.string(),
  nature: z.string().nullable().default(null),
  before: text,
  after: text,
  evidence: text,
  changedDaysAgo: z.number().optional(),
  coordinates: Coordinates.partial().default({}),
  answered: z.object({ by: z.string(), daysAgo: z.number(), outcome: z.string(), reply: z.string() }).optional(),
})
export const CalendarDate = z.object({
  title: z.string(),
  kind: z.enum(['meeting', 'holiday', 'term', 'plan', 'other']),
  startsInDays: z.number(),
  lastsDays: z.number().min(1),
  source: z.string(),
})
const Background = z.object({
  topic: z.enum(['history', 'drug markets', 'adverse childhood experiences', 'other']),
  place: z.string().optional(),
  title: z.string(),
  body: z.string(),
  sourceTitle: z.string(),
  publisher: z.string(),
  address: text,
  sourceYear: z.number(),
  rights: z.string(),
  daysAgo: z.number(),
})
export const Story = z.object({
  answers: z.array(Answer),
  findings: z.array(Finding),
  background: z.array(Background).default([]),
  reviews: z.array(ToldReview),
  decisions: z.array(Decision),
  tasks: z.array(Task),
  registers: z.array(Entry),
  releases: z.array(Release),
  dates: z.array(CalendarDate),
})
