import { describe, expect, it } from 'vitest'
import { isOwnAddress, startAddress } from '../../../electron/shell/address'

describe('our own addresses', () => {
  it.each([startAddress, 'app://card-desk/', 'app://card-desk/assets/index.js?x=1#y'])('%s is ours', (address) => {
    expect(isOwnAddress(address)).toBe(true)
  })

  it.each([
    'https://evil.example/?next=app://card-desk/',
    'https://app://card-desk/',
    'app://card-desk.evil.example/',
    'app://card-desk:8080/',
    'app://somebody@card-desk/',
    'app://evil/card-desk/',
    'apps://card-desk/',
    'https://card-desk/',
    'file:///card-desk/index.html',
    'javascript:alert(1)',
    'data:text/html,app://card-desk/',
    'about:blank',
    '',
    'card-desk',
  ])('%s is not', (address) => {
    expect(isOwnAddress(address)).toBe(false)
  })
})
