// How a line of a spreadsheet names its entry: by the reference its organisation gave it, or by one of ours. Pure.
import { z } from 'zod'
import type { Body } from '../../schemas.ts'

const Extra = z.object({ spreadsheet: z.object({ reference: z.string() }) })

/** The one they gave it; empty where they gave none. */
export const theirReference = ({ extra }: Body): string => Extra.safeParse(extra).data?.spreadsheet.reference ?? ''

/** What we call an entry in a file that we write: it is not kept, since it says nothing new. */
export const ourReference = (id: string): string => `entry-${id.slice(0, 8)}`
export const isOurs = (reference: string): boolean => /^entry-[\da-f]{8}$/i.test(reference)
