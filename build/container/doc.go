// Package container tests what is written for those who run bwdc in containers:
// that Helm accepts and renders the chart, and that Kubernetes knows every field
// of what comes out. Helm is the real one, as a tool of this module, which is
// apart so that bwdc is not made of what charts are made with.
package container
