//go:build !linux

package main

// inHugePages does nothing: only Linux can be asked for them.
func inHugePages(int) {}
