import { everyCombination } from './every-combination'

everyCombination('temporary-card')
