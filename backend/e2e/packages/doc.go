// Package packages tests what is published: that the packages in dist/
// install, start, and uninstall without touching anybody's data, and that the
// archives and the installer for Windows hold what they must. It builds
// nothing: `make package` does.
//
// Environment: BWDC_DEB_DIR names another folder than dist/. The test that
// really installs packages on this machine needs root, and refuses when one of
// them is installed already.
package packages
