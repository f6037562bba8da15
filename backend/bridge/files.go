package bridge

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// maxImport is more bytes than an exported file has.
const maxImport = 1 << 20

// formatOf returns the format that a word or an ending names.
func formatOf(text string) (app.Format, error) {
	switch strings.ToLower(text) {
	case "yaml", "yml":
		return app.YAML, nil
	case "json":
		return app.JSON, nil
	}
	return "", directory.WithHint(config.Problem{Key: "format", Text: fmt.Sprintf("%q is no format of settings", text), Example: "yaml"},
		"Choose a file whose name ends in .yaml or .json.")
}

// ExportSettings returns what is set as a file, without secrets.
func (b *Bridge) ExportSettings(r ExportRequest) (File, error) {
	return call(b.manager, func(ctx context.Context, s *session) (File, error) {
		format, err := formatOf(r.Format)
		if err != nil {
			return File{}, err
		}
		text, err := s.app.Config().Export(ctx, format, false)
		if err != nil {
			return File{}, err
		}
		kind := "application/yaml"
		if format == app.JSON {
			kind = "application/json"
		}
		return File{Name: b.manager.fileName(s, "settings", string(format)), Type: kind, Content: string(text)}, nil
	})
}

// fileName names a file by profile, content and date.
func (m *Manager) fileName(s *session, what, ending string) string {
	return fmt.Sprintf("%s-%s-%s.%s", s.name, what, m.opts.App.Now().Local().Format("2006-01-02"), ending)
}

// ImportSettings replaces all settings by those of an exported file, and
// returns the keys that are set now.
func (b *Bridge) ImportSettings(r ImportRequest) ([]string, error) {
	defer b.manager.events.stateChanged()
	return call(b.manager, func(ctx context.Context, s *session) ([]string, error) {
		if len(r.Content) > maxImport {
			return nil, app.NoSettingsFile(fmt.Errorf("%q is too long for a file of settings (over %d kB)", r.Name, maxImport>>10))
		}
		format, err := formatOf(strings.TrimPrefix(filepath.Ext(r.Name), "."))
		if err != nil {
			return nil, err
		}
		keys, err := s.app.Config().ImportFromPage(ctx, []byte(r.Content), format)
		return texts(keys), err
	})
}

// FindTakeover returns the path of the data.json of Bitwarden's connector;
// empty where there is none.
func (b *Bridge) FindTakeover() (string, error) {
	return call(b.manager, func(_ context.Context, s *session) (string, error) {
		path, err := s.app.FindDataJSON()
		if err != nil {
			return "", nil //nolint:nilerr // it is in none of its places, which is usual
		}
		return path, nil
	})
}

// TakeOver takes over the settings of Bitwarden's connector.
func (b *Bridge) TakeOver(r TakeoverRequest) (Takeover, error) {
	defer b.manager.events.stateChanged()
	return call(b.manager, func(ctx context.Context, s *session) (Takeover, error) {
		if r.Content != "" {
			taken, err := s.app.TakeOver(ctx, strings.NewReader(r.Content), r.DryRun)
			return takeoverOf(s, "", taken), err
		}
		found, err := s.app.FindDataJSON()
		if err != nil {
			return Takeover{}, err
		}
		f, err := os.Open(found)
		if err != nil {
			return Takeover{}, directory.WithHint(fmt.Errorf("read the settings of Bitwarden's connector: %w", err), "Choose the file by hand.")
		}
		defer f.Close()
		taken, err := s.app.TakeOver(ctx, f, r.DryRun)
		return takeoverOf(s, found, taken), err
	})
}

func takeoverOf(s *session, path string, taken *app.Takeover) Takeover {
	if taken == nil {
		return Takeover{}
	}
	items := func(list []app.TakeoverItem) []TakeoverItem {
		return each(list, func(item app.TakeoverItem) TakeoverItem {
			return TakeoverItem{item.OurKey, item.TheirKey, directory.Visible(s.app.RedactedValue(item.Value)), s.shown(item.Reason)}
		})
	}
	clean := func(list []string) []string { return each(list, s.app.Redacted) }
	return Takeover{
		Path: path, Taken: items(taken.Taken), Skipped: items(taken.Skipped), Secrets: texts(taken.Secrets),
		MissingSecrets: texts(taken.MissingSecrets), Differences: clean(taken.Differences), Notes: clean(taken.Notes),
		OrganizationID: taken.OrganizationID, LoggedIn: taken.LoggedIn,
	}
}
