; The installer of the web-host form: for one person, without elevation. setup.ts gives, with -D:
; PRODUCT VERSION PUBLISHER TREE (what is installed) ICON OUTFILE KILOBYTES COMPRESSOR
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor ${COMPRESSOR}
SetDateSave off
!include MUI2.nsh
!include LogicLib.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PRODUCT}"
!define REGISTER '"$INSTDIR\runtime\node.exe" "$INSTDIR\app\out\web\register.js"'
; What a silent run ends with instead of words.
!define EXIT_NOT_OURS 4
!define EXIT_RUNNING 5
!define EXIT_NOT_REGISTERED 6

Name "${PRODUCT}"
OutFile "${OUTFILE}"
InstallDir "$LOCALAPPDATA\Programs\${PRODUCT}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${PRODUCT} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${PRODUCT}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${PRODUCT} installer"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "${PUBLISHER}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${TREE}\LICENSE.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\runtime\node.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS '$\"$INSTDIR\app\out\web\open.js$\" --pause'
!define MUI_FINISHPAGE_RUN_TEXT "Open ${PRODUCT}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Windows lets nobody write to a program that runs: this is how to know without asking for processes.
!macro refuseWhileRunning action
  ${If} ${FileExists} "$INSTDIR\runtime\node.exe"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\runtime\node.exe" a
      ${IfNot} ${Errors}
        FileClose $0
        ${ExitDo}
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT} is running.$\r$\n$\r$\nClose its windows and end its commands, then try again. ${action}" /SD IDCANCEL IDRETRY +3
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${Loop}
  ${EndIf}
!macroend

!macro tellWindows
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro removeProgram
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\bin"
  RMDir /r "$INSTDIR\runtime"
  Delete "$INSTDIR\Waystation.cmd"
  Delete "$INSTDIR\Waystation.ico"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY-NOTICES.txt"
  Delete "$INSTDIR\README.txt"
!macroend

Section
  ; Other programs have folders of these names, and an uninstaller of this one: only what is known to be ours is replaced.
  ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $0 != $INSTDIR
  ${AndIfNot} ${FileExists} "$INSTDIR\app\out\web\register.js"
    ${If} ${FileExists} "$INSTDIR\app\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\bin\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\runtime\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\Uninstall.exe"
      MessageBox MB_OK|MB_ICONSTOP "$INSTDIR has files of something else in it. Choose another folder." /SD IDOK
      SetErrorLevel ${EXIT_NOT_OURS}
      Quit
    ${EndIf}
  ${EndIf}
  !insertmacro refuseWhileRunning "The version that is installed stays as it is."
  ; An older version goes first: its files have other names. Sites lie elsewhere.
  !insertmacro removeProgram
  SetOutPath "$INSTDIR"
  File /r "${TREE}\*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ; The shortcut starts where the person's files are, not in a folder that an update must replace.
  SetOutPath "$PROFILE"
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\runtime\node.exe" '"$INSTDIR\app\out\web\open.js" --pause' "$INSTDIR\Waystation.ico" 0 SW_SHOWNORMAL "" "Task sequences and user state"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Waystation.ico"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ; A PATH can be longer than a text of this installer: the program itself writes it, and “Open with”.
  nsExec::ExecToLog '${REGISTER} add'
  Pop $0
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "${PRODUCT} is installed, but not on the PATH: see the details of the installation." /SD IDOK
    SetErrorLevel ${EXIT_NOT_REGISTERED}
  ${EndIf}
  !insertmacro tellWindows
SectionEnd

Section "Uninstall"
  !insertmacro refuseWhileRunning "Nothing was removed."
  nsExec::ExecToLog '${REGISTER} remove'
  Pop $0
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "The entries on the PATH and under “Open with” could not be removed." /SD IDOK
    SetErrorLevel ${EXIT_NOT_REGISTERED}
  ${EndIf}
  !insertmacro removeProgram
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$INSTDIR\Uninstall.exe"
  SetOutPath "$TEMP"
  ; Only when nothing else is in it.
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; What the program keeps beside sites: the browser's profile of its windows, and what the last start said.
  RMDir /r "$LOCALAPPDATA\Waystation\window"
  Delete "$LOCALAPPDATA\Waystation\last-start.log"
  RMDir "$LOCALAPPDATA\Waystation"
  !insertmacro tellWindows
  ${If} ${FileExists} "$LOCALAPPDATA\Waystation\site\*.*"
    MessageBox MB_OK|MB_ICONINFORMATION "${PRODUCT} is removed. Your site stays in$\r$\n$LOCALAPPDATA\Waystation\site$\r$\nand so does every site that you keep elsewhere. Delete them yourself when you need them no more." /SD IDOK
  ${EndIf}
SectionEnd
