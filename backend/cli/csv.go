package cli

import (
	"bufio"
	"io"
	"iter"
	"os"

	"directoryconnector/backend/app"
)

// printCSV writes rows while they are made, as text for any spreadsheet. A file
// begins with the mark by which spreadsheets know UTF-8; what goes to another
// program does without.
func (f *Factory) printCSV(rows iter.Seq[[]string]) error {
	if f.quiet() {
		return nil
	}
	w := bufio.NewWriter(answerWriter{f})
	if f.IO.OutFile {
		_, _ = w.WriteString(app.CSVMark) // Flush tells
	}
	for row := range rows {
		if _, err := w.WriteString(app.CSVRow(row)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// beginsFile tells whether what is written begins a file on a disk.
func beginsFile(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > 0 {
		return false
	}
	at, err := file.Seek(0, io.SeekCurrent)
	return err == nil && at == 0
}
