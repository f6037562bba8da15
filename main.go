// Command directory-connector is the desktop app: a window on the pages, which
// are the same as those of "bwdc serve". It needs a display; on a server
// without one, bwdc does the same work.
//
// The files of this package hold one thing each: flags (the command line),
// shell (from start to end), window (size, place, show and hide), closing
// (what closing means while automatic sync runs), menu, dialogs, links,
// wailslog (what the toolkit logs), failure (a window that says why there is
// no other). App is what pages may call beside the bridge.
package main

import "os"

// version is set by the linker.
var version = "dev"

func main() { os.Exit(run()) }
