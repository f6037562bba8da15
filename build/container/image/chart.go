package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"time"
)

// versionLines are those of Chart.yaml that a release fills in.
var versionLines = regexp.MustCompile(`(?m)^(version|appVersion): .*$`)

// packChart returns the chart as Helm installs it, a .tgz with one folder, that
// installs the image of that tag.
func packChart(from fs.FS, tag string, at time.Time) ([]byte, error) {
	var files []file
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		if name == "Chart.yaml" {
			data = versionLines.ReplaceAllFunc(data, func(line []byte) []byte {
				if bytes.HasPrefix(line, []byte("app")) {
					return fmt.Appendf(nil, "appVersion: %q", tag)
				}
				return fmt.Appendf(nil, "version: %q", semantic(tag))
			})
		}
		files = append(files, file{path: path.Join("/bwdc", name), mode: 0o644, data: data})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	text, err := archive(files, at)
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	if _, err := w.Write(text); err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return out.Bytes(), nil
}

var semver = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`)

// semantic is a version as Helm demands it (https://semver.org). What has no tag
// yet is older than all that will have one.
func semantic(tag string) string {
	if semver.MatchString(tag) {
		return tag
	}
	return "0.0.0-g" + strings.Map(func(c rune) rune {
		if c == '-' || c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			return c
		}
		return '-'
	}, tag)
}
