package web

import (
	"bytes"
	_ "embed" // plain.html, plain.css
	"html/template"
	"net/http"
)

var (
	//go:embed static/plain.html
	plainText string
	//go:embed static/plain.css
	plainCSS []byte
)

// plainStyle is the one file that everybody gets.
const plainStyle = "/plain.css"

// A plainPage says one thing to a person who is not in, or can't be.
type plainPage struct {
	Title, Text string
	// Ways are what to do next.
	Ways []string
	// Again loads the pages once more, at once.
	Again bool
}

// How a person gets in again.
var newAddress = []string{
	"On the terminal where bwdc serve runs, press Enter: it prints a new address.",
	"Where it runs as a service on Linux, send it SIGUSR1 (systemctl kill -s USR1 …) and look into its journal.",
	"An address works once, within a minute after it was printed.",
}

var (
	plainNoSession = plainPage{Title: "Please open the address that bwdc serve printed", Text: "This browser has not been let in, or was not used for half a day, or bwdc serve was started anew.", Ways: newAddress}
	plainUsed      = plainPage{Title: "This address has been used, or is too old", Text: "Somebody opened it before you, or more than a minute went by.", Ways: newAddress}
	plainForeign   = plainPage{Title: "This server does not go by that name", Text: "Requests for a name that it was not told are refused, so that no other site can pose as it.",
		Ways: []string{"Use the address that bwdc serve printed.", "If this name is right, start it with --host and that name."}}
	plainNotFound = plainPage{Title: "There is nothing at this address"}
	plainNotBuilt = plainPage{Title: "The pages were not built into this program", Text: "It was compiled without them.",
		Ways: []string{"In its source folder run: make pages build", "Or install a released package."}}
	plainAgain = plainPage{Title: "Directory Connector", Again: true}
)

// plain answers with a plain page.
func (s *Server) plain(w http.ResponseWriter, status int, p plainPage) {
	t, err := template.New("plain").Parse(plainText)
	if err != nil {
		panic(err) // it is embedded
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		panic(err) // into a buffer
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, status, b.Bytes())
}

func (s *Server) serveStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	write(w, http.StatusOK, plainCSS)
}
