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
    expect(deskWords(argv, true)).toEqual(words)
  })

  it.each([[['program']], [['program', '--data', 'desk']], [['program', 'verify']], [['program', '--words', 'desk']]])(
    'is not the first word of %j',
    (argv) => {
      expect(deskWords(argv, true)).toBe(null)
    },
  )

  it('comes after the folder of the application where that is started from its source', () => {
    expect(deskWords(['electron', '.', 'desk', 'help'], false)).toEqual(['help'])
    expect(deskWords(['electron', 'desk', 'help'], false)).toBe(null)
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
