; electron-builder's installer keeps a copy of itself for programs that update themselves. This one does not: without the
; copy, uninstalling leaves nothing but the data folder and what the window keeps.
!macro customInstall
  Delete "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  ${StdUtils.GetParentPath} $R5 "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  ; Only when it is empty.
  RMDir "$R5"
!macroend
