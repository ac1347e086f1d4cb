; What electron-builder's installer does besides: the PATH and “Open with”, by the program that the package has for it,
; which never takes a default and never shortens a PATH.
!macro registerWaystation verb
  StrCpy $R9 ""
  ${If} $installMode == "all"
    StrCpy $R9 "--machine"
  ${EndIf}
  nsExec::ExecToLog '"$INSTDIR\resources\command-line\runtime\node.exe" "$INSTDIR\resources\command-line\app\out\web\register.js" ${verb} $R9 --program "$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  Pop $R9
  ${If} $R9 != 0
    DetailPrint "The PATH and “Open with” stay as they were ($R9)."
  ${EndIf}
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
!macroend

!macro customInstall
  !insertmacro registerWaystation add
!macroend

!macro customUnInstall
  !insertmacro registerWaystation remove
!macroend
