package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
)

// save returns an archive that every engine loads: the images as an OCI layout,
// and beside it manifest.json, by which engines that know no layouts find them.
// Those can't tell processors apart: the name of the image for arm64 says so.
// See https://github.com/opencontainers/image-spec/blob/main/image-layout.md
// and https://github.com/moby/docker-image-spec/blob/main/spec.md.
func save(index v1.ImageIndex, images []v1.Image, tag string, at time.Time) ([]byte, error) {
	dir, err := os.MkdirTemp("", "bwdc-image-")
	if err != nil {
		return nil, fmt.Errorf("folder for the layout: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	in, err := layout.Write(dir, empty.Index)
	if err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	err = in.AppendIndex(index, layout.WithAnnotations(map[string]string{
		"org.opencontainers.image.ref.name": tag,
		"io.containerd.image.name":          "docker.io/library/bwdc:" + tag,
	}))
	if err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	old, err := oldManifest(images, tag)
	if err != nil {
		return nil, err
	}
	files := []file{{path: "/manifest.json", mode: 0o644, data: old}}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name) //nolint:gosec // just written
		files = append(files, file{path: filepath.ToSlash(name[len(dir):]), mode: 0o644, data: data})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("layout: %w", err)
	}
	return archive(files, at)
}

// An oldImage is an image as 'docker save' lists it.
type oldImage struct {
	Config   string
	RepoTags []string
	Layers   []string
}

func oldManifest(images []v1.Image, tag string) ([]byte, error) {
	var list []oldImage
	for _, image := range images {
		config, err := image.ConfigFile()
		if err != nil {
			return nil, fmt.Errorf("configuration: %w", err)
		}
		manifest, err := image.Manifest()
		if err != nil {
			return nil, fmt.Errorf("manifest: %w", err)
		}
		name := "bwdc:" + tag
		if config.Architecture != "amd64" {
			name += "-" + config.Architecture
		}
		old := oldImage{Config: blob(manifest.Config.Digest), RepoTags: []string{name}}
		for _, l := range manifest.Layers {
			old.Layers = append(old.Layers, blob(l.Digest))
		}
		list = append(list, old)
	}
	text, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	return text, nil
}

func blob(digest v1.Hash) string { return "blobs/" + digest.Algorithm + "/" + digest.Hex }
