// Every reader of figures, in the order people meet them.
import type { DataFormat } from '../import/format.ts'
import { mpsDashboard } from './mps-dashboard.ts'
import { mpsWide } from './mps-wide.ts'

export const dataFormats: readonly DataFormat[] = [mpsWide, mpsDashboard]
