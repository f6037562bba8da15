// Package container tests the container image in dist/, which `make image` and
// `make package` write: what is in it for each processor, that a second build
// makes the same bytes, and that the one for this processor does its work,
// run by buildah without an engine. That needs root.
//
// Environment: BWDC_DEB_DIR names another folder than dist/.
package container
