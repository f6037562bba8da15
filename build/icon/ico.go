package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// icoSizes are the sizes that Windows asks for at 100 to 400 %.
var icoSizes = []int{16, 24, 32, 48, 64, 128, 256}

// pngFrom is the size from which a frame stays PNG. Parts of Windows and many
// programs read smaller frames as bitmaps only.
const pngFrom = 128

// packICO returns an .ico file: a directory of frames, then the frames. See
// https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
func packICO(read func(int) ([]byte, error)) ([]byte, error) {
	const headerLength, entryLength = 6, 16
	var header, frames bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&header, binary.LittleEndian, v) // a bytes.Buffer takes everything
		}
	}
	put(uint16(0), uint16(1), uint16(len(icoSizes)))
	offset := headerLength + entryLength*len(icoSizes)
	for _, size := range icoSizes {
		data, err := read(size)
		if err == nil {
			err = checkSize(data, size)
		}
		if err != nil {
			return nil, err
		}
		if size < pngFrom {
			if data, err = bitmap(data, size); err != nil {
				return nil, err
			}
		}
		edge := uint8(size % 256) //nolint:gosec // 0 stands for 256
		put(edge, edge, uint8(0), uint8(0), uint16(1), uint16(32))
		put(uint32(len(data)), uint32(offset+frames.Len())) //nolint:gosec // far below 4 GB
		frames.Write(data)
	}
	return append(header.Bytes(), frames.Bytes()...), nil
}

// bitmap returns a frame of 32 bits a pixel, lowest row first, and the mask
// that nothing reads any more but every reader expects.
func bitmap(data []byte, size int) ([]byte, error) {
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the picture of %d pixels: %w", size, err)
	}
	var b bytes.Buffer
	maskRow := (size + 31) / 32 * 4
	for _, v := range []any{
		uint32(40), int32(size), int32(2 * size), uint16(1), uint16(32), uint32(0), //nolint:gosec // at most 256
		uint32(size * (4*size + maskRow)), int32(0), int32(0), uint32(0), uint32(0), //nolint:gosec // at most 256
	} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	for y := size - 1; y >= 0; y-- {
		for x := range size {
			c := pixel(picture, x, y)
			b.Write([]byte{c.B, c.G, c.R, c.A})
		}
	}
	b.Write(make([]byte, size*maskRow))
	return b.Bytes(), nil
}

func pixel(picture image.Image, x, y int) color.NRGBA {
	origin := picture.Bounds().Min
	return color.NRGBAModel.Convert(picture.At(origin.X+x, origin.Y+y)).(color.NRGBA)
}
