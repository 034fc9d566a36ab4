import { makeTemplates } from './support.ts'

export default makeTemplates
