// Every reader of figures, in the order people meet them.
import type { DataFormat } from '../import/format.ts'
import { childPovertyXlsx } from './child-poverty.ts'
import { homicideAccused, homicideVictims } from './homicide.ts'
import { imdCsv, imdXlsx } from './imd.ts'
import { incidentCsv } from './incident-csv.ts'
import { istv } from './istv.ts'
import { lsoaAnnual } from './lsoa-annual.ts'
import { measureCsv } from './measure-csv.ts'
import { mpsBoroughAnnualXlsx } from './mps-borough-annual.ts'
import { mpsDashboard } from './mps-dashboard.ts'
import { mpsVawgLondon } from './mps-vawg-london.ts'
import { mpsVawgWard } from './mps-vawg-ward.ts'
import { mpsWide } from './mps-wide.ts'
import { policeStreet } from './police-street.ts'

export const dataFormats: readonly DataFormat[] = [
  measureCsv,
  mpsWide,
  mpsDashboard,
  mpsVawgWard,
  mpsVawgLondon,
  homicideVictims,
  homicideAccused,
  policeStreet,
  incidentCsv,
  istv,
  lsoaAnnual,
  imdCsv,
  imdXlsx,
  childPovertyXlsx,
  mpsBoroughAnnualXlsx,
]
