package web

import (
	"bytes"
	_ "embed" // plain.html, plain.css
	"html/template"
	"net/http"

	"golang.org/x/text/language"
)

var (
	//go:embed static/plain.html
	plainText string
	//go:embed static/plain.css
	plainCSS []byte
)

// plainStyle is the one file that everybody gets.
const plainStyle = "/plain.css"

// A plainPage says one thing to a person who is not in, or can't be: the pages,
// with their catalogues, are for those who are.
type plainPage struct {
	english, german plainWords
	// again loads the pages once more, at once.
	again bool
}

// plainWords are those of a plain page in one language.
type plainWords struct {
	Title, Text string
	// Ways are what to do next.
	Ways []string
}

// plainLanguages are English, for everybody, and German.
var plainLanguages = language.NewMatcher([]language.Tag{language.English, language.German})

// How a person gets in again.
var (
	newAddress = []string{
		"On the terminal where bwdc serve runs, press Enter: it prints a new address.",
		"Where it runs as a service on Linux, send it SIGUSR1 (systemctl kill -s USR1 …) and look into its journal.",
		"An address works once, within a minute after it was printed.",
	}
	newAddressGerman = []string{
		"Drücken Sie in dem Terminal, in dem bwdc serve läuft, die Eingabetaste: Es gibt eine neue Adresse aus.",
		"Läuft es unter Linux als Dienst, senden Sie ihm SIGUSR1 (systemctl kill -s USR1 …), und sehen Sie in sein Journal.",
		"Eine Adresse gilt einmal, innerhalb einer Minute nach ihrer Ausgabe.",
	}
)

var (
	plainNoSession = plainPage{
		english: plainWords{"Please open the address that bwdc serve printed", "This browser has not been let in, or was not used for half a day, or bwdc serve was started anew.", newAddress},
		german:  plainWords{"Bitte öffnen Sie die Adresse, die bwdc serve ausgegeben hat", "Dieser Browser wurde nicht hereingelassen oder einen halben Tag lang nicht verwendet, oder bwdc serve wurde neu gestartet.", newAddressGerman},
	}
	plainUsed = plainPage{
		english: plainWords{"This address has been used, or is too old", "Somebody opened it before you, or more than a minute went by.", newAddress},
		german:  plainWords{"Diese Adresse wurde schon verwendet oder ist zu alt", "Jemand hat sie vor Ihnen geöffnet, oder es ist mehr als eine Minute vergangen.", newAddressGerman},
	}
	plainForeign = plainPage{
		english: plainWords{"This server does not go by that name", "Requests for a name that it was not told are refused, so that no other site can pose as it.",
			[]string{"Use the address that bwdc serve printed.", "If this name is right, start it with --host and that name."}},
		german: plainWords{"Dieser Server trägt diesen Namen nicht", "Anfragen an einen Namen, der ihm nicht genannt wurde, werden abgewiesen, damit sich keine andere Website für ihn ausgeben kann.",
			[]string{"Verwenden Sie die Adresse, die bwdc serve ausgegeben hat.", "Wenn der Name stimmt, starten Sie es mit --host und diesem Namen."}},
	}
	plainNotFound = plainPage{
		english: plainWords{Title: "There is nothing at this address"},
		german:  plainWords{Title: "Unter dieser Adresse gibt es nichts"},
	}
	plainNotBuilt = plainPage{
		english: plainWords{"The pages were not built into this program", "It was compiled without them.",
			[]string{"In its source folder run: make pages build", "Or install a released package."}},
		german: plainWords{"Dieses Programm enthält seine Seiten nicht", "Es wurde ohne sie übersetzt.",
			[]string{"Führen Sie in seinem Quellordner aus: make pages build", "Oder installieren Sie ein veröffentlichtes Paket."}},
	}
	plainAgain = plainPage{english: plainWords{Title: "Directory Connector"}, german: plainWords{Title: "Directory Connector"}, again: true}
)

// plain answers with a plain page, in the language that the browser asks for.
func (s *Server) plain(w http.ResponseWriter, r *http.Request, status int, p plainPage) {
	tag, goOn, words := "en", "Go on", p.english
	if _, i := language.MatchStrings(plainLanguages, r.Header.Get("Accept-Language")); i > 0 {
		tag, goOn, words = "de", "Weiter", p.german
	}
	t, err := template.New("plain").Parse(plainText)
	if err != nil {
		panic(err) // it is embedded
	}
	var b bytes.Buffer
	if err := t.Execute(&b, struct {
		plainWords
		Language, GoOn string
		Again          bool
	}{words, tag, goOn, p.again}); err != nil {
		panic(err) // into a buffer
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, status, b.Bytes())
}

func (s *Server) serveStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	write(w, http.StatusOK, plainCSS)
}
