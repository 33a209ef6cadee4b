// Loaded into Electron before the application (`electron --require`): what would wait in a box for somebody to press
// its button goes to the error stream, as it does where there is no desktop.
// https://www.electronjs.org/docs/latest/api/dialog#dialogshowerrorboxtitle-content
const { dialog } = require('electron')

dialog.showErrorBox = (title, content) => {
  process.stderr.write(`${title}: ${content}\n`)
}
