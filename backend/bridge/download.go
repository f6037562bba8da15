package bridge

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// Download returns a whole list as a file.
func (b *Bridge) Download(r DownloadRequest) (File, error) {
	return call(b, func(ctx context.Context, s *session) (File, error) {
		var (
			data any
			rows [][]string
		)
		switch r.What {
		case "test":
			found := b.manager.resultOf(s)
			if found == nil {
				return File{}, directory.WithHint(errNoTest, "Press Test Now on the dashboard.")
			}
			data, rows = app.ListPreview(found.preview), slices.Collect(app.PreviewRows(found.preview))
		case "history":
			runs, total, err := s.app.History().Page(ctx, app.HistoryQuery{})
			if err == nil {
				runs, _, err = s.app.History().Page(ctx, app.HistoryQuery{Limit: total})
			}
			if err != nil {
				return File{}, err
			}
			data, rows = historyData(s, runs), historyRows(s, runs)
		default:
			return File{}, config.Problem{Key: "what", Text: fmt.Sprintf("%q is no list", r.What), Example: "test"}
		}
		file := File{Name: b.manager.fileName(s, r.What, r.Format)}
		var err error
		switch r.Format {
		case "csv":
			file.Type, file.Content = "text/csv", csvOf(rows)
		case "json":
			file.Type = "application/json"
			file.Content, err = jsonOf(data)
		default:
			err = config.Problem{Key: "format", Text: fmt.Sprintf("%q is no format of a list", r.Format), Example: "csv"}
		}
		return file, err
	})
}

func jsonOf(data any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(data); err != nil {
		return "", fmt.Errorf("write JSON: %w", err)
	}
	return b.String(), nil
}

// csvOf writes rows as RFC 4180 has it, as text for any spreadsheet.
func csvOf(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, row := range rows {
		_ = w.Write(app.SafeRow(row)) // into memory
	}
	w.Flush()
	return b.String()
}

// historyList is the history as JSON.
type historyList struct {
	Object string `json:"object"`
	Data   []Run  `json:"data"`
}

func historyData(s *session, runs []app.Run) historyList {
	list := historyList{Object: "list", Data: make([]Run, len(runs))}
	for i := range runs {
		list.Data[i] = runOf(s, &runs[i])
	}
	return list
}

// historyRows has a row for each run, as 'bwdc history --csv' prints them.
func historyRows(s *session, runs []app.Run) [][]string {
	rows := app.RunRows(runs, moment)
	for _, row := range rows {
		row[len(row)-1] = s.app.Redacted(row[len(row)-1]) // the error
	}
	return rows
}
