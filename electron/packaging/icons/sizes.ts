/** Which drawing a picture of so many pixels is made from: below 48 pixels details would be mush. */
export const largestSmall = 32

/**
 * Edges in pixels of the pictures that Linux desktops look for. A file is named by its size, as electron-builder
 * wants it: https://www.electron.build/docs/features/icons-and-images
 */
export const linuxSizes = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024] as const

/** Edges in pixels of the pictures in the icon of Windows; 256 is the largest that the format knows. */
export const windowsSizes = [16, 24, 32, 48, 64, 96, 128, 256] as const

/** A picture in the icon of macOS. */
export interface MacPicture {
  /** The format's name for this size; a size that is there twice is for screens of twice the density. */
  readonly type: string
  readonly size: number
  /** Left, top and edge of the rounded plate that every icon stands on there, in pixels. */
  readonly plate: { readonly at: number; readonly edge: number }
  /** The edge of the drawing in the middle of its plate. */
  readonly drawing: number
}

/**
 * The pictures in the icon of macOS, with the margins of Apple's template for icons: at 1024 pixels the plate is
 * 824 wide. The types are those that `iconutil` writes. https://developer.apple.com/design/resources/
 */
export const macPictures: readonly MacPicture[] = [
  { type: 'ic04', size: 16, plate: { at: 1, edge: 14 }, drawing: 12 },
  { type: 'ic05', size: 32, plate: { at: 2, edge: 28 }, drawing: 24 },
  { type: 'ic11', size: 32, plate: { at: 2, edge: 28 }, drawing: 24 },
  { type: 'ic12', size: 64, plate: { at: 6, edge: 52 }, drawing: 42 },
  { type: 'ic07', size: 128, plate: { at: 12, edge: 104 }, drawing: 80 },
  { type: 'ic13', size: 256, plate: { at: 25, edge: 206 }, drawing: 160 },
  { type: 'ic08', size: 256, plate: { at: 25, edge: 206 }, drawing: 160 },
  { type: 'ic14', size: 512, plate: { at: 50, edge: 412 }, drawing: 320 },
  { type: 'ic09', size: 512, plate: { at: 50, edge: 412 }, drawing: 320 },
  { type: 'ic10', size: 1024, plate: { at: 100, edge: 824 }, drawing: 640 },
]
