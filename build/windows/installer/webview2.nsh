; The WebView2 runtime, in which the window's pages run. Windows 11 and most
; installations of Windows 10 have it, servers often not. How to see it:
; https://learn.microsoft.com/microsoft-edge/webview2/concepts/distribution#detect-if-a-webview2-runtime-is-already-installed
!define WEBVIEW2_CLIENT "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

; $0 is its version, or empty.
Function FindWebView2
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEBVIEW2_CLIENT}" "pv"
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\${WEBVIEW2_CLIENT}" "pv"
  ${EndIf}
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
FunctionEnd

!define EnsureWebView2 `Call EnsureWebView2`
Function EnsureWebView2
  Call FindWebView2
  ${If} $0 != ""
    Return
  ${EndIf}
  ; Microsoft's installer of 2 MB, which fetches the runtime.
  DetailPrint "Installing the WebView2 runtime"
  InitPluginsDir
  File "/oname=$PLUGINSDIR\webview2.exe" "${BOOTSTRAPPER}"
  ExecWait '"$PLUGINSDIR\webview2.exe" /silent /install'
  Call FindWebView2
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONINFORMATION "The window needs the WebView2 runtime, which could not be fetched. Install it from$\r$\n$\r$\nhttps://developer.microsoft.com/microsoft-edge/webview2$\r$\n$\r$\n(without internet: its 'Evergreen Standalone Installer'). bwdc works without it." /SD IDOK
  ${EndIf}
FunctionEnd
