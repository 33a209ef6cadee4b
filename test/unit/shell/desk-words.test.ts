import { describe, expect, it } from 'vitest'
import { deskWords, installedDesk } from '../../../electron/shell/desk-words'

describe('the word desk', () => {
  it.each([
    [
      ['verify', '--data', 'd'],
      ['program', 'desk', 'verify', '--data', 'd'],
    ],
    [['verify'], ['program', '--no-sandbox', 'desk', 'verify']],
    [
      ['verify', '--words'],
      ['program', 'desk', 'verify', '--no-sandbox', '--words'],
    ],
    [[], ['program', 'desk']],
  ])('asks for the command %j of an installed program', (words, argv) => {
    expect(deskWords(argv, true, '/opt/Card Desk/card-desk')).toEqual(words)
  })

  it.each([[['program']], [['program', '--data', 'desk']], [['program', 'verify']], [['program', '--words', 'desk']]])(
    'is not the first word of %j',
    (argv) => {
      expect(deskWords(argv, true, '/opt/Card Desk/card-desk')).toBe(null)
    },
  )

  it.each([
    ['C:\\Temp\\ns1.tmp\\app\\Card Desk.exe', ['Desk.exe']],
    ['C:\\Users\\Ada Berger\\Temp\\app\\Card Desk.exe', ['Berger\\Temp\\app\\Card', 'Desk.exe']],
    ['C:\\Users\\Ada Berger\\Temp\\app\\Card Desk.exe', ['Desk.exe']],
  ])('comes after what a start without quotes leaves of %s', (program, left) => {
    expect(deskWords([program, ...left, 'desk', 'verify'], true, program)).toEqual(['verify'])
    expect(deskWords([program, ...left], true, program)).toBe(null)
  })

  it('comes after the folder of the application where that is started from its source', () => {
    expect(deskWords(['electron', '.', 'desk', 'help'], false, '/opt/node')).toEqual(['help'])
    expect(deskWords(['electron', 'desk', 'help'], false, '/opt/node')).toBe(null)
  })
})

describe('the installed program', () => {
  const at = (path: string) => ({ getPath: () => path })
  it.each([
    ['/opt/card-desk/card-desk desk', '/opt/card-desk/card-desk', {}],
    ['"C:\\Program Files\\Card Desk\\Card Desk.exe" desk', 'C:\\Program Files\\Card Desk\\Card Desk.exe', {}],
    ['/home/ada/card-desk.AppImage desk', '/tmp/.mount_x/card-desk', { APPIMAGE: '/home/ada/card-desk.AppImage' }],
    ['"E:\\Card Desk.exe" desk', 'C:\\Temp\\x\\Card Desk.exe', { PORTABLE_EXECUTABLE_FILE: 'E:\\Card Desk.exe' }],
  ])('is called %s', (called, program, environment) => {
    expect(installedDesk(at(program), environment)).toBe(called)
  })
})
