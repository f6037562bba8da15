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
// chose none. Kinds are endings; none are all files.
func (d *Dialogs) Pick(title string, kinds []string) (string, error) {
	return d.ask(func(ctx context.Context) (string, error) {
		filters, err := filtersOf(kinds, d.words().allFiles)
		if err != nil {
			return "", err
		}
		return runtime.OpenFileDialog(ctx, runtime.OpenDialogOptions{Title: cmp.Or(title, d.words().chooseFile), Filters: filters, ShowHiddenFiles: false})
	})
}

// Save asks for a place and writes the file there. It returns the path, empty
// when the person chose none.
func (d *Dialogs) Save(f bridge.File) (string, error) {
	path, err := d.ask(func(ctx context.Context) (string, error) {
		kind := strings.TrimPrefix(filepath.Ext(f.Name), ".")
		filters, err := filtersOf([]string{kind}, d.words().allFiles)
		if err != nil {
			return "", err
		}
		return runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{
			Title: d.words().saveAs, DefaultFilename: plainName(f.Name), Filters: filters, CanCreateDirectories: true,
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

// filtersOf offers files with these endings, and all files as the second
// choice: a certificate may have any name. No endings: all files only.
func filtersOf(kinds []string, allFiles string) ([]runtime.FileFilter, error) {
	var patterns []string
	for _, kind := range kinds {
		kind = strings.TrimPrefix(kind, ".")
		if kind == "" {
			continue
		}
		if strings.Trim(strings.ToLower(kind), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return nil, fmt.Errorf("%q is no ending of a file's name", kind)
		}
		patterns = append(patterns, "*."+kind)
	}
	all := runtime.FileFilter{DisplayName: allFiles, Pattern: "*"}
	if len(patterns) == 0 {
		return []runtime.FileFilter{all}, nil
	}
	return []runtime.FileFilter{
		{DisplayName: strings.Join(patterns, ", "), Pattern: strings.Join(patterns, ";")}, all,
	}, nil
}

// plainName is a name without folders, whatever a page sends.
func plainName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if name == "" || name == "." || name == ".." {
		return "file"
	}
	return name
}
