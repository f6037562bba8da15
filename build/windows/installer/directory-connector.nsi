; The installer for Windows: for all users of the machine, both programs, the
; WebView2 runtime where it is missing. The data of the users, which lies in
; their %AppData%, is never touched.
; tools/package.sh passes VERSION (for people), NUMBERS (a.b.c.d), the folder
; STAGE with the programs, OUT, COPYRIGHT, and BOOTSTRAPPER, Microsoft's small installer
; of WebView2.
Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "x64.nsh"
!include "WinVer.nsh"
!include "FileFunc.nsh"
!include "StrFunc.nsh"
!include "path.nsh"
!include "webview2.nsh"

!define NAME "Directory Connector"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DirectoryConnector"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$PROGRAMFILES64\${NAME}"
RequestExecutionLevel admin
ManifestDPIAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} installer"
VIAddVersionKey "LegalCopyright" "${COPYRIGHT}"

!define MUI_ICON "..\icon.ico"
!define MUI_UNICON "..\icon.ico"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
; Explorer starts it, so that it runs as the person and not as administrator.
!define MUI_FINISHPAGE_RUN "$WINDIR\explorer.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "$\"$SMPROGRAMS\${NAME}.lnk$\""
!define MUI_FINISHPAGE_RUN_TEXT "Start ${NAME}"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "The programs will be removed. Settings, history and logs of each user stay in %AppData%\${NAME}; secrets stay in the Credential Manager."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs can't be replaced. Exit code 3 tells an unattended
; installation that it was running.
!macro EnsureNotRunning PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${ExitDo}
      ${EndIf}
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PROGRAM} is running. Close it (a scheduled task, too), then try again." IDRETRY +2
      Abort
    ${Loop}
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs Windows 10 or Windows Server 2016, 64 bits, or newer." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetRegView 64
  SetShellVarContext all
  ; An update goes where the program is. InstallDirRegKey would look among the
  ; 32-bit keys.
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} $INSTDIR == "$PROGRAMFILES64\${NAME}"
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Section
  !insertmacro EnsureNotRunning "directory-connector.exe"
  !insertmacro EnsureNotRunning "bwdc.exe"
  SetOutPath "$INSTDIR"
  File "${STAGE}/directory-connector.exe"
  File "${STAGE}/bwdc.exe"
  File "${STAGE}/licenses.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\directory-connector.exe"

  WriteRegStr HKLM "${APP_PATHS}\directory-connector.exe" "" "$INSTDIR\directory-connector.exe"
  WriteRegStr HKLM "${APP_PATHS}\bwdc.exe" "" "$INSTDIR\bwdc.exe"
  ${AddToPath}

  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\directory-connector.exe"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" $0

  ; Last: without it bwdc works, and the window says what it lacks.
  ${EnsureWebView2}
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Section "Uninstall"
  !insertmacro EnsureNotRunning "directory-connector.exe"
  !insertmacro EnsureNotRunning "bwdc.exe"
  ; What was installed, and nothing else that lies there.
  Delete "$INSTDIR\directory-connector.exe"
  Delete "$INSTDIR\bwdc.exe"
  Delete "$INSTDIR\licenses.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKLM "${APP_PATHS}\directory-connector.exe"
  DeleteRegKey HKLM "${APP_PATHS}\bwdc.exe"
  ${RemoveFromPath}
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
SectionEnd
