package web

import (
	"io"
	"log/slog"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/bridge"
)

// downloadTime is how long a download may take: a slow tunnel, a long list.
const downloadTime = 10 * time.Minute

// downloads serves lists as files.
type downloads struct {
	lists   Downloads
	explain func(error) bridge.Problem
	log     *slog.Logger
}

// serve is GET /api/download/{file}.
func (d downloads) serve(w http.ResponseWriter, r *http.Request) {
	what, format, _ := strings.Cut(r.PathValue("file"), ".")
	if !slices.Contains(kept[what], format) {
		otherAPI(w, r)
		return
	}
	file, err := d.lists.Download(bridge.DownloadRequest{What: what, Format: format})
	if err != nil {
		p := d.explain(err)
		writeProblem(w, statusOf(p.Code), p)
		return
	}
	h := w.Header()
	h.Set("Content-Type", fileTypes[format])
	// FormatMediaType quotes and encodes, so that a name can't become a header.
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Content-Length", strconv.Itoa(len(file.Content)))
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(downloadTime)) // not every ResponseWriter knows deadlines
	if r.Method == http.MethodHead {
		return
	}
	if _, err := io.WriteString(w, file.Content); err != nil {
		d.log.Debug("download broke off", "file", file.Name, "error", err)
	}
}

// kept are the lists that can be had, and their formats.
var kept = map[string][]string{"test": {"csv", "json"}, "history": {"csv", "json"}, "plan": {"csv", "json", "html"}}

// fileTypes are the types of downloads by their format.
var fileTypes = map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8", "html": "text/html; charset=utf-8"}
