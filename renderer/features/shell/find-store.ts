import { createSpotlight } from '@mantine/spotlight'
import { create } from 'zustand'

export const [findStore, findPanel] = createSpotlight()

/** What is typed in "find anything". */
export const useFindText = create<{ readonly text: string; setText(text: string): void }>((set) => ({
  text: '',
  setText: (text) => set({ text }),
}))

/** Opens "find anything" with a text to start from. */
export function openFind(text: string): void {
  useFindText.getState().setText(text)
  findPanel.open()
}
