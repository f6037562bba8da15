package desktop

import (
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

func TestTheReasonInTheWindow(t *testing.T) {
	t.Parallel()
	page, err := renderFailure(bridge.Problem{Message: `profile "<script>" does not exist`, Hint: "Look & see."})
	text := string(page)
	if err != nil || !strings.Contains(text, "&lt;script&gt;") || strings.Contains(text, "<script>") || !strings.Contains(text, "Look &amp; see.") {
		t.Errorf("%v\n%s", err, text)
	}
}
