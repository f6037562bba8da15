package bridge

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
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
			data, rows = testData(found.preview), testRows(found.preview)
		case "history":
			runs, total, err := s.app.HistoryPage(ctx, app.HistoryQuery{})
			if err == nil {
				runs, _, err = s.app.HistoryPage(ctx, app.HistoryQuery{Limit: total})
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

// csvOf writes rows as RFC 4180 has it. A cell that a spreadsheet would take
// for a formula gets an apostrophe before it:
// https://owasp.org/www-community/attacks/CSV_Injection.
func csvOf(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		_ = w.Write(row) // into memory
	}
	w.Flush()
	return b.String()
}

// The JSON of a test has the shape that 'bwdc test' prints; see
// docs/formats.md.
type (
	testList struct {
		Object   string      `json:"object"`
		Groups   []testGroup `json:"groups"`
		Enabled  []testUser  `json:"enabledUsers"`
		Disabled []testUser  `json:"disabledUsers"`
		Deleted  []testUser  `json:"deletedUsers"`
	}
	testUser struct {
		ExternalID  string `json:"externalId"`
		DisplayName string `json:"displayName"`
	}
	testGroup struct {
		ExternalID  string   `json:"externalId"`
		DisplayName string   `json:"displayName"`
		UserIDs     []string `json:"userIds"`
	}
)

func testData(v *app.Preview) testList {
	users := func(list []app.PreviewUser) []testUser {
		out := make([]testUser, len(list))
		for i, u := range list {
			out[i] = testUser{u.ExternalID, cmp.Or(u.Email, u.ExternalID)}
		}
		return out
	}
	data := testList{
		Object: "test", Groups: make([]testGroup, len(v.Groups)),
		Enabled: users(v.Enabled), Disabled: users(v.Disabled), Deleted: users(v.Deleted),
	}
	for i, g := range v.Groups {
		data.Groups[i] = testGroup{g.ExternalID, cmp.Or(g.Name, g.ExternalID), texts(g.Members)}
	}
	return data
}

// testRows has a row for each entry, as 'bwdc test --format csv' prints them.
func testRows(v *app.Preview) [][]string {
	rows := [][]string{{"type", "externalId", "displayName", "status", "memberCount", "members"}}
	users := func(list []app.PreviewUser, status string) {
		for _, u := range list {
			rows = append(rows, []string{"user", u.ExternalID, cmp.Or(u.Email, u.ExternalID), status, "", ""})
		}
	}
	users(v.Enabled, listEnabled)
	users(v.Disabled, listDisabled)
	users(v.Deleted, listDeleted)
	for _, g := range v.Groups {
		rows = append(rows, []string{"group", g.ExternalID, cmp.Or(g.Name, g.ExternalID), "", strconv.Itoa(len(g.Members)), strings.Join(g.Members, "|")})
	}
	return rows
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
	rows := [][]string{{"run", "start", "end", "trigger", "result", "users", "groups", "usersAdded", "usersChanged", "usersRemoved", "groupsAdded", "groupsChanged", "leftOut", "held", "notShown", "requests", "error"}}
	for i := range runs {
		r, c := &runs[i], runs[i].Counts
		row := []string{r.ID, moment(r.Start), moment(r.End), string(r.Trigger), string(r.Result)}
		for _, n := range []int{c.Users, c.Groups, c.UsersAdded, c.UsersChanged, c.UsersRemoved, c.GroupsAdded, c.GroupsChanged, c.LeftOut, c.Held, c.NotShown, c.Requests} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, append(row, s.app.Redacted(r.Error)))
	}
	return rows
}
