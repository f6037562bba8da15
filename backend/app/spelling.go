package app

import "directoryconnector/backend/internal/spelling"

// Plain returns a text as it is searched: in lower case and without accents.
func Plain(text string) string { return spelling.Plain(text) }

// Words returns the words of a search, plain.
func Words(text string) []string { return spelling.Words(text) }

// HasWords tells whether a plain text has all words, in any order.
func HasWords(plain string, words []string) bool { return spelling.Has(plain, words) }
