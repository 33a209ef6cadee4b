/** A part of Electron that the stand-in implements. */
export interface Part {
  /**
   * Its name: `app.whenReady` of a module, `WebContents#send` of a class's instances, `new BrowserWindow`, and with a
   * kind before the last point `app event.will-quit`, `new BrowserWindow options.title`, `permission.geolocation`.
   */
  readonly part: string
  /** The page of Electron's documentation that it follows. */
  readonly page: string
  /** The test that uses it: `file › title`, with the titles of its groups before. */
  readonly test: string
  /** What it does not do, or does differently, if anything. */
  readonly limit?: string
  /** True for an event that never comes here; it is proven by somebody waiting for it. */
  readonly neverHappens?: boolean
}

const documentationOf = 'https://www.electronjs.org/docs/latest/'
/** Where the page of each module is, under its name. */
export const apiPages = `${documentationOf}api/`

const lifetime = 'test/e2e/lifetime.spec.ts'
const security = 'test/e2e/security.spec.ts'
const settings = 'test/e2e/settings.spec.ts'
const data = 'test/e2e/settings-data.spec.ts'
const network = 'test/e2e/network.spec.ts'
const unit = 'test/unit/stand-in/parts.test.ts'
const tests = {
  start: `${lifetime} › closing the window ends the application in good order`,
  second: `${lifetime} › a second start on the same folder gives way to the window that is open`,
  refused: `${lifetime} › a folder that cannot be read is refused with a sentence`,
  about: 'test/e2e/about.spec.ts › before signing in: the versions, copied for a support call',
  useCase: 'test/e2e/use-case.spec.ts › the documented use case, from first start to restart',
  crashed: `${lifetime} › the desk outlives the process of its page and ends in good order`,
  navigation: `${security} › navigation › stays where it is`,
  windows: `${security} › navigation › opens no window`,
  permissions: `${security} › permissions › are all denied`,
  foreign: `${security} › what a page can reach › a foreign page in our window is refused at the door`,
  scheme: `${security} › our own scheme › serves its own folder and nothing else`,
  policy: `${security} › content policy › lets nothing out and nothing foreign in`,
  unsaved: `${settings} › closing the window over unsaved settings asks; staying keeps them, closing loses them`,
  folders: `${data} › what is there is what is on the disk, its fingerprint is copied, and its folders are opened`,
  backups: `${data} › backups: set, made, listed, and what cannot be used is told`,
  secret:
    'test/e2e/bureau-secret.spec.ts › the secret of the web service is there after the application was closed and started again',
  network: `${network} › the browser looks up no name and makes no connection, whatever holds its page and however it was started`,
  downloads: `${network} › nothing is downloaded, be it made by the page itself`,
  mac: `${unit} › the menu of a Mac`,
  packaged: `${unit} › what only a packaged application uses`,
  never: `${unit} › what never happens to pages of ours`,
} as const

type Row = readonly [part: string, page: string, test: keyof typeof tests, limit?: string]

const noEffect = 'Has no effect.'
const neverHappens = 'Never happens here: '

