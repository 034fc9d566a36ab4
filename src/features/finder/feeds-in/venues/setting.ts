// Which lists of places of a city's own data the public finds as entries: venues.json of its pack. A pack without one has none.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packFolder, readPackFile } from '../../../../platform/pack.ts'

const file = 'venues.json'

const Setting = z.strictObject({
  /** The source of the pack that the places come from. */
  source: z.string(),
  /** Of its places, those of this kind. */
  kind: z.string(),
  /** What such a place is, as a sentence begins: 'A library'. */
  words: z.string().min(1).max(60),
  activities: z.array(z.string()).default([]),
})
export type Setting = z.output<typeof Setting>

export const settingsOf = (pack: string): Setting[] =>
  existsSync(join(packFolder(pack), file)) ? readPackFile(pack, file, z.array(Setting)) : []

/** What the pack records of a source. */
export interface Listed {
  id: string
  title: string
  custodian: string
  licence: string
  attribution: string
}

const addresses: Readonly<Record<string, string>> = {
  'OGL-UK-2.0': 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/',
  'OGL-UK-3.0': 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
}

/** The licence as feeds keep it; empty where none is recorded, and then nothing is published. */
export const licenceOf = (recorded: string): string =>
  /^\s*(unstated|unknown|none)?\s*$/i.test(recorded) ? '' : (addresses[recorded] ?? recorded)
