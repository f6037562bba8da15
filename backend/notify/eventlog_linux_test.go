package notify

import (
	"strings"
	"testing"

	"github.com/coreos/go-systemd/v22/journal"

	"directoryconnector/backend/directory"
)

func TestAMachineWithoutJournald(t *testing.T) {
	t.Parallel()
	err := EventLog{}.Send(t.Context(), sample())
	if journal.Enabled() {
		if err != nil {
			t.Error(err)
		}
		return
	}
	if err == nil || !strings.Contains(err.Error(), "no journald") || directory.HintOf(err) == "" {
		t.Errorf("error %v", err)
	}
}
