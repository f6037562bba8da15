package bridge

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// Download returns a whole list as a file.
func (b *Bridge) Download(r DownloadRequest) (File, error) {
	return call(b.manager, func(ctx context.Context, s *session) (File, error) {
		list, err := b.manager.listOf(ctx, s, r)
		if err != nil {
			return File{}, err
		}
		file := File{Name: b.manager.fileName(s, r.What, r.Format)}
		switch {
		case r.Format == "csv":
			file.Type, file.Content = "text/csv", csvOf(slices.Collect(list.rows()))
		case r.Format == "json":
			file.Type = "application/json"
			file.Content, err = list.json()
		case r.Format == "html" && list.html != nil:
			file.Type = "text/html"
			file.Content, err = list.html()
		default:
			err = config.Problem{Key: "format", Text: fmt.Sprintf("%q is no format of this list", r.Format), Example: "csv"}
		}
		return file, err
	})
}

// A list is one in all the formats that it can be had in.
type list struct {
	rows       func() iter.Seq[[]string]
	json, html func() (string, error)
}

// listOf finds a list by its name.
func (m *Manager) listOf(ctx context.Context, s *session, r DownloadRequest) (list, error) {
	switch r.What {
	case "test", "plan":
		found := m.resultOf(s)
		switch {
		case found == nil:
			return list{}, noTest()
		case r.What == "test":
			return list{
				rows: func() iter.Seq[[]string] { return app.PreviewRows(found.preview) },
				json: func() (string, error) { return jsonOf(app.ListPreview(found.preview)) },
			}, nil
		}
		file := found.plan.file
		return list{
			rows: func() iter.Seq[[]string] { return planRows(file) },
			json: func() (string, error) { return planText(file) }, html: func() (string, error) {
				names, err := m.namesOf(ctx, s)
				if err != nil {
					return "", err
				}
				return planReport(file, r.Words, names.called())
			},
		}, nil
	case "history":
		runs, total, err := s.app.History().Page(ctx, app.HistoryQuery{})
		if err == nil {
			runs, _, err = s.app.History().Page(ctx, app.HistoryQuery{Limit: total})
		}
		return list{
			rows: func() iter.Seq[[]string] { return slices.Values(historyRows(s, runs)) },
			json: func() (string, error) { return jsonOf(historyList{Object: "list", Data: runsOf(s, runs)}) },
		}, err
	}
	return list{}, config.Problem{Key: "what", Text: fmt.Sprintf("%q is no list", r.What), Example: "test"}
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

// csvOf writes rows as a file for any spreadsheet.
func csvOf(rows [][]string) string {
	var b strings.Builder
	b.WriteString(app.CSVMark)
	for _, row := range rows {
		b.WriteString(app.CSVRow(row))
	}
	return b.String()
}

// historyList is the history as JSON.
type historyList struct {
	Object string `json:"object"`
	Data   []Run  `json:"data"`
}

// historyRows has a row for each run, as 'bwdc history --csv' prints them.
func historyRows(s *session, runs []organization.Run) [][]string {
	rows := app.RunRows(runs, moment)
	for _, row := range rows {
		row[len(row)-1] = s.app.Redacted(row[len(row)-1]) // the error
	}
	return rows
}
