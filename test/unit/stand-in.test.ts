import { describe, expect, it } from 'vitest'
import { addScheme, inApplication, inBrowser } from '../support/stand-in/addresses.ts'

describe('addresses in the stand-in', () => {
  addScheme('app')
  it.each([
    ['app://card-desk/index.html?a=1#b', 'https://card-desk.app.localhost/index.html?a=1#b'],
    ['app://card-desk/', 'https://card-desk.app.localhost/'],
  ])('%s is %s in the browser', (own, there) => {
    expect(inBrowser(own)).toBe(there)
    expect(inApplication(there)).toBe(own)
  })

  it.each([
    'https://evil.example/?next=app://card-desk/',
    'https://card-desk.app.localhost.evil.example/',
    'https://card-desk.other.localhost/',
    'http://card-desk.app.localhost/',
    'https://card-desk.app.localhost:8080/',
    'about:blank',
  ])('%s belongs to somebody else', (address) => {
    expect(inApplication(address)).toBe(address)
    expect(inBrowser(address)).toBe(address)
  })
})
