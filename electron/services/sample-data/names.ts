import type { Faker } from '@faker-js/faker'
import { faker as ar } from '@faker-js/faker/locale/ar'
import { faker as cs } from '@faker-js/faker/locale/cs_CZ'
import { faker as de } from '@faker-js/faker/locale/de'
import { faker as el } from '@faker-js/faker/locale/el'
import { faker as en } from '@faker-js/faker/locale/en'
import { faker as es } from '@faker-js/faker/locale/es'
import { faker as fr } from '@faker-js/faker/locale/fr'
import { faker as he } from '@faker-js/faker/locale/he'
import { faker as hu } from '@faker-js/faker/locale/hu'
import { faker as ja } from '@faker-js/faker/locale/ja'
import { faker as ko } from '@faker-js/faker/locale/ko'
import { faker as nb } from '@faker-js/faker/locale/nb_NO'
import { faker as ne } from '@faker-js/faker/locale/ne'
import { faker as pl } from '@faker-js/faker/locale/pl'
import { faker as ru } from '@faker-js/faker/locale/ru'
import { faker as tr } from '@faker-js/faker/locale/tr'
import { faker as uk } from '@faker-js/faker/locale/uk'
import { faker as vi } from '@faker-js/faker/locale/vi'
import { faker as zh } from '@faker-js/faker/locale/zh_CN'
import { type Random, scatter } from './random'

export interface Name {
  readonly given: string
  readonly family: string
}

type Gender = 'female' | 'male'
type NameSource = (random: Random, gender: Gender) => Name
type Lists = Readonly<Partial<Record<Gender | 'generic', readonly string[] | null>>> | null | undefined

/** Names of one language, from Faker's lists. */
function listed(faker: Faker): NameSource {
  const { first_name, last_name } = faker.rawDefinitions.person ?? {}
  const from = (lists: Lists, gender: Gender): readonly string[] => lists?.[gender] ?? lists?.generic ?? []
  return (random, gender) => ({
    given: random.pick(from(first_name, gender)),
    family: random.pick(from(last_name, gender)),
  })
}

const icelandic: Readonly<Record<Gender, readonly string[]>> = {
  female: ['Guðrún', 'Þórdís', 'Sigríður', 'Ásta', 'Björk', 'Hrafnhildur', 'Ragnheiður', 'Unnur', 'Ísold'],
  male: ['Þorsteinn', 'Guðmundur', 'Æðir', 'Björn', 'Ólafur', 'Sigurður', 'Hallgrímur', 'Örn', 'Jökull'],
}
const icelandicFathers = [
  'Guðmunds',
  'Þorsteins',
  'Jóns',
  'Ólafs',
  'Sigurðar',
  'Björns',
  'Hallgríms',
  'Eiríks',
  'Arnar',
]

/** Faker has no Icelandic: given names by hand, the second name after the father. */
function patronymic(random: Random, gender: Gender): Name {
  const family = `${random.pick(icelandicFathers)}${gender === 'female' ? 'dóttir' : 'son'}`
  return { given: random.pick(icelandic[gender]), family }
}

/** As often as each stands here; any dozen in a row hold most scripts. */
// biome-ignore format: a table, one glance
const languages: readonly NameSource[] = [
  listed(en), listed(ru), listed(pl), listed(el), listed(de), listed(tr), listed(zh), listed(fr), listed(ar), listed(vi),
  listed(en), listed(ja), patronymic, listed(he), listed(es), listed(cs), listed(ko), listed(pl), listed(ne), listed(hu),
  listed(nb), listed(uk), listed(en), listed(de),
]

/** Names that try what screens and searches can do: long, short, alike, the same, with every mark. */
const awkward: readonly Name[] = [
  {
    given: 'Wilhelmina-Theodora Maximiliane Kunigunde',
    family: 'von und zu Hohenfelsenberger-Schwarzenwaldhausen-Lichtenquell',
  },
  { given: 'Siobhán', family: 'O’Dunnavane-Fitzmarlowe' },
  { given: 'Ann', family: 'Persdotter' },
  { given: 'Anne', family: 'Persdotter' },
  { given: 'O', family: 'Ng' },
  { given: 'Ann', family: 'Persdotter' },
  { given: 'Anna', family: 'Persdottir' },
  { given: 'Luca', family: "D'Amarantis" },
  { given: 'Lukasz', family: 'Wilczynsky' },
  { given: 'Łukasz', family: 'Wilczyński' },
  { given: 'X', family: 'Æ' },
  { given: 'Jean-Baptiste', family: 'de la Tour-Mirabelle d’Argentvoix' },
  { given: 'Nguyễn Hoàng Phương Thảo Vy', family: 'Công Tằng Tôn Nữ' },
  { given: 'Iğdır', family: 'İşıklıoğlu' },
  { given: 'Александра-Виктория', family: 'Преображенская-Златопольская' },
  { given: 'Noor', family: 'van der Westerlingen–ter Brugghe' },
  { given: 'عبد الرحمن', family: 'بن عبد العزيز المنصوري الأندلسي' },
  { given: 'Ni', family: 'Li' },
  { given: 'Li', family: 'Ni' },
  { given: 'Null', family: 'True' },
  { given: 'Ann', family: 'Persdotter' },
  { given: 'Rhosmarianneshandialyn', family: 'Llanfairbrynmelyngwyndrobwllmadog' },
  { given: 'María de los Ángeles Inmaculada', family: 'Fernández-Quiñones y Pérez de Montalvo' },
  { given: 'Jón', family: 'Þ.' },
]

/** The name of the person with that number, counting from 0. */
export function nameAt(index: number, seed: number, random: Random): Name {
  const { given, family } = chooseName(index, seed, random)
  return { given: given.normalize('NFC').trim(), family: family.normalize('NFC').trim() }
}

function chooseName(index: number, seed: number, random: Random): Name {
  const turn = Math.floor(index / 5)
  if (index % 5 === 2 && turn < awkward.length) return awkward[turn] ?? random.pick(awkward)
  if (random.chance(0.015)) return random.pick(awkward)
  const block = Math.floor(index / languages.length)
  const language = languages[(index + (scatter(seed + block) >>> 0)) % languages.length] ?? patronymic
  const gender: Gender = random.chance(0.5) ? 'female' : 'male'
  const name = language(random, gender)
  if (!random.chance(0.04)) return name
  return { given: name.given, family: `${name.family}-${language(random, gender).family}` }
}
