import { describe, expect, it } from 'vitest'
import { baseAddress, originOf, restFaults, secretFault } from '../../../electron/production/rest/address'

// Which addresses a web service may have: https, or this workstation itself.
describe('The address of a web service', () => {
  it.each([
    ['https://bureau.example', 'https://bureau.example/'],
    ['https://Bureau.Example/', 'https://bureau.example/'],
    ['HTTPS://bureau.example/cards', 'https://bureau.example/cards/'],
    ['https://bureau.example:8443/a@b/', 'https://bureau.example:8443/a@b/'],
    ['https://192.0.2.7/', 'https://192.0.2.7/'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]/'],
    ['https://büro.example/', 'https://xn--bro-hoa.example/'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x/'],
  ])('%s is %s', (text, address) => {
    expect(String(baseAddress(text))).toBe(address)
    expect(baseAddress(text)).toBeInstanceOf(URL)
  })

  it.each([
    ['', /is needed/],
    ['bureau.example', /not a web address/],
    ['https:bureau.example', /not a web address/],
    ['https:/bureau.example', /not a web address/],
    ['https://', /not a web address/],
    ['https:\\\\bureau.example', /not a web address/],
    ['https:///bureau.example', /not a web address/],
    ['https://bureau example/', /not a web address/],
    ['https://bureau.example:99999/', /not a web address/],
    ['ftp://bureau.example/', /not a web address/],
    ['file:///etc/passwd', /not a web address/],
    ['javascript:alert(1)', /not a web address/],
    ['http://bureau.example/', /begins with https/],
    ['http://192.168.0.10/', /begins with https/],
    ['http://127.0.0.2/', /begins with https/],
    ['http://localhost.bureau.example/', /begins with https/],
    ['http://localhost.:8080/', /begins with https/],
    ['http://0.0.0.0/', /begins with https/],
    ['https://desk@bureau.example/', /user name/],
    ['https://desk:secret@bureau.example/', /user name/],
    ['https://@bureau.example/', /user name/],
    ['http://localhost@bureau.example/', /user name/],
    ['https://bureau.example/?key=1', /question mark/],
    ['https://bureau.example/?', /question mark/],
    ['https://bureau.example/#orders', /#/],
    ['https://bureau.example/#', /#/],
  ])('%s is refused', (text, why) => {
    expect(baseAddress(text)).toMatch(why)
    expect(originOf(text)).toBeNull()
  })

  it('gives a secret to one scheme, host and port', () => {
    expect(originOf('https://Bureau.example/a')).toBe(originOf('https://bureau.example:443/b'))
    expect(originOf('https://bureau.example')).not.toBe(originOf('https://bureau.example:8443'))
    expect(originOf('https://localhost')).not.toBe(originOf('http://localhost'))
  })
})

describe('What goes into headers', () => {
  const rest = { address: 'https://bureau.example/', organisation: 'Nord', clientId: 'desk-7' }
  it('can be sent as it is', () => {
    expect(restFaults(rest)).toEqual({})
    expect(restFaults({ ...rest, clientId: 'Büro 7' })).toEqual({})
    expect(secretFault('Łódź: with a blank ')).toBeNull()
  })

  it.each([
    ['organisation', { organisation: '' }],
    ['organisation', { organisation: 'Łódź' }],
    ['organisation', { organisation: 'a\r\nX-Admin: 1' }],
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: 'a:b' }],
    ['clientId', { clientId: 'a\nb' }],
    ['address', { address: 'http://bureau.example/' }],
  ])('is told at its field: %s', (field, change) => {
    expect(Object.keys(restFaults({ ...rest, ...change }))).toEqual([field])
  })

  it.each(['two\nlines', 'a\u0000b', 'a\u007fb', 'half \ud800'])('refuses a secret that cannot be sent', (secret) => {
    expect(secretFault(secret)).toMatch(/control characters/)
  })
})
