package main

import (
	"bytes"
	"encoding/binary"
)

// icnsTypes names the frames of an .icns file that hold PNG, smallest first.
// See https://en.wikipedia.org/wiki/Apple_Icon_Image_format#Icon_types
var icnsTypes = []struct {
	name string
	size int
}{
	{"icp4", 16}, {"icp5", 32}, {"ic11", 32}, {"ic12", 64}, {"ic07", 128},
	{"ic13", 256}, {"ic08", 256}, {"ic14", 512}, {"ic09", 512}, {"ic10", 1024},
}

// packICNS returns an .icns file: a length, then each frame with its length.
func packICNS(read func(int) ([]byte, error)) ([]byte, error) {
	const headerLength = 8
	var frames bytes.Buffer
	for _, f := range icnsTypes {
		data, err := read(f.size)
		if err == nil {
			err = checkSize(data, f.size)
		}
		if err != nil {
			return nil, err
		}
		frames.WriteString(f.name)
		_ = binary.Write(&frames, binary.BigEndian, uint32(headerLength+len(data))) //nolint:gosec // far below 4 GB
		frames.Write(data)
	}
	head := binary.BigEndian.AppendUint32([]byte("icns"), uint32(headerLength+frames.Len())) //nolint:gosec // far below 4 GB
	return append(head, frames.Bytes()...), nil
}
