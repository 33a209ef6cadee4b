import { createSpotlight } from '@mantine/spotlight'
import { create } from 'zustand'
import { closeAbout } from '../about/about-store'

export const [findStore, findPanel] = createSpotlight()

/** What is typed in "find anything". */
export const useFindText = create<{ readonly text: string; setText(text: string): void }>((set) => ({
  text: '',
  setText: (text) => set({ text }),
}))

/** Opens "find anything" with a text to start from, in the place of About: what it leads to would lie beneath that. */
export function openFind(text: string): void {
  closeAbout()
  useFindText.getState().setText(text)
  findPanel.open()
}
