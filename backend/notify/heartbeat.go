package notify

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A Heartbeat asks an address after each sync, so that a service notices when
// nothing comes any more.
type Heartbeat struct {
	URL    config.Secret
	Client *http.Client
}

// Beat tells that a sync ended, well or not.
func (h *Heartbeat) Beat(ctx context.Context, well bool) error {
	bounded, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	address := h.URL
	if u, err := url.Parse(strings.TrimSpace(address.Reveal())); err == nil && !well {
		u.Path = strings.TrimSuffix(u.Path, "/") + "/fail"
		u.RawPath = ""
		address = config.NewSecret(u.String())
	}
	if host, err := post(bounded, h.Client, address, nil, nil); err != nil {
		return directory.WithHint(fmt.Errorf("heartbeat to %s: %w", host, err), "Check notify.heartbeat; 'bwdc notify test' tries again.")
	}
	return nil
}
