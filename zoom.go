package main

import (
	"strconv"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// zoomSteps are the sizes of text in percent; zoomNormal is the index of 100.
var zoomSteps = []int{75, 90, 100, 110, 125, 150, 175, 200}

const zoomNormal = 2

// zoomed is the index of the next size: one step up or down within bounds, or
// back to normal for 0.
func zoomed(index, step int) int {
	if step == 0 {
		return zoomNormal
	}
	return max(0, min(index+step, len(zoomSteps)-1))
}

// zoom makes the page bigger (1), smaller (-1) or normal (0). It sets the size
// that all lengths of the pages are multiples of.
func (w *window) zoom(step int) {
	w.mu.Lock()
	w.zoomIndex = zoomed(w.zoomIndex, step)
	percent, ctx := zoomSteps[w.zoomIndex], w.ctx
	w.mu.Unlock()
	if ctx != nil {
		runtime.WindowExecJS(ctx, "document.documentElement.style.fontSize = '"+strconv.Itoa(percent)+"%'")
	}
}
