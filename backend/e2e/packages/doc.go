// Package packages tests what is published: that the packages in dist/
// install, start, and uninstall without touching anybody's data, that the
// archives hold what they must, and that the installer for Windows installs,
// replaces and removes programs and service under Wine. `make package` makes all
// of it.
//
// Environment: BWDC_DEB_DIR names another folder than dist/. The test that
// really installs packages on this machine needs root, and refuses when one of
// them is installed already.
package packages
