package bridge_test

import (
	"testing"

	"directoryconnector/backend/internal/testbed/locktest"
)

func TestMain(m *testing.M) { locktest.Run(m) }
