package desktop

import (
	"testing"
)

// TestTheToolkitQuitsOnce: GTK complains of a second quit.
func TestTheToolkitQuitsOnce(t *testing.T) {
	t.Parallel()
	var l leave
	if l.before(t.Context()) || !l.before(t.Context()) || !l.before(t.Context()) {
		t.Error("it quits not exactly once")
	}
}

// Another start may ask for the window while the program ends its work: what the
// toolkit is asked then, it never answers.
func TestAWindowThatIsGoneIsNotAsked(t *testing.T) {
	t.Parallel()
	w := newWindow(newToolkit(), t.TempDir())
	w.startup(t.Context()) // a context that the toolkit would refuse
	w.toolkit.end()
	w.show()
	w.hide()
	w.toolkit.emit("state", nil)
	if w.toolkit.context() != nil {
		t.Error("the toolkit's context is still there")
	}
}
