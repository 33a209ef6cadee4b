import type { MantineColorsTuple } from '@mantine/core'

/** The one accent colour: what can be acted on, what is selected, where the focus is. */
export const accent: MantineColorsTuple = [
  '#eef4fb',
  '#dce8f6',
  '#bad0ec',
  '#93b5e0',
  '#7099d3',
  '#4e7dc4',
  '#3967b0',
  '#2c5696',
  '#23467b',
  '#1a355e',
]

/** Neutral greys with a little blue, for light surfaces and their texts. */
export const gray: MantineColorsTuple = [
  '#f6f8fa',
  '#eef1f5',
  '#e2e7ed',
  '#d2d9e2',
  '#b6c0cd',
  '#8d98a8',
  '#5f6b7b',
  '#4a5564',
  '#323b47',
  '#1c232c',
]

/** The same for dark surfaces: 0 is text, 7 the body. */
export const dark: MantineColorsTuple = [
  '#dbe1e9',
  '#bcc5d1',
  '#9aa5b4',
  '#7b8696',
  '#414b59',
  '#303946',
  '#252c37',
  '#1b2129',
  '#151a21',
  '#0f1318',
]
