package desktop

import (
	"bytes"
	"context"
	"errors"
	"html/template"
	"net/http"
	"os"
	"strings"

	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"directoryconnector/backend/bridge"
	"directoryconnector/frontend"
)

// failurePage says why there is no other page. Without its script
// (frontend/src/failure.ts) it tells what the program says as it says it, in
// English.
var failurePage = template.Must(template.New("failure").Parse(`<!doctype html>
<html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Directory Connector</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 12vh auto; max-width: 32rem; padding: 0 1.5rem }
h1 { font-size: 1.2rem }
p { overflow-wrap: anywhere }
</style><script type="module" src="/assets/failure.js"></script></head>
<body><main role="alert"><h1>{{.Heading}}</h1><p lang="en" data-said>{{.Message}}</p>{{with .Hint}}<p lang="en" data-said>{{.}}</p>{{end}}</main></body></html>
`))

// showFailure shows a window that says what went wrong, until it is closed or ctx
// ends. It returns that, with what keeps the window from being shown.
func showFailure(ctx context.Context, w words, failure error) error {
	page, err := renderFailure(w, bridge.Explain(failure))
	if err != nil {
		return errors.Join(failure, err)
	}
	return errors.Join(failure, runToolkit(&options.App{
		Title: title, Width: 640, Height: 400, BackgroundColour: startColour(os.Getenv),
		AssetServer:   &assetserver.Options{Handler: failureHandler(page)},
		OnStartup:     func(window context.Context) { context.AfterFunc(ctx, func() { runtime.Quit(window) }) },
		OnBeforeClose: new(leave).before,
		Menu:          menu.NewMenu(), LogLevelProduction: logger.ERROR,
	}))
}

// failureHandler serves the page, and the scripts of the others.
func failureHandler(page []byte) http.Handler {
	assets := http.FileServerFS(frontend.Pages())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			assets.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'")
		_, _ = w.Write(page)
	})
}

func renderFailure(w words, p bridge.Problem) ([]byte, error) {
	var page bytes.Buffer
	err := failurePage.Execute(&page, struct{ Language, Heading, Message, Hint string }{w.tag, w.cantStart, p.Message, p.Hint})
	return page.Bytes(), err
}
