package container

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
)

// need is what TEST_MUST_RUN calls these tests.
const need = "container"

// archivePath is the archive with the images.
func archivePath(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BWDC_DEB_DIR")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "dist")
	}
	found, err := filepath.Glob(filepath.Join(dir, "bwdc-*-image.tar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		needs.Missing(t, need, "there is no image in "+dir+": make image")
	}
	if len(found) > 1 {
		t.Fatalf("which of %q?", found)
	}
	path, err := filepath.Abs(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// A descriptor names a blob: https://github.com/opencontainers/image-spec.
type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Platform    map[string]string `json:"platform"`
	Annotations map[string]string `json:"annotations"`
}

type settings struct {
	User         string
	Env          []string
	Entrypoint   []string
	Cmd          []string
	Volumes      map[string]any
	ExposedPorts map[string]any
	Labels       map[string]string
	Healthcheck  struct{ Test []string }
}

// An image is that for one processor.
type image struct {
	Architecture string   `json:"architecture"`
	OS           string   `json:"os"`
	Created      string   `json:"created"`
	Config       settings `json:"config"`

	digest string
	files  map[string]*tar.Header
	data   map[string][]byte
}

// entries are the files of a tar.
func entries(t *testing.T, from io.Reader) (map[string]*tar.Header, map[string][]byte) {
	t.Helper()
	headers, data := map[string]*tar.Header{}, map[string][]byte{}
	for r := tar.NewReader(from); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return headers, data
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		headers[h.Name], data[h.Name] = h, text
	}
}

// images reads the archive as an engine does: from the index to the manifests,
// to the settings and layers.
func images(t *testing.T) map[string]image {
	t.Helper()
	file, err := os.Open(archivePath(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	_, blobs := entries(t, file)
	for name, data := range blobs {
		if want, isBlob := strings.CutPrefix(name, "blobs/sha256/"); isBlob && want != "" {
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
				t.Errorf("the blob %s is %x", want, sum)
			}
		}
	}
	read := func(data []byte, into any) {
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	blob := func(d descriptor) []byte {
		data := blobs["blobs/"+strings.Replace(d.Digest, ":", "/", 1)]
		if data == nil {
			t.Fatalf("%s is missing", d.Digest)
		}
		return data
	}
	var layout, index struct{ Manifests []descriptor }
	read(blobs["index.json"], &layout)
	if len(layout.Manifests) != 1 {
		t.Fatalf("%d images in the layout, want 1 for all processors", len(layout.Manifests))
	}
	read(blob(layout.Manifests[0]), &index)
	all := map[string]image{}
	for _, m := range index.Manifests {
		var manifest struct {
			Config descriptor
			Layers []descriptor
		}
		read(blob(m), &manifest)
		i := image{files: map[string]*tar.Header{}, data: map[string][]byte{}, digest: m.Digest}
		read(blob(manifest.Config), &i)
		if m.Platform["architecture"] != i.Architecture || m.Platform["os"] != i.OS {
			t.Errorf("%v is an image for %s/%s", m.Platform, i.OS, i.Architecture)
		}
		for _, layer := range manifest.Layers {
			unzipped, err := gzip.NewReader(bytes.NewReader(blob(layer)))
			if err != nil {
				t.Fatal(err)
			}
			headers, data := entries(t, unzipped)
			for name, h := range headers {
				i.files["/"+name], i.data["/"+name] = h, data[name]
			}
		}
		all[i.Architecture] = i
	}
	return all
}
