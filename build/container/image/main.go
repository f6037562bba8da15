// Image writes what runs bwdc in containers: an archive with the image for each
// processor, and the chart for Kubernetes. It needs neither an engine nor a
// network, and takes nothing from the machine but its arguments: the same commit
// and the same Go make the same bytes.
//
//	image -version V -revision COMMIT -license ID -time SECONDS -zones ZIP -licenses FILE \
//		-chart FOLDER -out FOLDER amd64=PROGRAM arm64=PROGRAM
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	r := release{programs: map[string]string{}}
	var seconds int64
	var zones, chart, out string
	flags := flag.NewFlagSet("image", flag.ContinueOnError)
	flags.StringVar(&r.version, "version", "", "what the program calls itself")
	flags.StringVar(&r.revision, "revision", "", "the commit")
	flags.StringVar(&r.license, "license", "", "the SPDX name of the license")
	flags.Int64Var(&seconds, "time", 0, "the time of everything, in seconds of Unix")
	flags.StringVar(&zones, "zones", "", "Go's lib/time/zoneinfo.zip")
	flags.StringVar(&r.licensesFile, "licenses", "", "the licenses of what the program contains")
	flags.StringVar(&chart, "chart", "", "the folder of the chart")
	flags.StringVar(&out, "out", "", "the folder to write to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for _, arg := range flags.Args() {
		arch, path, found := strings.Cut(arg, "=")
		if !found {
			return fmt.Errorf("%q is not ARCH=PROGRAM", arg)
		}
		r.programs[arch] = path
	}
	if len(r.programs) == 0 || r.version == "" || out == "" {
		return errors.New("a program, -version and -out are needed")
	}
	r.at = time.Unix(seconds, 0).UTC()
	var err error
	if r.zones, err = os.ReadFile(zones); err != nil {
		return fmt.Errorf("time zones: %w", err)
	}
	return write(r, chart, out)
}

func write(r release, chart, out string) error {
	tag := strings.TrimPrefix(r.version, "v")
	index, images, err := r.index()
	if err != nil {
		return err
	}
	digest, err := index.Digest()
	if err != nil {
		return fmt.Errorf("digest: %w", err)
	}
	text, err := save(index, images, tag, r.at)
	if err != nil {
		return err
	}
	packed, err := packChart(os.DirFS(chart), tag, r.at)
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{"bwdc-" + tag + "-image.tar": text, "bwdc-" + tag + "-chart.tgz": packed} {
		if err := replace(filepath.Join(out, name), data); err != nil {
			return err
		}
	}
	fmt.Printf("bwdc:%s %s\n", tag, digest)
	return nil
}

// replace writes a file unless it is the same.
func replace(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.WriteFile(name, data, 0o644); err != nil { //nolint:gosec // for everybody
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
