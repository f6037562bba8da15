package app_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/testbed/locktest"
	"directoryconnector/backend/sources"
)

// automaticEnv makes the test program sync the data folder that it names
// automatically.
const automaticEnv = "APP_TEST_AUTOMATIC"

func TestMain(m *testing.M) {
	if data := os.Getenv(automaticEnv); data != "" {
		syncAutomatically(data)
	}
	locktest.Run(m)
}

// syncAutomatically is 'bwdc run' until the process is killed.
func syncAutomatically(data string) {
	a, err := app.Open(app.Options{DataDir: data, Sources: sources.Open, Version: "1.0.0"})
	if err == nil {
		err = a.Automatic().Run(context.Background(), nil, func(e app.AutomaticEvent) {
			if !e.Next.IsZero() {
				fmt.Println("ready")
			}
		})
	}
	fmt.Println("error:", err)
	os.Exit(1)
}
