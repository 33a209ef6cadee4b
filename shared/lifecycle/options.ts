import type { CardType } from './states'

/**
 * The options: settings that change which way a process goes. An option changes what happens from
 * now on; cards already waiting go on as they were.
 */
export type OptionDefinition<Name extends string = string> = {
  readonly name: Name
  readonly cardType: CardType | 'both'
} & (
  | { readonly kind: 'switch'; readonly default: boolean }
  | { readonly kind: 'number'; readonly default: number; readonly min: number; readonly max: number }
)

export const options = [
  { name: 'CardsAddonExtProdApproval', cardType: 'card', kind: 'switch', default: false },
  { name: 'CardsAddonExtProdQueue', cardType: 'card', kind: 'switch', default: true },
  { name: 'CardsAddonExtProdMultipleCards', cardType: 'card', kind: 'switch', default: false },
  { name: 'CardsValidityMonths', cardType: 'card', kind: 'number', default: 36, min: 1, max: 120 },
  { name: 'CardsCertificates', cardType: 'card', kind: 'switch', default: false },
  { name: 'TempCardsAddonExtProdQueue', cardType: 'temporary-card', kind: 'switch', default: true },
  { name: 'TempCardsValidityDays', cardType: 'temporary-card', kind: 'number', default: 14, min: 1, max: 366 },
  { name: 'TempCardsMultipleCards', cardType: 'temporary-card', kind: 'switch', default: false },
  { name: 'FourEyes', cardType: 'both', kind: 'switch', default: true },
  { name: 'BatchSyncMinutes', cardType: 'both', kind: 'number', default: 15, min: 0, max: 1440 },
] as const satisfies readonly OptionDefinition[]

export type OptionName = (typeof options)[number]['name']

/** A value for every option, each of its own kind. */
export type OptionValues = {
  [Each in (typeof options)[number] as Each['name']]: Each['default'] extends boolean ? boolean : number
}

/** The value every option has until an administrator changes it. */
export const defaultOptions = Object.fromEntries(options.map((each) => [each.name, each.default])) as OptionValues
