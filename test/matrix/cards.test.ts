import { everyCombination } from './every-combination'

everyCombination('card')
