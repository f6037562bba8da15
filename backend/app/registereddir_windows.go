package app

import "golang.org/x/sys/windows"

// registeredDir is what %AppData% stands for, as Windows itself knows it, "" for
// none: whoever starts this program may have left the variable out.
func registeredDir() string {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_RoamingAppData, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return ""
	}
	return dir
}
