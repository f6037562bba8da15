package desktop

import "strconv"

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

// zoomScript gives the page a size of text, which all its lengths are multiples
// of.
func zoomScript(index int) string {
	return "document.documentElement.style.fontSize = '" + strconv.Itoa(zoomSteps[index]) + "%'"
}
