package desktop

import (
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

func TestTheReasonInTheWindow(t *testing.T) {
	t.Parallel()
	page, err := renderFailure(german, bridge.Problem{Message: `profile "<script>" does not exist`, Hint: "Look & see."})
	text := string(page)
	if err != nil || !strings.Contains(text, "&lt;script&gt;") || strings.Contains(text, "<script>") || !strings.Contains(text, "Look &amp; see.") || !strings.Contains(text, `<html lang="de">`) || !strings.Contains(text, german.cantStart) {
		t.Errorf("%v\n%s", err, text)
	}
}
