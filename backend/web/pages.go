package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed" // bridge.js
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
)

//go:embed static/bridge.js
var bridgeScript []byte

const (
	indexName  = "index.html"
	scriptPath = "/bridge.js"
	// assets are named after their content by the build of the pages.
	assets = "assets/"
)

// A page is a file of the built pages, ready to be sent.
type page struct {
	body, zipped []byte
	kind, tag    string
	// forever: its name changes when its content does.
	forever bool
}

// loadPages reads the built pages: they are small, and ready then. Without
// them the map has the script only.
func loadPages(files fs.FS, calls map[string]call) (map[string]*page, error) {
	script, err := scriptOf(calls)
	if err != nil {
		return nil, err
	}
	pages := map[string]*page{scriptPath: newPage(scriptPath, script)}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if name == indexName {
			if body, err = inject(body); err != nil {
				return err
			}
			pages["/"] = newPage(name, body)
			return nil
		}
		pages["/"+name] = newPage(name, body)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web: read the built pages: %w", err)
	}
	return pages, nil
}

// scriptOf is bridge.js with the names of the methods.
func scriptOf(calls map[string]call) ([]byte, error) {
	list, err := json.Marshal(slices.Sorted(maps.Keys(calls)))
	if err != nil {
		return nil, fmt.Errorf("web: encode the methods: %w", err)
	}
	place := []byte("/* methods */ []")
	if !bytes.Contains(bridgeScript, place) {
		return nil, errors.New("web: bridge.js has no place for the methods")
	}
	return bytes.Replace(bridgeScript, place, list, 1), nil
}

// inject makes the script the first thing that the page loads, so that the
// methods are there before anything asks for them.
func inject(index []byte) ([]byte, error) {
	before, after, found := bytes.Cut(index, []byte("<head>"))
	if !found {
		return nil, errors.New("index.html has no <head>")
	}
	return bytes.Join([][]byte{before, []byte(`<head><script src="` + scriptPath + `"></script>`), after}, nil), nil
}

func newPage(name string, body []byte) *page {
	kind, text := typeOf(name)
	sum := sha256.Sum256(body)
	p := &page{body: body, kind: kind, tag: `"` + hex.EncodeToString(sum[:8]) + `"`, forever: strings.HasPrefix(name, assets)}
	if !text {
		return p
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is right
	_, _ = z.Write(body)                                  // into a buffer
	_ = z.Close()
	if b.Len() < len(body) {
		p.zipped = b.Bytes()
	}
	return p
}

// typeOf returns the media type of a file, the same on every system, and
// whether it gets smaller by compression.
func typeOf(name string) (kind string, text bool) {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8", true
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8", true
	case ".css":
		return "text/css; charset=utf-8", true
	case ".json", ".map":
		return "application/json; charset=utf-8", true
	case ".svg":
		return "image/svg+xml", true
	case ".txt":
		return "text/plain; charset=utf-8", true
	case ".png":
		return "image/png", false
	case ".ico":
		return "image/x-icon", false
	case ".webp":
		return "image/webp", false
	case ".woff2":
		return "font/woff2", false
	}
	return "application/octet-stream", false
}

// servePage is GET of anything outside the API: a look into a map, so that no
// path leads anywhere else.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	p, ok := s.pages[r.URL.Path]
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		badRequest(w, http.StatusMethodNotAllowed, "this address is asked in another way")
	case ok:
		p.serve(w, r)
	case r.URL.Path == "/":
		s.plain(w, r, http.StatusServiceUnavailable, plainNotBuilt)
	default:
		s.plain(w, r, http.StatusNotFound, plainNotFound)
	}
}

func (p *page) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", p.kind)
	if p.forever {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
		h.Set("ETag", p.tag)
		if r.Header.Get("If-None-Match") == p.tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := p.body
	if p.zipped != nil {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = p.zipped
		}
	}
	write(w, http.StatusOK, body)
}

// takesGzip reads an Accept-Encoding as browsers write it: RFC 9110, 12.5.3.
func takesGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		weight = strings.ReplaceAll(weight, " ", "")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return strings.Trim(strings.TrimPrefix(weight, "q="), "0.") != "" || weight == ""
		}
	}
	return false
}
