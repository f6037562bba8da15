// Package metrics tells programs how a profile does that syncs by itself:
// whether it lives and is up to date, and numbers in the format that Prometheus
// reads (https://prometheus.io/docs/instrumenting/exposition_formats/). No
// number, label or sentence of it names anybody or holds a secret.
//
// The numbers are made when they are asked for: of the runs that this process
// did (Recorder), and of what the database holds.
package metrics
