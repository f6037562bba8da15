package file

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// maxText bounds what a program or an address may give.
const maxText = 256 << 20

// A decoder reads one text. whole tells that something else than the end of
// its last line says that nothing is missing.
type decoder func(text io.Reader, whole bool) error

// An input is a text, and where it comes from.
type input struct {
	// place names it in errors, short in warnings.
	place, short string
	format       config.FileFormat
	// ofGroups tells that its rows are groups where they do not say what they
	// are.
	ofGroups bool
	origin
}

// An origin is a file, a program or an address.
type origin interface {
	// find makes sure that it is there, and says something about it.
	find() (string, error)
	// read hands the text to decode.
	read(ctx context.Context, decode decoder) error
}

// inputsOf returns what the settings name: files, a program or an address.
func inputsOf(c Config) ([]input, error) {
	set := &c.Settings
	if set.Format == "" {
		set.Format = config.FormatAuto
	}
	if set.Timeout == 0 {
		set.Timeout = 5 * time.Minute
	}
	switch {
	case set.Command != "":
		args, err := config.CommandLine(set.Command)
		if err != nil || len(args) == 0 {
			return nil, directory.Errorf(directory.ErrConfig, "file.command %w", err)
		}
		if set.Format == config.FormatAuto {
			return nil, noFormat("a command has no ending that tells its format")
		}
		return []input{{place: args[0], short: filepath.Base(args[0]), format: set.Format, origin: &command{args, set.Timeout}}}, nil
	case set.URL != "":
		return addressOf(c)
	}
	var list []input
	for _, path := range set.Paths() {
		format := set.Format
		if format == config.FormatAuto {
			format = config.FormatOfName(path)
		}
		if format == config.FormatAuto {
			return nil, noFormatOf(path)
		}
		if len(list) > 0 && (format == config.FormatLDIF) != (list[0].format == config.FormatLDIF) {
			return nil, directory.WithHint(directory.Errorf(directory.ErrConfig, "file: %s is %s, and %s is %s", list[0].place, list[0].format, path, format),
				"LDIF names entries by their DN, other files by an id: read them as two profiles.")
		}
		list = append(list, onDisk(path, format))
	}
	if len(list) == 0 {
		err := directory.Errorf(directory.ErrConfig, "file: no file is set")
		return nil, directory.WithHint(err, "Set file.path to an LDIF, CSV or JSON file.")
	}
	return list, nil
}

// noFormatOf knows the files of spreadsheets.
func noFormatOf(path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xls", ".ods", ".numbers":
		return directory.WithHint(directory.Errorf(directory.ErrConfig, "file: %s is a spreadsheet, which is not read", path), "Save it as CSV (in Excel: \"CSV UTF-8\").")
	}
	return noFormat("the ending of " + path + " does not tell its format")
}

func noFormat(text string) error {
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "file: %s", text), "Set file.format to ldif, csv or json.")
}
