package app

import (
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/directory"
)

// CSVMark begins a file of CSV: spreadsheets take it for UTF-8 by that, and for
// the code page of the system without.
const CSVMark = "\ufeff"

// CSVRow returns a row as RFC 4180 has it, as text for any spreadsheet: a cell
// that one would take for a formula gets an apostrophe before it
// (https://owasp.org/www-community/attacks/CSV_Injection), what nobody sees is
// made visible, and what other countries separate cells by is quoted.
func CSVRow(row []string) string {
	cells := make([]string, len(row))
	for i, cell := range row {
		cell = directory.VisibleBut("\t\r\n", cell)
		if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u00a0\u3000")); strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
			cell = "'" + cell
		}
		if strings.ContainsAny(cell, "\",;\t\r\n") || cell != "" && cell[0] == ' ' {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		cells[i] = cell
	}
	return strings.Join(cells, ",") + "\n"
}
