package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// port is where /healthz, /readyz and /metrics are answered, on loopback unless
// BWDC_LISTEN says otherwise.
const port = "9464"

// A release is what all images of one build share.
type release struct {
	version, revision, license string
	at                         time.Time
	zones                      []byte
	licensesFile               string
	// programs are the files of bwdc, by processor.
	programs map[string]string
}

// index is the image for each processor, under one digest.
func (r release) index() (v1.ImageIndex, []v1.Image, error) {
	around, err := base(r.zones)
	if err != nil {
		return nil, nil, err
	}
	below, err := layer(around, r.at)
	if err != nil {
		return nil, nil, err
	}
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	var images []v1.Image
	for _, arch := range slices.Sorted(maps.Keys(r.programs)) {
		image, err := r.image(arch, below)
		if err != nil {
			return nil, nil, fmt.Errorf("image for %s: %w", arch, err)
		}
		images = append(images, image)
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add:        image,
			Descriptor: v1.Descriptor{MediaType: types.OCIManifestSchema1, Platform: &v1.Platform{OS: "linux", Architecture: arch}},
		})
	}
	return index, images, nil
}

// image is what is the same for all, below, with the program on it.
func (r release) image(arch string, below v1.Layer) (v1.Image, error) {
	files, err := product(r.programs[arch], r.licensesFile)
	if err != nil {
		return nil, err
	}
	above, err := layer(files, r.at)
	if err != nil {
		return nil, err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.ConfigFile(image, &v1.ConfigFile{
		OS: "linux", Architecture: arch, Created: v1.Time{Time: r.at}, Config: r.config(), RootFS: v1.RootFS{Type: "layers"},
	})
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	history := func(what string) v1.History { return v1.History{Created: v1.Time{Time: r.at}, CreatedBy: what} }
	image, err = mutate.Append(image,
		mutate.Addendum{Layer: below, History: history("account, authorities, time zones"), MediaType: types.OCILayer},
		mutate.Addendum{Layer: above, History: history("bwdc " + r.version), MediaType: types.OCILayer})
	if err != nil {
		return nil, fmt.Errorf("layers: %w", err)
	}
	return image, nil
}

// config is how the image runs when nothing else is said.
func (r release) config() v1.Config {
	return v1.Config{
		User:       fmt.Sprintf("%d:%d", id, id),
		Entrypoint: []string{program},
		Cmd:        []string{"run"},
		WorkingDir: "/",
		Env: []string{
			"PATH=/usr/bin",
			"BWDC_DATA_DIR=" + dataDir,
			"BWDC_LISTEN=" + port,
			"BWDC_NO_KEYRING=1",
		},
		Volumes:      map[string]struct{}{dataDir: {}},
		ExposedPorts: map[string]struct{}{port + "/tcp": {}},
		Healthcheck: &v1.HealthConfig{
			Test: []string{"CMD", program, "probe"}, Interval: 30 * time.Second, Timeout: 5 * time.Second, StartPeriod: 10 * time.Second, Retries: 3,
		},
		// https://github.com/opencontainers/image-spec/blob/main/annotations.md
		Labels: map[string]string{
			"org.opencontainers.image.title":       "bwdc",
			"org.opencontainers.image.description": "Keeps a Bitwarden organization in step with a company's directory",
			"org.opencontainers.image.version":     r.version,
			"org.opencontainers.image.revision":    r.revision,
			"org.opencontainers.image.licenses":    r.license,
		},
	}
}

func layer(files []file, at time.Time) (v1.Layer, error) {
	text, err := archive(files, at)
	if err != nil {
		return nil, err
	}
	l, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil },
		tarball.WithMediaType(types.OCILayer), tarball.WithCompressionLevel(9), tarball.WithCompressedCaching)
	if err != nil {
		return nil, fmt.Errorf("layer: %w", err)
	}
	return l, nil
}