const rows: readonly Row[] = [
  ['app.isPackaged', 'api/app#appispackaged-readonly', 'start'],
  ['app.commandLine', 'api/app#appcommandline-readonly', 'start'],
  ['app.whenReady', 'api/app#appwhenready', 'start'],
  ['app.getPath', 'api/app#appgetpathname', 'start'],
  ['app.setPath', 'api/app#appsetpathname-path', 'start'],
  ['app.getVersion', 'api/app#appgetversion', 'packaged'],
  ['app.getAppPath', 'api/app#appgetapppath', 'packaged'],
  ['app.requestSingleInstanceLock', 'api/app#apprequestsingleinstancelockadditionaldata', 'start'],
  ['app.enableSandbox', 'api/app#appenablesandbox', 'start', 'Pages are always sandboxed, but for root.'],
  ['app.configureHostResolver', 'api/app#appconfigurehostresolveroptions', 'start', noEffect],
  ['app.configureHostResolver options.secureDnsMode', 'api/app#appconfigurehostresolveroptions', 'start', noEffect],
  [
    'app.configureHostResolver options.enableBuiltInResolver',
    'api/app#appconfigurehostresolveroptions',
    'start',
    noEffect,
  ],
  ['app.quit', 'api/app#appquit', 'start'],
  ['app.exit', 'api/app#appexitexitcode', 'refused'],
  ['app event.window-all-closed', 'api/app#event-window-all-closed', 'start'],
  ['app event.will-quit', 'api/app#event-will-quit', 'start'],
  ['app event.second-instance', 'api/app#event-second-instance', 'second', 'Comes without the additional data.'],
  ['app event.web-contents-created', 'api/app#event-web-contents-created', 'start'],
  ['app event.activate', 'api/app#event-activate-macos', 'start', `${neverHappens}it is of macOS.`],
  ['Event#preventDefault', 'api/app#event-will-quit', 'start'],
  ['path.userData', 'api/app#appgetpathname', 'start'],
  ['path.crashDumps', 'api/app#appgetpathname', 'start'],
  ['path.exe', 'api/app#appgetpathname', 'packaged', 'Is the Node that runs the stand-in.'],
  ['process.versions.chrome', 'api/process#processversionschrome-readonly', 'about', 'Is known once the browser runs.'],
  ['process.resourcesPath', 'api/process#processresourcespath-readonly', 'packaged', 'Only in a packaged application.'],

  ['CommandLine#appendSwitch', 'api/command-line#commandlineappendswitchswitch-value', 'start'],
  ['CommandLine#removeSwitch', 'api/command-line#commandlineremoveswitchswitch', 'start'],
  ['switch.disable-features', 'api/command-line-switches#chromium-flags', 'start'],
  ['switch.host-resolver-rules', 'api/command-line-switches#--host-resolver-rulesrules', 'start'],
  ['switch.log-net-log', 'api/command-line-switches#--log-net-logpath', 'network'],
  ['switch.no-proxy-server', 'api/command-line-switches#--no-proxy-server', 'start', 'Is never passed on.'],
  ['switch.proxy-auto-detect', 'api/command-line-switches#chromium-flags', 'start', 'Is never passed on.'],
  ['switch.proxy-bypass-list', 'api/command-line-switches#--proxy-bypass-listhosts', 'start'],
  ['switch.proxy-pac-url', 'api/command-line-switches#--proxy-pac-urlurl', 'start', 'Is never passed on.'],
  ['switch.proxy-server', 'api/command-line-switches#--proxy-serveraddressport', 'start'],
  ['switch.user-data-dir', 'api/command-line-switches#chromium-flags', 'start'],

  ['new BrowserWindow', 'api/browser-window#new-browserwindowoptions', 'start', 'There can be one window only.'],
  ['new BrowserWindow options.name', 'api/structures/base-window-options', 'start', noEffect],
  ['new BrowserWindow options.windowStatePersistence', 'api/structures/base-window-options', 'start', noEffect],
  ['new BrowserWindow options.title', 'api/structures/base-window-options', 'start'],
  ['new BrowserWindow options.icon', 'api/structures/base-window-options', 'start', noEffect],
  ['new BrowserWindow options.width', 'api/structures/base-window-options', 'start'],
  ['new BrowserWindow options.height', 'api/structures/base-window-options', 'start'],
  ['new BrowserWindow options.minWidth', 'api/structures/base-window-options', 'start', noEffect],
  ['new BrowserWindow options.minHeight', 'api/structures/base-window-options', 'start', noEffect],
  ['new BrowserWindow options.show', 'api/structures/base-window-options', 'start', 'A page is always shown.'],
  ['new BrowserWindow options.autoHideMenuBar', 'api/structures/base-window-options', 'start', 'There is no menu bar.'],
  ['new BrowserWindow options.backgroundColor', 'api/structures/base-window-options', 'start'],
  ['new BrowserWindow options.webPreferences', 'api/structures/browser-window-options', 'start'],
  ['webPreferences.preload', 'api/structures/web-preferences', 'start'],
  ['webPreferences.sandbox', 'api/structures/web-preferences', 'start', 'Must be true.'],
  ['webPreferences.contextIsolation', 'api/structures/web-preferences', 'start', 'Must be true.'],
  ['webPreferences.nodeIntegration', 'api/structures/web-preferences', 'start', 'Must be false.'],
  ['webPreferences.nodeIntegrationInWorker', 'api/structures/web-preferences', 'start', 'Must be false.'],
  ['webPreferences.nodeIntegrationInSubFrames', 'api/structures/web-preferences', 'start', 'Must be false.'],
  ['webPreferences.webSecurity', 'api/structures/web-preferences', 'start', 'Must be true.'],
  ['webPreferences.allowRunningInsecureContent', 'api/structures/web-preferences', 'start', 'Must be false.'],
  ['webPreferences.webviewTag', 'api/structures/web-preferences', 'start', 'Must be false.'],
  ['webPreferences.spellcheck', 'api/structures/web-preferences', 'start', 'Spelling is never checked.'],
  ['webPreferences.devTools', 'api/structures/web-preferences', 'start', noEffect],
  ['BrowserWindow#webContents', 'api/browser-window#winwebcontents-readonly', 'start'],
  ['BrowserWindow#loadURL', 'api/browser-window#winloadurlurl-options', 'start'],
  ['BrowserWindow#show', 'api/browser-window#winshow', 'start', 'A page is always shown.'],
  ['BrowserWindow#focus', 'api/browser-window#winfocus', 'second'],
  ['BrowserWindow#isMinimized', 'api/browser-window#winisminimized', 'second', 'Is never true.'],
  ['BrowserWindow#isDestroyed', 'api/browser-window#winisdestroyed', 'unsaved'],
  ['BrowserWindow#destroy', 'api/browser-window#windestroy', 'unsaved'],
  ['BrowserWindow event.ready-to-show', 'api/browser-window#event-ready-to-show', 'start'],
  [
    'BrowserWindow event.close',
    'api/browser-window#event-close',
    'unsaved',
    'When a window is closed by its frame, it comes only where the page has something against that.',
  ],
  ['BrowserWindow event.closed', 'api/browser-window#event-closed', 'start'],

  ['WebContents#id', 'api/web-contents#contentsid-readonly', 'start'],
  ['WebContents#mainFrame', 'api/web-contents#contentsmainframe-readonly', 'start'],
  ['WebContents#isDestroyed', 'api/web-contents#contentsisdestroyed', 'useCase'],
  ['WebContents#send', 'api/web-contents#contentssendchannel-args', 'useCase', 'Values cross as JSON.'],
  ['WebContents#reload', 'api/web-contents#contentsreload', 'crashed', 'A page whose process died stays empty.'],
  [
    'WebContents#setWindowOpenHandler',
    'api/web-contents#contentssetwindowopenhandlerhandler',
    'windows',
    'The handler is asked once a document, about no address in particular.',
  ],
  ['WebContents#setWindowOpenHandler answer.action', 'api/web-contents#contentssetwindowopenhandlerhandler', 'windows'],
  [
    'WebContents#setWebRTCIPHandlingPolicy',
    'api/web-contents#contentssetwebrtciphandlingpolicypolicy',
    'network',
    'Must be set before the window is there.',
  ],
  ['WebContents event.destroyed', 'api/web-contents#event-destroyed', 'start'],
  ['WebContents event.will-frame-navigate', 'api/web-contents#event-will-frame-navigate', 'navigation'],
  ['WebContents will-frame-navigate details.url', 'api/web-contents#event-will-frame-navigate', 'navigation'],
  ['WebContents will-frame-navigate details.isMainFrame', 'api/web-contents#event-will-frame-navigate', 'navigation'],
  [
    'WebContents will-frame-navigate details.preventDefault',
    'api/web-contents#event-will-frame-navigate',
    'navigation',
  ],
  ['WebContents event.will-redirect', 'api/web-contents#event-will-redirect', 'never'],
  ['WebContents will-redirect details.url', 'api/web-contents#event-will-redirect', 'never'],
  ['WebContents will-redirect details.preventDefault', 'api/web-contents#event-will-redirect', 'never'],
  [
    'WebContents event.will-attach-webview',
    'api/web-contents#event-will-attach-webview',
    'start',
    `${neverHappens}Chromium knows no <webview>.`,
  ],
  ['WebContents event.will-prevent-unload', 'api/web-contents#event-will-prevent-unload', 'unsaved'],
  ['WebContents event.render-process-gone', 'api/web-contents#event-render-process-gone', 'crashed'],
  [
    'WebContents render-process-gone details.reason',
    'api/structures/render-process-gone-details',
    'crashed',
    'Is always crashed.',
  ],
  ['WebFrameMain#frameToken', 'api/web-frame-main#frameframetoken-readonly', 'start'],
  ['WebFrameMain#origin', 'api/web-frame-main#frameorigin-readonly', 'foreign'],
  ['WebFrameMain#parent', 'api/web-frame-main#frameparent-readonly', 'start', 'Only main frames send messages.'],

  ['session.defaultSession', 'api/session#sessiondefaultsession', 'start'],
  ['Session#webRequest', 'api/session#seswebrequest-readonly', 'start'],
  [
    'Session#setPermissionRequestHandler',
    'api/session#sessetpermissionrequesthandlerhandler',
    'permissions',
    'The handler is asked when a page is loaded.',
  ],
  [
    'Session#setPermissionRequestHandler details.requestingUrl',
    'api/session#sessetpermissionrequesthandlerhandler',
    'folders',
  ],
  [
    'Session#setPermissionCheckHandler',
    'api/session#sessetpermissioncheckhandlerhandler',
    'permissions',
    'The handler is asked when a page is loaded.',
  ],
  ['Session#setDevicePermissionHandler', 'api/session#sessetdevicepermissionhandlerhandler', 'permissions', noEffect],
  ['Session#setSpellCheckerEnabled', 'api/session#sessetspellcheckerenabledenable', 'start', 'Must be false.'],
  [
    'Session event.will-download',
    'api/session#event-will-download',
    'downloads',
    'Comes once a document, before anything is downloaded.',
  ],
  ['permission.geolocation', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.notifications', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.clipboard-read', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.clipboard-sanitized-write', 'api/session#sessetpermissionrequesthandlerhandler', 'folders'],
  ['permission.media', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.midi', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.idle-detection', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.window-management', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  ['permission.storage-access', 'api/session#sessetpermissionrequesthandlerhandler', 'permissions'],
  [
    'WebRequest#onBeforeRequest',
    'api/web-request#webrequestonbeforerequestfilter-listener',
    'policy',
    'Is not asked about web sockets.',
  ],
  ['WebRequest#onBeforeRequest details.url', 'api/web-request#webrequestonbeforerequestfilter-listener', 'policy'],
  ['WebRequest#onBeforeRequest answer.cancel', 'api/web-request#webrequestonbeforerequestfilter-listener', 'policy'],

  ['protocol.registerSchemesAsPrivileged', 'api/protocol#protocolregisterschemesasprivilegedcustomschemes', 'scheme'],
  [
    'protocol.registerSchemesAsPrivileged privileges.standard',
    'api/structures/custom-scheme',
    'scheme',
    'Must be true.',
  ],
  ['protocol.registerSchemesAsPrivileged privileges.secure', 'api/structures/custom-scheme', 'scheme', 'Must be true.'],
  [
    'protocol.registerSchemesAsPrivileged privileges.supportFetchAPI',
    'api/structures/custom-scheme',
    'scheme',
    'Must be true.',
  ],
  [
    'protocol.handle',
    'api/protocol#protocolhandlescheme-handler',
    'scheme',
    'A page sees https://HOST.SCHEME.localhost.',
  ],
  ['protocol.handle request.url', 'api/protocol#protocolhandlescheme-handler', 'scheme'],
  ['protocol.handle request.method', 'api/protocol#protocolhandlescheme-handler', 'scheme'],
  ['net.fetch', 'api/net#netfetchinput-init', 'scheme'],

  ['ipcMain.handle', 'api/ipc-main#ipcmainhandlechannel-listener', 'start', 'Values cross as JSON.'],
  ['IpcMainInvokeEvent#sender', 'api/structures/ipc-main-invoke-event', 'start'],
  ['IpcMainInvokeEvent#senderFrame', 'api/structures/ipc-main-invoke-event', 'foreign'],
  [
    'contextBridge.exposeInMainWorld',
    'api/context-bridge#contextbridgeexposeinmainworldapikey-api',
    'start',
    'Every function answers with a promise; functions cross as members, arguments and answers, not deeper.',
  ],
  ['ipcRenderer.invoke', 'api/ipc-renderer#ipcrendererinvokechannel-args', 'start', 'Values cross as JSON.'],
  ['ipcRenderer.on', 'api/ipc-renderer#ipcrendereronchannel-listener', 'start', 'The event that comes first is empty.'],
  ['ipcRenderer.off', 'api/ipc-renderer#ipcrendereroffchannel-listener', 'never'],

  ['dialog.showErrorBox', 'api/dialog#dialogshowerrorboxtitle-content', 'refused', 'Is written to the error stream.'],
  ['dialog.showMessageBox', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved', 'Lies beside its window.'],
  ['dialog.showMessageBox options.type', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved', noEffect],
  ['dialog.showMessageBox options.title', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved'],
  ['dialog.showMessageBox options.message', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved'],
  ['dialog.showMessageBox options.detail', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved'],
  ['dialog.showMessageBox options.buttons', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved'],
  ['dialog.showMessageBox options.defaultId', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved'],
  ['dialog.showMessageBox options.cancelId', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved'],
  ['dialog.showMessageBox options.noLink', 'api/dialog#dialogshowmessageboxwindow-options', 'unsaved', noEffect],
  ['dialog.showOpenDialog', 'api/dialog#dialogshowopendialogwindow-options', 'backups', 'Chooses folders only.'],
  ['dialog.showOpenDialog options.title', 'api/dialog#dialogshowopendialogwindow-options', 'backups'],
  ['dialog.showOpenDialog options.defaultPath', 'api/dialog#dialogshowopendialogwindow-options', 'backups'],
  ['dialog.showOpenDialog options.buttonLabel', 'api/dialog#dialogshowopendialogwindow-options', 'backups'],
  ['dialog.showOpenDialog options.properties', 'api/dialog#dialogshowopendialogwindow-options', 'backups'],
  ['dialog.showOpenDialog properties.openDirectory', 'api/dialog#dialogshowopendialogwindow-options', 'backups'],
  ['dialog.showOpenDialog properties.createDirectory', 'api/dialog#dialogshowopendialogwindow-options', 'backups'],
  ['shell.openPath', 'api/shell#shellopenpathpath', 'folders', 'Always fails without a display.'],
  [
    'nativeTheme.shouldUseDarkColors',
    'api/native-theme#nativethemeshouldusedarkcolors-readonly',
    'start',
    'Is never true.',
  ],
  ['Menu.buildFromTemplate', 'api/menu#menubuildfromtemplatetemplate', 'start', 'There is no menu bar.'],
  ['Menu.buildFromTemplate options.role', 'api/menu-item#new-menuitemoptions', 'start'],
  ['Menu.buildFromTemplate options.type', 'api/menu-item#new-menuitemoptions', 'start'],
  ['Menu.buildFromTemplate options.submenu', 'api/menu-item#new-menuitemoptions', 'start'],
  ['Menu.buildFromTemplate options.id', 'api/menu-item#new-menuitemoptions', 'start'],
  ['Menu.buildFromTemplate options.label', 'api/menu-item#new-menuitemoptions', 'start'],
  ['Menu.buildFromTemplate options.click', 'api/menu-item#new-menuitemoptions', 'start'],
  ['Menu.setApplicationMenu', 'api/menu#menusetapplicationmenumenu', 'start', noEffect],
  ['Menu role.appMenu', 'tutorial/menus#roles', 'mac', noEffect],
  ['Menu role.services', 'tutorial/menus#roles', 'mac', noEffect],
  ['Menu role.hide', 'tutorial/menus#roles', 'mac', noEffect],
  ['Menu role.hideOthers', 'tutorial/menus#roles', 'mac', noEffect],
  ['Menu role.unhide', 'tutorial/menus#roles', 'mac', noEffect],
  ['Menu role.quit', 'tutorial/menus#roles', 'mac', noEffect],
  ['Menu role.help', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.fileMenu', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.editMenu', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.viewMenu', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.windowMenu', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.reload', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.toggleDevTools', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.resetZoom', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.zoomIn', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.zoomOut', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu role.togglefullscreen', 'tutorial/menus#roles', 'start', noEffect],
  ['Menu type.separator', 'api/menu-item#new-menuitemoptions', 'start', noEffect],

  ['safeStorage.isEncryptionAvailable', 'api/safe-storage#safestorageisencryptionavailable', 'secret'],
  ['safeStorage.getSelectedStorageBackend', 'api/safe-storage#safestoragegetselectedstoragebackend-linux', 'secret'],
  [
    'safeStorage.setUsePlainTextEncryption',
    'api/safe-storage#safestoragesetuseplaintextencryptionuseplaintext',
    'secret',
  ],
  ['safeStorage.encryptString', 'api/safe-storage#safestorageencryptstringplaintext', 'secret'],
  ['safeStorage.decryptString', 'api/safe-storage#safestoragedecryptstringencrypted', 'secret'],
  ['crashReporter.start', 'api/crash-reporter#crashreporterstartoptions', 'start', 'No dump is ever written.'],
  [
    'crashReporter.start options.uploadToServer',
    'api/crash-reporter#crashreporterstartoptions',
    'start',
    'Must be false.',
  ],
]

/** Every part of Electron that the stand-in implements. What is not here is not there; see `honest.ts`. */
export const parts: readonly Part[] = rows.map(([part, page, test, limit]) => ({
  part,
  page: documentationOf + page,
  test: tests[test],
  ...(limit === undefined ? {} : { limit }),
  ...(limit?.startsWith(neverHappens) ? { neverHappens: true } : {}),
}))

/** What a part is of: `app` of `app.whenReady`, `WebContents#` of `WebContents#send`, `new` of `new BrowserWindow`. */
export function ownerOf(part: string): string {
  return part.slice(0, part.length - nameOf(part).length).replace(/[. ]$/, '')
}

/** The name of a part of its owner: `whenReady` of `app.whenReady`. */
export function nameOf(part: string): string {
  return /(?<=^new |[.#])[^.#]+$/.exec(part)?.[0] ?? part
}

/** A part by its owner and its name. */
export function partOf(owner: string, name: string): string {
  if (owner.endsWith('#')) return owner + name
  return owner === 'new' ? `new ${name}` : `${owner}.${name}`
}

/** Pages of what is no module of its own; the others are `api/` and their name. */
const pages: Readonly<Record<string, readonly string[]>> = {
  path: ['api/app'],
  switch: ['api/command-line-switches'],
  permission: ['api/session'],
  webPreferences: ['api/structures/web-preferences'],
  IpcMainInvokeEvent: ['api/structures/ipc-main-invoke-event'],
  Event: ['api/app'],
  BrowserWindow: ['api/browser-window', 'api/structures/base-window-options', 'api/structures/browser-window-options'],
  WebContents: ['api/web-contents', 'api/structures/render-process-gone-details'],
  Menu: ['api/menu', 'api/menu-item', 'tutorial/menus'],
  protocol: ['api/protocol', 'api/structures/custom-scheme'],
}

/** The pages of the documentation that speak of a part, be it on the list or not; the first is the one to begin with. */
export function documentation(part: string): readonly [string, ...string[]] {
  const [module = part] = /^\w+/.exec(part.replace(/^(new|setting|deleting) /, '')) ?? []
  const own = `api/${module.replace(/[a-z](?=[A-Z])/g, '$&-').toLowerCase()}`
  const [first = own, ...others] = pages[module] ?? []
  return [documentationOf + first, ...others.map((page) => documentationOf + page)]
}
