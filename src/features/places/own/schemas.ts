import { z } from 'zod'

const Name = z
  .string({ error: 'Enter a name' })
  .trim()
  .min(1, { error: 'Enter a name' })
  .max(80, { error: 'Use 80 characters or fewer for the name' })
const Reason = z
  .string({ error: 'Say why' })
  .trim()
  .min(1, { error: 'Say why, so that others can follow it later' })
  .max(500, { error: 'Use 500 characters or fewer for the reason' })

// A browser sends one ticked box as a text and several as a list.
const Codes = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform(codes => [...new Set([codes ?? []].flat())])

export const Chosen = z.object({
  name: Name,
  reason: Reason,
  lsoa: Codes.refine(codes => codes.length > 0, { error: 'Choose at least one small area' }).refine(
    codes => codes.length <= 400,
    {
      error: 'Choose 400 small areas or fewer',
    },
  ),
})
export type Chosen = z.output<typeof Chosen>

const noLine = 'Draw a line and close it, paste an area, or choose a file'

export const Drawn = z.object({
  name: Name,
  reason: Reason,
  area: z.string({ error: noLine }).trim().min(1, { error: noLine }),
})
export type Drawn = z.output<typeof Drawn>

/** Drawn again: an empty area keeps the old line. */
export const Redrawn = Drawn.extend({ area: z.string().trim().default('') })
export type Redrawn = z.output<typeof Redrawn>

const Radius = z.coerce
  .number({ error: 'Enter a radius in metres, such as 400' })
  .int({ error: 'Enter the radius in whole metres' })
  .min(50, { error: 'The radius must be 50 metres or more' })
  .max(5000, { error: 'The radius must be 5,000 metres or less' })

export const NewHub = z.object({
  name: z.string().trim().max(80, { error: 'Use 80 characters or fewer for the name' }).default(''),
  station: z.coerce
    .number({ error: 'Choose a station' })
    .int({ error: 'Choose a station' })
    .positive({ error: 'Choose a station' }),
  radius: Radius,
  reason: Reason,
})
export type NewHub = z.output<typeof NewHub>

export const EditedHub = z.object({ name: Name, radius: Radius, reason: Reason })
export type EditedHub = z.output<typeof EditedHub>

export const Retirement = z.object({
  reason: Reason,
  sure: z.literal('yes', { error: 'Tick the box if you want to retire this place' }),
})
export type Retirement = z.output<typeof Retirement>

/** Bringing a retired place back. */
export const Restoration = z.object({ name: Name, reason: Reason })
export type Restoration = z.output<typeof Restoration>

/** What is asked for while choosing small areas: a borough, then wards, by code. */
export const Choice = z.object({
  how: z.enum(['chosen', 'drawn']).catch('chosen'),
  borough: z.string().trim().max(20).catch(''),
  ward: Codes.catch([]),
})
