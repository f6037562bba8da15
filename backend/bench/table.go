//go:build linux

package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// table is one comparison.
type table struct {
	title string
	rows  []row
}

type row struct {
	name        string
	cost, floor cost
}

func newTable(title string) *table { return &table{title: title} }

// add adds a line; a floor of zero shows no ratio.
func (t *table) add(name string, c, floor cost) { t.rows = append(t.rows, row{name, c, floor}) }

func (t *table) print(w io.Writer) error {
	fmt.Fprintf(w, "\n%s\n", t.title)
	tw := tabwriter.NewWriter(w, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "\twall\tuser+sys\tpeak memory\tratio of wall\t")
	for _, r := range t.rows {
		ratio := ""
		if r.floor.wall > 0 {
			ratio = fmt.Sprintf("%.2f", float64(r.cost.wall)/float64(r.floor.wall))
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%.0f MB\t%s\t\n",
			r.name, milliseconds(r.cost.wall), milliseconds(r.cost.cpu), float64(r.cost.rss)/1e6, ratio)
	}
	return tw.Flush()
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}
