// Package frontend holds the pages as they were built by "make pages" (npm run
// build). Where they were not built, Pages is empty but for a marker, and the
// window and the server say so.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Pages returns the built pages: index.html at the root.
func Pages() fs.FS {
	pages, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return pages
}

// Built tells whether the pages were built before this program.
func Built() bool {
	_, err := fs.Stat(Pages(), "index.html")
	return err == nil
}
