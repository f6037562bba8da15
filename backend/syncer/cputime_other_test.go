//go:build !unix

package syncer

import "time"

var processStart = time.Now()

// cpuTime stands in for what this process has used of the processors.
func cpuTime() time.Duration { return time.Since(processStart) }
