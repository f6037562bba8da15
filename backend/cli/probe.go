package cli

import (
	"cmp"
	"errors"

	"github.com/spf13/cobra"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/metrics"
)

const probeLong = `Asks a 'bwdc run --listen' on this machine whether it is alive, or with --ready
whether its last success is young enough (/healthz and /readyz), and ends with 1
where it is not. It is for containers, which have nothing else to ask with.`

func newProbeCmd(f *Factory) *cobra.Command {
	var listen string
	var ready bool
	cmd := &cobra.Command{
		Use:     "probe",
		Short:   "Ask a running 'bwdc run --listen' whether it is well",
		Long:    probeLong,
		Example: "  bwdc probe\n  bwdc probe --ready --listen 9464",
		RunE: func(cmd *cobra.Command, _ []string) error {
			where := cmp.Or(listen, f.Getenv("BWDC_LISTEN"))
			if where == "" {
				return usagef("--listen or BWDC_LISTEN must say where 'bwdc run' answers")
			}
			address, err := listenAddress(where)
			if err != nil {
				return err
			}
			path := "/healthz"
			if ready {
				path = "/readyz"
			}
			text, err := metrics.Ask(cmd.Context(), address, path)
			if errors.Is(err, metrics.ErrNotWell) {
				return directory.WithHint(errors.New(text), "'bwdc status' and 'bwdc history last' say more.")
			}
			if err != nil {
				return err
			}
			return f.text(&text)
		},
	}
	cmd.Flags().BoolVar(&ready, "ready", false, "ask whether the last success is young enough")
	cmd.Flags().StringVar(&listen, "listen", "", "the `address` that 'bwdc run' was told: a port, or an address and a port (BWDC_LISTEN)")
	return cmd
}
