package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// The account that everything runs as. It has no password, no shell and no
// rights; its number is the one that such images commonly use, high enough to
// be nobody on the machine.
const (
	account = "bwdc"
	id      = 65532
)

// Where things are in the image.
const (
	program  = "/usr/bin/bwdc"
	dataDir  = "/data"
	caFile   = "/etc/ssl/certs/ca-certificates.crt"
	zonesDir = "/usr/share/zoneinfo"
	licenses = "/usr/share/doc/bwdc/copyright"
)

// A file is a file or folder of the image; folders end with a slash.
type file struct {
	path  string
	mode  int64
	owner int
	data  []byte
}

// base is what the program finds around it: an account, a folder for its data,
// one for what is temporary, authorities and time zones. Nothing of it is taken
// from the machine that builds: not its own authorities, not its accounts.
func base(zones []byte) ([]file, error) {
	certificates, err := authorities()
	if err != nil {
		return nil, err
	}
	files := []file{
		{path: dataDir + "/", mode: 0o700, owner: id},
		{path: "/tmp/", mode: 0o1777},
		{path: "/etc/passwd", mode: 0o644, data: fmt.Appendf(nil, "root:x:0:0:root:/:/sbin/nologin\n%s:x:%d:%d:Directory Connector:%s:/sbin/nologin\n", account, id, id, dataDir)},
		{path: "/etc/group", mode: 0o644, data: fmt.Appendf(nil, "root:x:0:\n%s:x:%d:\n", account, id)},
		{path: caFile, mode: 0o644, data: certificates},
	}
	zoneFiles, err := unzip(zones)
	return append(files, zoneFiles...), err
}

// authorities are those that Mozilla trusts, as PEM. A root that is trusted only
// for certificates of before some day can't be told so in PEM, and is left out.
func authorities() ([]byte, error) {
	var text bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint != nil {
			continue
		}
		c, err := x509.ParseCertificate(root.Certificate)
		if err != nil {
			return nil, fmt.Errorf("root certificate: %w", err)
		}
		fmt.Fprintf(&text, "# %s\n", cmp.Or(c.Subject.CommonName, c.Subject.String()))
		if err := pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}); err != nil {
			return nil, fmt.Errorf("root certificate %s: %w", c.Subject, err)
		}
	}
	return text.Bytes(), nil
}

// unzip returns the time zones of Go's own archive, lib/time/zoneinfo.zip.
func unzip(archive []byte) ([]file, error) {
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("time zones: %w", err)
	}
	var files []file
	for _, f := range reader.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		data, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("time zone %s: %w", f.Name, err)
		}
		text, err := io.ReadAll(data)
		if err != nil {
			return nil, fmt.Errorf("time zone %s: %w", f.Name, err)
		}
		files = append(files, file{path: path.Join(zonesDir, f.Name), mode: 0o644, data: text})
	}
	return files, nil
}

// product is the program for one processor, and what it is made of.
func product(programFile, licensesFile string) ([]file, error) {
	text, err := os.ReadFile(programFile)
	if err != nil {
		return nil, fmt.Errorf("program: %w", err)
	}
	terms, err := os.ReadFile(licensesFile)
	if err != nil {
		return nil, fmt.Errorf("licenses: %w", err)
	}
	return []file{{path: program, mode: 0o755, data: text}, {path: licenses, mode: 0o644, data: terms}}, nil
}

// archive writes files as a tar: sorted, each with its folders before it, all of
// one time, so that the same files are the same bytes.
func archive(files []file, at time.Time) ([]byte, error) {
	all := slices.Clone(files)
	for _, f := range files {
		for dir := path.Dir(strings.TrimSuffix(f.path, "/")); dir != "/"; dir = path.Dir(dir) {
			if !slices.ContainsFunc(all, func(f file) bool { return f.path == dir+"/" }) {
				all = append(all, file{path: dir + "/", mode: 0o755})
			}
		}
	}
	slices.SortFunc(all, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, f := range all {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: strings.TrimPrefix(f.path, "/"), Mode: f.mode, Size: int64(len(f.data)),
			Uid: f.owner, Gid: f.owner, ModTime: at, Format: tar.FormatPAX,
		}
		if strings.HasSuffix(f.path, "/") {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("%s: %w", f.path, err)
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, fmt.Errorf("%s: %w", f.path, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("end of the archive: %w", err)
	}
	return out.Bytes(), nil
}
