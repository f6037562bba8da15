package desktop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
)

// Dialogs are the system's dialogs, one at a time: the toolkit mixes up the
// answers of two.
type Dialogs struct {
	toolkit *toolkit
	words   func() words
	open    sync.Mutex
}

var (
	errDialogOpen = directory.WithHint(errors.New("a file dialog is open already"), "Choose a file there, or close it.")
	errNoWindow   = errors.New("there is no window yet")
)

// Pick asks for a file that exists, and returns its path; empty when the person
// chose none. A certificate may have any name: all files are offered.
func (d *Dialogs) Pick(title string) (string, error) {
	return d.ask(func(ctx context.Context) (string, error) {
		say := d.words()
		return runtime.OpenFileDialog(ctx, runtime.OpenDialogOptions{Title: cmp.Or(title, say.chooseFile), Filters: []runtime.FileFilter{anyFile(say)}})
	})
}

// Save asks for a place and writes the file there. It returns the path, empty
// when the person chose none.
func (d *Dialogs) Save(f bridge.File) (string, error) {
	path, err := d.ask(func(ctx context.Context) (string, error) {
		say := d.words()
		filters, err := filtersOf(f.Name, say)
		if err != nil {
			return "", err
		}
		return runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{
			Title: say.saveAs, DefaultFilename: plainName(f.Name), Filters: filters, CanCreateDirectories: true,
		})
	})
	if err != nil || path == "" {
		return "", err
	}
	// What is saved names people: it is for whoever saved it.
	if err := app.WriteFile(path, []byte(f.Content)); err != nil {
		return "", directory.WithHint(fmt.Errorf("save: %w", err), "Choose a folder in which you may write, on a disk with room.")
	}
	return path, nil
}

// ask shows one dialog at a time.
func (d *Dialogs) ask(show func(context.Context) (string, error)) (string, error) {
	ctx := d.toolkit.context()
	if ctx == nil {
		return "", errNoWindow
	}
	if !d.open.TryLock() {
		return "", errDialogOpen
	}
	defer d.open.Unlock()
	return show(ctx)
}

// filtersOf offers files with the ending of a name, and all files as the second
// choice.
func filtersOf(name string, say words) ([]runtime.FileFilter, error) {
	kind := strings.TrimPrefix(filepath.Ext(name), ".")
	if kind == "" {
		return []runtime.FileFilter{anyFile(say)}, nil
	}
	if strings.Trim(strings.ToLower(kind), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return nil, fmt.Errorf("%q is no ending of a file's name", kind)
	}
	return []runtime.FileFilter{{DisplayName: "*." + kind, Pattern: "*." + kind}, anyFile(say)}, nil
}

func anyFile(say words) runtime.FileFilter {
	return runtime.FileFilter{DisplayName: say.allFiles, Pattern: "*"}
}

// plainName is a name without folders, whatever a page sends.
func plainName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if name == "" || name == "." || name == ".." {
		return "file"
	}
	return name
}
