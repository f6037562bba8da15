; The folder of the programs on the machine's PATH.
;
; NSIS reads at most NSIS_MAX_STRLEN (1024) characters and answers nothing for
; a longer PATH. Writing back what was read would then destroy it, which has
; happened to others: what could not be read whole is left alone, and said.
!define PATH_KEY "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
!include "WinMessages.nsh"

${StrStr}
${UnStrStr}
${UnStrRep}

; Programs that start from now on see the change.
!define TellPathChanged `SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000`

!define AddToPath `Call AddToPath`
Function AddToPath
  ClearErrors
  ReadRegStr $0 HKLM "${PATH_KEY}" "Path"
  ${If} ${Errors}
  ${OrIf} $0 == ""
    Goto by_hand
  ${EndIf}
  ${StrStr} $1 ";$0;" ";$INSTDIR;"
  ${If} $1 != ""
    Return
  ${EndIf}
  StrLen $1 "$0;$INSTDIR"
  ${If} $1 >= 1000
    Goto by_hand
  ${EndIf}
  StrCpy $1 $0 1 -1
  ${If} $1 == ";"
    StrCpy $0 $0 -1
  ${EndIf}
  WriteRegExpandStr HKLM "${PATH_KEY}" "Path" "$0;$INSTDIR"
  ${TellPathChanged}
  Return
by_hand:
  MessageBox MB_OK|MB_ICONINFORMATION "PATH is too long to be changed safely. To call bwdc without its folder, add this to PATH yourself:$\r$\n$\r$\n$INSTDIR" /SD IDOK
FunctionEnd

!define RemoveFromPath `Call un.RemoveFromPath`
Function un.RemoveFromPath
  ClearErrors
  ReadRegStr $0 HKLM "${PATH_KEY}" "Path"
  ${If} ${Errors}
  ${OrIf} $0 == ""
    Return
  ${EndIf}
  StrLen $1 "$0"
  ${If} $1 >= 1000
    Return
  ${EndIf}
  ${UnStrStr} $1 ";$0;" ";$INSTDIR;"
  ${If} $1 == ""
    Return
  ${EndIf}
  ${UnStrRep} $1 ";$0;" ";$INSTDIR;" ";"
  ; The two semicolons that were put around it go again.
  StrCpy $1 $1 "" 1
  StrCpy $1 $1 -1
  WriteRegExpandStr HKLM "${PATH_KEY}" "Path" "$1"
  ${TellPathChanged}
FunctionEnd
